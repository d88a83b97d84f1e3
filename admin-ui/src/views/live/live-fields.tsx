// SPDX-License-Identifier: Apache-2.0
// The pictures themselves: as many fields as were chosen, one of them heard, one perhaps large.
import { Button } from 'antd';
import { Link } from 'react-router';
import type { Camera, ViewRequest } from '../../api/types';
import { useText } from '../../i18n';
import { serverNowUs } from '../../lib/now';
import type { Stream } from '../../media/client';
import { LiveVideo } from '../live-video';
import videoStyles from '../video.module.css';
import styles from './live.module.css';

interface Props {
  cameras: readonly Camera[];
  fields: number;
  reason: ViewRequest['reason'];
  heardId: string | undefined;
  largeId: string | undefined;
  onHear: (id: string | undefined) => void;
  onEnlarge: (id: string | undefined) => void;
  onTakeAway: (id: string) => void;
}

/** Many small pictures are taken from the small stream; a large one is the camera's best. */
const small: readonly Stream[] = ['sub', 'main'];
const best: readonly Stream[] = ['main', 'sub'];
const bestUpTo = 1;

export function LiveFields({ cameras, fields, largeId, ...props }: Props) {
  const { t } = useText();
  const large = cameras.find((camera) => camera.id === largeId);
  const free = large ? [] : Array.from({ length: fields }, (_, at) => at + 1).slice(cameras.length);
  return (
    <div className={`${styles.fields} ${styles[`of${large ? 1 : fields}`]}`}>
      {cameras.map((camera, at) =>
        large && camera !== large ? null : (
          <Field
            key={camera.id}
            camera={camera}
            number={at + 1}
            streams={large || fields <= bestUpTo ? best : small}
            isLarge={camera === large}
            {...props}
          />
        ),
      )}
      {free.map((number) => (
        <div key={number} className={styles.empty}>
          {number} · {t('live.empty')}
        </div>
      ))}
    </div>
  );
}

interface FieldProps extends Omit<Props, 'cameras' | 'fields' | 'largeId'> {
  camera: Camera;
  number: number;
  streams: readonly Stream[];
  isLarge: boolean;
}

function Field({ camera, number, streams, isLarge, reason, heardId, ...on }: FieldProps) {
  const { t } = useText();
  const heard = camera.id === heardId;
  return (
    <div className={`${styles.field} ${heard ? styles.heard : ''}`}>
      <LiveVideo
        cameraId={camera.id}
        name={`${number} · ${nameOf(camera)}`}
        streams={streams}
        reason={reason}
        hasAudio={camera.recording.hasAudio}
        sound={heard}
        onSound={(wanted) => on.onHear(wanted ? camera.id : undefined)}
        actions={
          <>
            <Button size="small" ghost onClick={() => on.onEnlarge(isLarge ? undefined : camera.id)}>
              {t(isLarge ? 'live.all' : 'live.enlarge')}
            </Button>
            {camera.sight.playback && (
              <Link className={videoStyles.link} to={playbackOf(camera.id)}>
                {t('live.playback')}
              </Link>
            )}
            <Button
              size="small"
              ghost
              aria-label={t('live.takeAway', { name: camera.name })}
              title={t('live.takeAway', { name: camera.name })}
              onClick={() => on.onTakeAway(camera.id)}
            >
              ✕
            </Button>
          </>
        }
      />
    </div>
  );
}

/** A camera's name mostly names its room already. */
const nameOf = ({ name, room }: Camera) => (name.includes(room.name) ? name : `${room.name} · ${name}`);

/** What was just seen, half a minute back. */
const playbackOf = (id: string) => `/playback?cameras=${id}&at=${Math.floor(serverNowUs()) - 30_000_000}`;
