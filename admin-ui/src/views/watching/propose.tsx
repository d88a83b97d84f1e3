// SPDX-License-Identifier: Apache-2.0
// Sending what was changed to a second person: the reason, the picture of the empty room, and what still stands against it.
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { pageAttempts } from '../../acts';
import { call } from '../../api/client';
import { referenceOf } from '../../api/watching';
import type {
  CameraWatching,
  WatchGroup,
  WatchingProposal,
  WatchingSettings,
} from '../../api/watching-types';
import { ErrorNote } from '../../components/error-note';
import { useAct } from '../../hooks/use-act';
import { useText } from '../../i18n';
import { useUser } from '../../session';
import { DifferenceList } from './difference-list';
import { differences } from './edit';
import { fault } from './units';
import type { Editing } from './use-editing';
import { pictureOf, type Still } from './use-still';
import styles from './watching.module.css';
import { zoneFault } from './zone-maths';

const stale = ['cameras'] as const;
const leastReason = 5;

interface Props {
  watching: CameraWatching;
  editing: Editing;
  groups: readonly WatchGroup[];
  still: Still;
  onSent: () => void;
}

export function ProposePanel({ watching, editing, groups, still, onSent }: Props) {
  const { t } = useText();
  const { me } = useUser();
  const { message } = App.useApp();
  const [tried, setTried] = useState(false);
  const { work, reason, reference, base } = editing;
  const { camera, proposed } = watching;
  const { run, pending, error } = useAct<WatchingProposal, WatchingSettings>(
    `watching.${camera.id}.propose`,
    (body, key) =>
      call('post', '/cameras/{id}/watching', {
        path: { id: camera.id },
        body,
        key,
      }) as Promise<WatchingSettings>,
    stale,
    pageAttempts,
  );
  const changed = differences(base, work);
  const faulty =
    work.zones.some(zoneFault) ||
    groups.some(({ thresholds }) => thresholds.some((one) => fault(one, work.thresholds[one.name])));
  const against =
    proposed && proposed.by.id !== me.id
      ? t('watching.propose.other', { name: proposed.by.name })
      : faulty
        ? t('watching.propose.faulty')
        : changed.length === 0 && !reference
          ? t('watching.propose.nothing')
          : undefined;
  const short = reason.trim().length < leastReason;
  const send = async () => {
    setTried(true);
    if (against || short) return;
    const { zones, thresholds } = work;
    const body = { basedOn: editing.basedOn, zones, thresholds, reason: reason.trim() };
    const result = await run(reference ? { ...body, reference } : body);
    if (!result) return;
    editing.drop();
    if (result.ofEarlier) void message.warning(t('act.ofEarlier'), 8);
    else void message.success(t('watching.propose.done'));
    onSent();
  };
  return (
    <section className="panel stack-tight">
      <h2>{t('watching.propose.title')}</h2>
      {proposed?.by.id === me.id && <p className="quiet">{t('watching.propose.own')}</p>}
      <DifferenceList differences={changed} before={base} after={work} groups={groups} />
      <Reference watching={watching} editing={editing} still={still} />
      <div>
        <div aria-hidden="true">{t('watching.propose.reason')}</div>
        <Input.TextArea
          rows={2}
          maxLength={500}
          value={reason}
          placeholder={t('watching.propose.reasonHint')}
          aria-label={t('watching.propose.reason')}
          status={tried && short ? 'error' : undefined}
          onChange={(event) => editing.setReason(event.target.value)}
        />
      </div>
      {tried && short && <p className={styles.wrong}>{t('watching.propose.reasonRule')}</p>}
      <ErrorNote error={error} />
      <Button
        type="primary"
        block
        loading={pending}
        disabled={against !== undefined}
        onClick={() => void send()}
      >
        {t('watching.propose.submit')}
      </Button>
      <p className="quiet small">{against ?? t('watching.propose.draft')}</p>
    </section>
  );
}

function Reference({ watching, editing, still }: Pick<Props, 'watching' | 'editing' | 'still'>) {
  const { t } = useText();
  const { message } = App.useApp();
  const { camera, current } = watching;
  const { reference, setReference } = editing;
  const take = async () => {
    const taken = still.video.current && (await pictureOf(still.video.current));
    if (taken) setReference(taken);
    else void message.error(t('watching.reference.failed'));
  };
  const shown = reference
    ? `data:image/jpeg;base64,${reference}`
    : current?.reference
      ? referenceOf(camera.id, current.version)
      : undefined;
  return (
    <div className={styles.reference}>
      {shown ? (
        <img src={shown} alt={t(reference ? 'watching.reference.taken' : 'watching.picture.reference')} />
      ) : (
        <span className={styles.noReference}>—</span>
      )}
      <div className="grow">
        <strong>{t('watching.reference.title')}</strong>
        <p className="quiet small">
          {reference
            ? t('watching.reference.taken')
            : t(current?.reference ? 'watching.reference.kept' : 'watching.reference.none')}
          {t('watching.sentence')}
          {t('watching.reference.about')}
        </p>
        <div className="row">
          <Button size="small" disabled={still.state.kind !== 'shown'} onClick={() => void take()}>
            {t(reference ? 'watching.reference.again' : 'watching.reference.take')}
          </Button>
          {reference && (
            <Button size="small" onClick={() => setReference(undefined)}>
              {t('watching.reference.drop')}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
