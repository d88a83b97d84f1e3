// SPDX-License-Identifier: Apache-2.0
// The live picture of one camera in a page, with its state in words and a switch for the sound.
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { ViewRequest } from '../api/types';
import { useText } from '../i18n';
import type { Stream } from '../media/client';
import { LivePlayer, type LiveState } from '../media/live-player';
import styles from './video.module.css';

interface Props {
  cameraId: string;
  name: string;
  stream?: Stream;
  reason: ViewRequest['reason'];
  questioningId?: string;
  hasAudio: boolean;
  sound: boolean;
  onSound?: (on: boolean) => void;
}

export function LiveVideo({
  cameraId,
  name,
  stream = 'main',
  reason,
  questioningId,
  hasAudio,
  sound,
  onSound,
}: Props) {
  const { t } = useText();
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<LiveState>({ kind: 'connecting' });

  useEffect(() => {
    if (!video.current) return;
    const request: ViewRequest = { cameraId, use: 'live', reason, questioningId };
    const player = new LivePlayer(video.current, request, stream, setState);
    return () => player.stop();
  }, [cameraId, reason, questioningId, stream]);

  return (
    <figure className={styles.figure}>
      <video ref={video} muted={!sound} playsInline autoPlay className={styles.video} aria-label={name} />
      <figcaption className={styles.caption}>
        <span className="grow ellipsis">{name}</span>
        {state.kind === 'live' && <span className={styles.live}>{stateText(t, state)}</span>}
        {hasAudio && onSound && (
          <Button size="small" ghost onClick={() => onSound(!sound)} aria-pressed={sound}>
            {sound ? t('questioning.soundOff') : t('questioning.soundOn')}
          </Button>
        )}
      </figcaption>
      {state.kind !== 'live' && (
        <div className={styles.note} role="status">
          {stateText(t, state)}
        </div>
      )}
    </figure>
  );
}

function stateText(t: ReturnType<typeof useText>['t'], state: LiveState): string {
  if (state.kind === 'unsupported') return t('questioning.live.unsupported', { codecs: state.codecs });
  if (state.kind === 'live') return `● ${t('questioning.live.live')}`;
  return t(`questioning.live.${state.kind}`);
}
