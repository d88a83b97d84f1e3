// SPDX-License-Identifier: Apache-2.0
// The live picture of one camera in a page, with its state in words and a switch for the sound.
import { Button } from 'antd';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { ViewRequest } from '../api/types';
import { useText } from '../i18n';
import type { Stream } from '../media/client';
import { codecName } from '../media/codec-name';
import { LivePlayer, type LiveState } from '../media/live-player';
import styles from './video.module.css';

interface Props {
  cameraId: string;
  name: string;
  /** The wanted stream, and what may stand in for it where it cannot be shown. */
  streams?: readonly Stream[];
  reason: ViewRequest['reason'];
  questioningId?: string;
  hasAudio: boolean;
  sound: boolean;
  onSound?: (on: boolean) => void;
  /** Beside the name: what else can be done with this camera. */
  actions?: ReactNode;
}

const mainOrSub: readonly Stream[] = ['main', 'sub'];

export function LiveVideo({ streams = mainOrSub, hasAudio, sound, onSound, name, actions, ...asked }: Props) {
  const { t } = useText();
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<LiveState>({ kind: 'connecting' });
  const [again, setAgain] = useState(0);
  const { cameraId, reason, questioningId } = asked;
  const order = streams.join(',');
  const request = useMemo<ViewRequest>(
    () => ({ cameraId, use: 'live', reason, questioningId }),
    [cameraId, reason, questioningId],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: asking again is a new view of the same
  useEffect(() => {
    if (!video.current) return;
    const player = new LivePlayer(video.current, request, order.split(',') as Stream[], setState);
    return () => player.stop();
  }, [request, order, again]);

  const isOver = state.kind === 'ended' || state.kind === 'denied';
  return (
    <figure className={styles.figure} data-camera={cameraId}>
      <video ref={video} muted={!sound} playsInline autoPlay className={styles.video} aria-label={name} />
      <figcaption className={styles.caption}>
        <span className="grow ellipsis" title={name}>
          {name}
        </span>
        {state.kind === 'live' && <LiveMark state={state} hasAudio={hasAudio} />}
        {hasAudio && onSound && (
          <Button size="small" ghost onClick={() => onSound(!sound)} aria-pressed={sound}>
            {sound ? t('questioning.soundOff') : t('questioning.soundOn')}
          </Button>
        )}
        {actions}
      </figcaption>
      {state.kind !== 'live' && (
        <div className={styles.note} role="status">
          <NoteText state={state} />
          {isOver && (
            <Button size="small" ghost onClick={() => setAgain(again + 1)}>
              {t('live.again')}
            </Button>
          )}
        </div>
      )}
      {state.kind === 'live' && (state.skippedS !== undefined || state.insteadOf !== undefined) && (
        <div className={styles.aside} role="status">
          {state.skippedS !== undefined
            ? t('live.skipped', { seconds: state.skippedS })
            : t('live.instead', { codec: codecName(state.insteadOf ?? '') })}
        </div>
      )}
    </figure>
  );
}

function LiveMark({ state, hasAudio }: { state: LiveState & { kind: 'live' }; hasAudio: boolean }) {
  const { t } = useText();
  return (
    <>
      {hasAudio && state.sound === 'converted' && (
        <span className="nowrap" title={t('live.convertedHint')}>
          {t('live.converted')}
        </span>
      )}
      {hasAudio && state.sound === 'left_out' && (
        <span className="nowrap" title={t('live.leftOutHint')}>
          {t('live.leftOut')}
        </span>
      )}
      <span className={styles.live}>● {t('questioning.live.live')}</span>
    </>
  );
}

function NoteText({ state }: { state: LiveState }) {
  const { t, pick } = useText();
  switch (state.kind) {
    case 'unsupported':
      return t('questioning.live.unsupported', { codecs: codecName(state.codecs) });
    case 'ended':
    case 'denied': {
      const said = state.why && pick(state.why.detail, state.why.detailEn);
      return (
        <span>
          {t(`questioning.live.${state.kind}`)}
          {said && <br />}
          {said}
        </span>
      );
    }
    case 'reconnecting':
      return t(state.unrenewed ? 'live.unrenewed' : 'questioning.live.reconnecting');
    case 'busy':
      return t('live.busy');
    case 'live':
      return null;
    default:
      return t(`questioning.live.${state.kind}`);
  }
}
