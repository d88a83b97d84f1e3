// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { sourceOf } from './case-import-source';
import { isComplete, saidOf } from './read-back-values';

const minute = 60_000_000;

describe('a case file', () => {
  it('is what its name says, else what it begins with', () => {
    expect(sourceOf('a.JSON', 'x')).toBe('json');
    expect(sourceOf('a.csv', '{')).toBe('csv');
    expect(sourceOf('export', ' {"cases": []}')).toBe('json');
    expect(sourceOf('export.txt', 'case_number,name')).toBe('csv');
  });
});

describe('reading back', () => {
  const atRisk = [{ stayId: 'a', number: '1', atRisk: true }];

  it('is complete when everybody at risk has a level', () => {
    expect(isComplete(atRisk, {})).toBe(false);
    expect(isComplete(atRisk, { a: { riskLevel: 0 } })).toBe(true);
    expect(isComplete([], {})).toBe(true);
  });

  it('takes the right minute for the exact moment and leaves a wrong one as it was said', () => {
    const exact = 10 * minute + 42;
    const say = (us?: number) => saidOf(atRisk, { a: { riskLevel: 3, clockEndsAtUs: us } }, () => exact)[0];
    expect(say(10 * minute)).toEqual({ stayId: 'a', riskLevel: 3, clockEndsAtUs: exact });
    expect(say(11 * minute)?.clockEndsAtUs).toBe(11 * minute);
    expect(say(undefined)?.clockEndsAtUs).toBeUndefined();
  });
});
