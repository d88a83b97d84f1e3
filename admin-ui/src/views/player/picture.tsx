// SPDX-License-Identifier: Apache-2.0
// One camera of the player: its picture, or in words why there is none.
import { Button } from 'antd';
import type { NamedId } from '../../api/types';
import { useText } from '../../i18n';
import { lengthText } from '../../lib/time';
import type { MediaIndex } from '../../media/client';
import { codecName } from '../../media/codec-name';
import type { EvidenceState } from '../../media/evidence-player';
import { gapCause } from '../questioning/gap-cause';
import styles from '../video.module.css';

interface Props {
  camera: NamedId;
  state: EvidenceState | undefined;
  index: MediaIndex | undefined;
  heard: boolean;
  /** Silent at high speed, as browsers are. */
  silent: boolean;
  onHeard: (on: boolean) => void;
  onVideo: (element: HTMLVideoElement | null) => void;
}

export function PlayedPicture({ camera, state, index, heard, silent, onHeard, onVideo }: Props) {
  const { t } = useText();
  const hasSound = index?.sound === 'original' || index?.sound === 'converted';
  const shown = state?.kind === 'ready' || state?.kind === 'end';
  return (
    <figure className={styles.figure} data-camera={camera.id} data-state={state?.kind}>
      <video ref={onVideo} className={styles.video} muted={!heard} playsInline aria-label={camera.name} />
      <figcaption className={styles.caption}>
        <span className="grow ellipsis" title={camera.name}>
          {camera.name}
        </span>
        {index?.sound === 'converted' && (
          <span className="nowrap" title={t('live.convertedHint')}>
            {t('live.converted')}
          </span>
        )}
        {index?.sound === 'left_out' && (
          <span className="nowrap" title={t('live.leftOutHint')}>
            {t('live.leftOut')}
          </span>
        )}
        {index?.sound === 'none' && <span className="nowrap">{t('questioning.noSound')}</span>}
        {hasSound && (
          <Button size="small" ghost aria-pressed={heard} onClick={() => onHeard(!heard)}>
            {heard && silent
              ? t('review.player.silent')
              : t(heard ? 'questioning.soundOff' : 'questioning.soundOn')}
          </Button>
        )}
      </figcaption>
      {!shown && (
        <div className={styles.note} role="status">
          <NoteText state={state ?? { kind: 'loading' }} />
        </div>
      )}
    </figure>
  );
}

function NoteText({ state }: { state: EvidenceState }) {
  const { t, pick } = useText();
  switch (state.kind) {
    case 'gap':
      return t('review.player.gapFor', {
        cause: t(`domain.gapCause.${gapCause(state.hole.cause)}`),
        length: lengthText(state.hole.toUs - state.hole.fromUs, t),
      });
    case 'unsupported':
      return t('review.player.unsupported', { codecs: codecName(state.codecs) });
    case 'denied':
      return (
        <span>
          {t('review.player.ended')}
          {state.why && <br />}
          {state.why && pick(state.why.detail, state.why.detailEn)}
        </span>
      );
    case 'empty':
      return t('review.player.gapUnknown');
    case 'failed':
      return t('review.player.failed');
    default:
      return t('review.player.loading');
  }
}
