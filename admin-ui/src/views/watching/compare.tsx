// SPDX-License-Identifier: Apache-2.0
// The proposal beside what is in force, for the second person: two pictures, the changes in words, and the decision.
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../api/client';
import { referenceOf } from '../../api/watching';
import type { CameraWatching, WatchGroup, WatchingSettings } from '../../api/watching-types';
import { Empty } from '../../components/empty';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { beijing } from '../../lib/time';
import { useUser } from '../../session';
import { Decision } from './decision';
import { DifferenceList } from './difference-list';
import { differences, nothing } from './edit';
import { useStill } from './use-still';
import styles from './watching.module.css';
import { ZoneCanvas } from './zone-canvas';
import { ReferencePicture, StillNote } from './zone-picture';
import pictures from './zone-pictures.module.css';

interface Props {
  watching: CameraWatching;
  groups: readonly WatchGroup[];
  onEdit: () => void;
}

export function Compare({ watching, groups, onEdit }: Props) {
  const { t } = useText();
  const { me } = useUser();
  const { camera, current, proposed } = watching;
  if (!proposed) return <Empty title={t('watching.compare.none')} hint={t('watching.compare.noneHint')} />;
  const path = { id: camera.id, version: String(proposed.version) };
  return (
    <div className="stack">
      <div className={styles.beside}>
        <Side
          cameraId={camera.id}
          settings={current}
          pictureOf={current}
          title={
            current
              ? t('watching.compare.current', { count: current.version })
              : t('watching.compare.currentNone')
          }
        />
        {!proposed.damaged && (
          <Side
            cameraId={camera.id}
            settings={proposed}
            pictureOf={proposed.reference ? proposed : current}
            title={t('watching.compare.proposed', { count: proposed.version })}
          />
        )}
      </div>
      <section className="panel stack-tight">
        <p>
          {t('watching.compare.by', {
            name: proposed.by.name,
            unit: proposed.by.unit || t('unknown'),
            time: beijing(proposed.atUs),
          })}
        </p>
        {proposed.damaged ? (
          <ToneMark tone="over">{t('watching.checks.damaged')}</ToneMark>
        ) : (
          <Proposed watching={watching} proposed={proposed} groups={groups} />
        )}
        <Decision
          name={`watching.${camera.id}`}
          version={proposed.version}
          by={proposed.by}
          damaged={proposed.damaged}
          approve={(key) => call('post', '/cameras/{id}/watching/{version}/approve', { path, body: {}, key })}
          reject={(reason, key) =>
            call('post', '/cameras/{id}/watching/{version}/reject', { path, body: { reason }, key })
          }
        />
        {proposed.by.id === me.id && !proposed.damaged && (
          <div>
            <Button onClick={onEdit}>{t('watching.compare.edit')}</Button>
          </div>
        )}
      </section>
    </div>
  );
}

interface ProposedProps {
  watching: CameraWatching;
  proposed: WatchingSettings;
  groups: readonly WatchGroup[];
}

/** Why, and what would change. */
function Proposed({ watching: { current }, proposed, groups }: ProposedProps) {
  const { t } = useText();
  const before = current ?? nothing;
  return (
    <>
      <p>{t('watching.history.reason', { text: proposed.reason })}</p>
      <DifferenceList
        differences={differences(before, proposed)}
        before={before}
        after={proposed}
        groups={groups}
      />
      {proposed.reference && (
        <p>{t(current?.reference ? 'watching.compare.reference' : 'watching.compare.newReference')}</p>
      )}
    </>
  );
}

interface SideProps {
  cameraId: string;
  settings: WatchingSettings | null;
  /** Whose picture of the empty room lies under the zones: without a new one the one in force stays. */
  pictureOf: WatchingSettings | null;
  title: string;
}

function Side({ cameraId, settings, pictureOf, title }: SideProps) {
  const { t } = useText();
  const { can } = useUser();
  const label = t('watching.picture.label', { name: title });
  const [ratio, setRatio] = useState<number>();
  // The picture that was sent along is what the zones were drawn for.
  const sent = pictureOf?.reference ? referenceOf(cameraId, pictureOf.version) : undefined;
  const still = useStill(cameraId, !sent && (can.seeLive || can.administer));
  return (
    <section className="panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
      </header>
      <ZoneCanvas ratio={(sent ? ratio : still.ratio) ?? 16 / 9} zones={settings?.zones ?? []} label={label}>
        {sent ? (
          <ReferencePicture src={sent} onRatio={setRatio} />
        ) : (
          <>
            <video ref={still.video} muted playsInline className={pictures.picture} />
            <StillNote state={still.state} />
          </>
        )}
      </ZoneCanvas>
    </section>
  );
}
