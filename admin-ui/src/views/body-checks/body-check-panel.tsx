// SPDX-License-Identifier: Apache-2.0
// The recording of a body check on the playback page: shut in words, with the way to ask; open while an approval is.
import { Button } from 'antd';
import { useState } from 'react';
import { useBodyChecks } from '../../api/queries';
import type { BodyChecks, Camera } from '../../api/types';
import { Empty } from '../../components/empty';
import { Loadable } from '../../components/loadable';
import { useText } from '../../i18n';
import { beijingClock } from '../../lib/time';
import type { Span } from '../../media/client';
import { Interval } from '../exports/export-facts';
import { EvidenceView } from '../player/evidence-view';
import { BodyCheckDialog } from './body-check-dialog';
import { askedOf, type Opening, openingAt } from './body-check-values';

interface Props {
  camera: Camera;
  atUs: number;
  span: Span;
  /** Other cameras were chosen, too. */
  alone: boolean;
}

export function BodyCheckPanel(props: Props) {
  const { t } = useText();
  const { camera, span, atUs, alone } = props;
  const checks = useBodyChecks(camera.id, span, camera.sight.mayAsk);
  if (!camera.sight.mayAsk) {
    return (
      <section className="panel">
        <Empty title={t('bodyChecks.sealed')} hint={t('bodyChecks.cannot')} />
      </section>
    );
  }
  return (
    <>
      {alone && <p className="quiet">{t('bodyChecks.alone')}</p>}
      <Loadable query={checks} rows={6}>
        {(found) => {
          const opening = openingAt(found.open, atUs);
          return opening ? (
            <OpenBodyCheck key={opening.approvalId} camera={camera} opening={opening} atUs={atUs} />
          ) : (
            <ShutBodyCheck {...props} found={found} />
          );
        }}
      </Loadable>
    </>
  );
}

function ShutBodyCheck({ camera, atUs, span, found }: Props & { found: BodyChecks }) {
  const { t } = useText();
  const [asking, setAsking] = useState(false);
  return (
    <section className="panel">
      <Empty
        title={`${camera.name}：${t('bodyChecks.sealed')}`}
        hint={t('bodyChecks.sealedHint')}
        action={
          <Button type="primary" onClick={() => setAsking(true)}>
            {t('bodyChecks.ask')}
          </Button>
        }
      />
      {askedOf(found).map(({ approvalId, number, state }) => (
        <p key={approvalId} className="quiet" style={{ textAlign: 'center' }}>
          {t(`bodyChecks.${state}`, { number })}
        </p>
      ))}
      {asking && (
        <BodyCheckDialog
          camera={camera}
          stays={found.stays}
          atUs={atUs}
          span={span}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}

const bodyCheckRequest = { reason: 'review' } as const;

function OpenBodyCheck({ camera, opening, atUs }: { camera: Camera; opening: Opening; atUs: number }) {
  const { t } = useText();
  const { fromUs, toUs, untilUs } = opening;
  const [cameras] = useState(() => [{ id: camera.id, name: camera.name }]);
  const [span] = useState(() => ({ fromUs, toUs }));
  const startUs = Math.min(Math.max(atUs, fromUs), toUs);
  return (
    <>
      <p role="note">
        {t('bodyChecks.open', { time: beijingClock(untilUs, true) })} {t('bodyChecks.interval')}{' '}
        <Interval fromUs={fromUs} toUs={toUs} />
      </p>
      <EvidenceView
        cameras={cameras}
        span={span}
        startUs={startUs}
        request={bodyCheckRequest}
        questioning={undefined}
      />
    </>
  );
}
