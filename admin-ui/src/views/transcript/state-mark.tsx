// SPDX-License-Identifier: Apache-2.0
// Always in sight: whether what was typed is at the centre, on its way, or kept on this device.
import { type Tone, ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { beijingClock } from '../../lib/time';
import { type OpenTranscript, useWriterState } from '../../transcript/use-transcript';
import type { WriterState } from '../../transcript/writer';
import styles from './paper.module.css';

const tones: Record<WriterState['kind'], Tone> = {
  idle: 'quiet',
  saved: 'ok',
  saving: 'quiet',
  away: 'soon',
  conflict: 'over',
  refused: 'over',
};

export function StateMark({ open, locked }: { open: OpenTranscript; locked: boolean }) {
  const { t } = useText();
  const state = useWriterState(open.writer);
  const words = () => {
    switch (state.kind) {
      case 'saved':
        return t('transcript.save.saved', { time: beijingClock(state.atUs, true) });
      case 'away':
        return locked
          ? t('transcript.save.locked', { count: state.count })
          : t('transcript.save.away', { count: state.count });
      case 'conflict':
      case 'refused':
        return t(`transcript.save.${state.kind}`, { count: state.count });
      default:
        return t(`transcript.save.${state.kind}`);
    }
  };
  const unkept = !open.store.keeps && state.kind !== 'saved' && state.kind !== 'idle';
  return (
    <span className={styles.state} role="status" data-save={state.kind}>
      <ToneMark tone={unkept ? 'over' : tones[state.kind]}>
        {unkept ? t('transcript.save.notKept') : words()}
      </ToneMark>
    </span>
  );
}
