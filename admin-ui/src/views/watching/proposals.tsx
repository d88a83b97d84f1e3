// SPDX-License-Identifier: Apache-2.0
// What waits for a second person: zones and thresholds of cameras, decided before their pictures, and switches of kinds
// of rooms, decided here.
import { Button } from 'antd';
import { Link } from 'react-router';
import { call } from '../../api/client';
import { useOpenProposals } from '../../api/watching';
import type { OpenProposal } from '../../api/watching-types';
import { Loadable } from '../../components/loadable';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { beijing } from '../../lib/time';
import { groupText } from '../observations/words';
import { CellMark, cellOf, groupsOf } from './checks';
import { Decision } from './decision';

export function Proposals() {
  const { t } = useText();
  const open = useOpenProposals();
  const items = open.data?.pages.flatMap((page) => page.items);
  return (
    <section className="panel" aria-label={t('watching.checks.proposals')}>
      <header>
        <h2>{t('watching.checks.proposals')}</h2>
      </header>
      <Loadable query={{ ...open, data: items }} rows={2}>
        {(waiting) =>
          waiting.length === 0 ? (
            <p className="quiet">{t('watching.checks.proposalsNone')}</p>
          ) : (
            <div className="stack">
              {waiting.map((one) => (
                <Proposal key={one.camera?.id ?? one.roomKind?.kind ?? one.atUs} one={one} />
              ))}
              {open.hasNextPage && (
                <Button loading={open.isFetchingNextPage} onClick={() => void open.fetchNextPage()}>
                  {t('list.more')}
                </Button>
              )}
            </div>
          )
        }
      </Loadable>
    </section>
  );
}

function Proposal({ one }: { one: OpenProposal }) {
  if (one.camera) return <OfCamera one={one} camera={one.camera} />;
  if (one.roomKind) return <OfRoomKind one={one} roomKind={one.roomKind} />;
  return <ProposedBy one={one} />;
}

function OfCamera({ one, camera }: { one: OpenProposal; camera: NonNullable<OpenProposal['camera']> }) {
  const { t } = useText();
  return (
    <div className="stack-tight">
      <div className="row-wrap">
        <strong>{camera.name}</strong>
        <span className="quiet">{one.room?.name}</span>
        <ToneMark tone="soon">{t('watching.waiting', { count: one.version })}</ToneMark>
        <Link to={`/admin/cameras/${camera.id}/watching?view=compare`}>{t('watching.checks.compare')}</Link>
      </div>
      <ProposedBy one={one} />
    </div>
  );
}

type ProposedKind = NonNullable<OpenProposal['roomKind']>;

function OfRoomKind({ one, roomKind }: { one: OpenProposal; roomKind: ProposedKind }) {
  const { t } = useText();
  const path = { kind: roomKind.kind, version: String(one.version) };
  const switched = { checks: roomKind.now, proposed: one.damaged ? null : { checks: roomKind.checks } };
  const changed = groupsOf([switched]).filter((group) => cellOf(switched, group).startsWith('to'));
  return (
    <div className="stack-tight">
      <div className="row-wrap">
        <strong>{t(`domain.roomKind.${roomKind.kind}`)}</strong>
        {changed.map((group) => (
          <span key={group} className="nowrap">
            {groupText(t, group)} <CellMark cell={cellOf(switched, group)} />
          </span>
        ))}
      </div>
      <ProposedBy one={one} />
      <Decision
        name={`watching.kind.${roomKind.kind}`}
        version={one.version}
        by={one.by}
        damaged={one.damaged}
        approve={(key) =>
          call('post', '/watching/room-kinds/{kind}/{version}/approve', { path, body: {}, key })
        }
        reject={(reason, key) =>
          call('post', '/watching/room-kinds/{kind}/{version}/reject', { path, body: { reason }, key })
        }
      />
    </div>
  );
}

function ProposedBy({ one: { by, atUs, reason, damaged } }: { one: OpenProposal }) {
  const { t } = useText();
  const unit = by.unit || t('unknown');
  return (
    <div className="quiet">
      {t('watching.compare.by', { name: by.name, unit, time: beijing(atUs) })} ·{' '}
      {damaged ? (
        <ToneMark tone="over">{t('watching.checks.damaged')}</ToneMark>
      ) : (
        t('watching.history.reason', { text: reason })
      )}
    </div>
  );
}
