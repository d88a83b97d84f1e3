// SPDX-License-Identifier: Apache-2.0
// Something that is due: a shape, what it is, and when.
import type { DueItem } from '../api/types';
import { useText } from '../i18n';
import { viewDue } from '../lib/due';
import { useNowUs } from '../lib/now';
import { beijingShort, duration, utc } from '../lib/time';
import { type Tone, ToneMark } from './tone';

const tones: Record<DueItem['state'], Tone> = { over: 'over', soon: 'soon', ok: 'quiet' };

export function DueMark({ item }: { item: DueItem }) {
  const { t, pick } = useText();
  const nowUs = useNowUs();
  const state = viewDue(item, nowUs);
  const late =
    state === 'over' ? ` ${t('shape.over')} ${duration(nowUs - (item.latestUs ?? item.dueUs))}` : '';
  return (
    <ToneMark tone={tones[state]} title={`${t(`shape.${state}`)} · ${utc(item.dueUs)}`}>
      {pick(item.label, item.labelEn)} {beijingShort(item.dueUs, nowUs)}
      {late}
    </ToneMark>
  );
}
