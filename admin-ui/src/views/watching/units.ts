// SPDX-License-Identifier: Apache-2.0
// Thresholds as people say them: seconds, per cent, pictures a second; the wire has whole thousandths.
import type { TFunction } from 'i18next';
import type { Threshold, ThresholdUnit } from '../../api/watching-types';
import { watching as texts } from '../../messages/zh/watching';

const per: Record<ThresholdUnit, number> = { ms: 1_000, milli: 10, milliFps: 1_000 };

export const shownValue = (unit: ThresholdUnit, value: number): number => value / per[unit];
export const wireValue = (unit: ThresholdUnit, shown: number): number => Math.round(shown * per[unit]);

export const valueWords = (t: TFunction, unit: ThresholdUnit, value: number): string => {
  const shown = shownValue(unit, value);
  return t(`watching.units.${unit}`, { value: Number(shown.toFixed(unit === 'milliFps' ? 2 : 1)) });
};

export function thresholdText(t: TFunction, name: string): string {
  const [group = '', last = ''] = name.split('.');
  const known = (texts.thresholdNames as Record<string, Record<string, string>>)[group]?.[last];
  return known ? t(`watching.thresholdNames.${group}.${last}` as 'watching.title') : name;
}

export const fault = ({ least, most }: Threshold, value: number | undefined): 'range' | undefined =>
  value !== undefined && (value < least || value > most || !Number.isInteger(value)) ? 'range' : undefined;
