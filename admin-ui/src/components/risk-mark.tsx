// SPDX-License-Identifier: Apache-2.0
// How closely a person is to be watched: four levels, the highest the closest.
import { useText } from '../i18n';
import { type Tone, ToneMark } from './tone';

const tones: Record<number, Tone> = { 1: 'quiet', 2: 'quiet', 3: 'soon', 4: 'over' };
const shapes: Record<number, string> = { 1: '①', 2: '②', 3: '③', 4: '④' };

export function RiskMark({ level }: { level: number | undefined }) {
  const { t } = useText();
  if (level === undefined) return null;
  return (
    <ToneMark tone={tones[level] ?? 'quiet'} shape={shapes[level] ?? '○'}>
      {t('board.riskLevel', { level })}
    </ToneMark>
  );
}
