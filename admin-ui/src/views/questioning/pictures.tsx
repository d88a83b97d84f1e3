// SPDX-License-Identifier: Apache-2.0
// The cameras of the questioning room: one large, the others beside it, one of them audible.
import { useState } from 'react';
import type { Questioning } from '../../api/types';
import { Empty } from '../../components/empty';
import { useKeys } from '../../hooks/use-keys';
import { useText } from '../../i18n';
import { useUser } from '../../session';
import { WhyLink } from '../access/why';
import { LiveVideo } from '../live-video';
import styles from './pictures.module.css';

export function Pictures({ questioning }: { questioning: Questioning }) {
  const { t } = useText();
  const { can } = useUser();
  const cameras = questioning.recording.filter((camera) => camera.state !== 'not_recorded');
  const [largeId, setLargeId] = useState<string>();
  const [sound, setSound] = useState(false);
  const large = cameras.find((camera) => camera.cameraId === largeId) ?? cameras[0];
  const audible = cameras.find((camera) => camera.hasAudio);
  useKeys((key) => {
    if (key !== 'V' || !audible) return false;
    setSound(!sound);
    return true;
  });

  const { summary } = questioning;
  const why = <WhyLink stayId={summary.stayId} roomId={summary.room.id} />;
  if (summary.state !== 'running') {
    return (
      <section className="panel">
        <Empty title={t('questioning.ended_')} />
      </section>
    );
  }
  if (!large || !can.seeLive) {
    return (
      <section className="panel">
        <Empty
          title={large ? t('questioning.live.denied') : t('questioning.noCameras')}
          action={large && why}
        />
      </section>
    );
  }
  return (
    <div>
      <div className={cameras.length > 1 ? styles.several : undefined}>
        {cameras.map((camera) => (
          <div key={camera.cameraId} className={camera === large ? styles.large : styles.small}>
            <LiveVideo
              cameraId={camera.cameraId}
              name={camera.name}
              reason="questioning"
              questioningId={summary.id}
              hasAudio={camera.hasAudio}
              sound={sound && camera === audible}
              onSound={camera === audible ? setSound : undefined}
            />
            {camera !== large && (
              <button
                type="button"
                className={styles.swap}
                onClick={() => setLargeId(camera.cameraId)}
                aria-label={camera.name}
              />
            )}
          </div>
        ))}
      </div>
      {why}
    </div>
  );
}
