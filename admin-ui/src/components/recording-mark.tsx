// SPDX-License-Identifier: Apache-2.0
// Whether a camera or a room records right now, as shape, word and colour.
import type { Room } from '../api/types';
import { useText } from '../i18n';
import { type Tone, ToneMark } from './tone';

type State = NonNullable<Room['recording']>;

const tones: Record<State, Tone> = {
  running: 'ok',
  stale: 'over',
  connecting: 'soon',
  down: 'over',
  not_recorded: 'quiet',
  unknown: 'soon',
  none: 'quiet',
};

export function RecordingMark({ state, short = false }: { state: State; short?: boolean }) {
  const { t } = useText();
  const word = t(`domain.recording.${state}`);
  return (
    <span className={short ? 'small' : undefined}>
      <ToneMark tone={tones[state]}>{word}</ToneMark>
    </span>
  );
}
