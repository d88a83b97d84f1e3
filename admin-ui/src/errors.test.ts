// SPDX-License-Identifier: Apache-2.0
// Whatever fails is told in the current language, with field, rule and remedy.
import i18next from 'i18next';
import { beforeAll, describe, expect, test } from 'vitest';
import { asksForReason, NetworkError, ProblemError, UnexpectedAnswer } from './api/problem';
import type { Problem } from './api/types';
import { describeError, describeReadError, fieldPath } from './errors';
import { startI18n } from './i18n';

beforeAll(startI18n);

const problem = (more: Partial<Problem>): ProblemError =>
  new ProblemError({
    type: 'about:blank',
    title: 't',
    status: 409,
    code: 'rule.refused',
    detail: '须由二名以上人民警察进行。',
    detailEn: 'At least two officers.',
    traceId: 'trace-1',
    ...more,
  });

describe('the error funnel', () => {
  test('names rule, source and field of a refused plan in both languages', () => {
    const error = problem({
      rule: 'ENTR-07',
      source: '第一百零三条',
      sourceEn: 'art. 103',
      field: '$.checkers[1]',
    });
    const zh = describeError(error, i18next.t, 'zh');
    expect(zh).toMatchObject({
      detail: '须由二名以上人民警察进行。',
      rule: 'ENTR-07',
      source: '第一百零三条',
    });
    expect(zh.title).toContain('ENTR-07');
    expect(zh.field).toEqual(['checkers', 1]);
    const en = describeError(error, i18next.t, 'en');
    expect(en).toMatchObject({ detail: 'At least two officers.', source: 'art. 103' });
  });
  test('shows a trace only where the centre itself failed', () => {
    expect(describeError(problem({}), i18next.t, 'zh').trace).toBeUndefined();
    expect(describeError(problem({ status: 500 }), i18next.t, 'zh').trace).toBe('trace-1');
  });
  test('tells a lost answer apart from a failed read', () => {
    const lost = new NetworkError('x');
    expect(describeError(lost, i18next.t, 'zh').detail).toContain('不会重复登记');
    expect(describeReadError(lost, i18next.t, 'zh').detail).not.toContain('登记');
  });
  test('has words for answers nobody expected and for its own faults', () => {
    expect(describeError(new UnexpectedAnswer(418), i18next.t, 'zh').title).toContain('418');
    expect(describeError(new TypeError('x'), i18next.t, 'zh').kind).toBe('internal');
  });
  test('knows when a reason lets a plan pass', () => {
    const notice = {
      rule: 'WAIT-16',
      severity: 'warning',
      refuses: false,
      text: '',
      textEn: '',
      source: '',
      sourceEn: '',
    } as const;
    expect(asksForReason(problem({ warnings: [notice] }))).toBe(true);
    expect(asksForReason(problem({ warnings: [] }))).toBe(false);
    expect(asksForReason(new NetworkError('x'))).toBe(false);
  });
  test.each([
    ['$.items[0].name', ['items', 0, 'name']],
    ['/items/0/name', ['items', 0, 'name']],
    ['values/visitor', ['values', 'visitor']],
    ['checkers', ['checkers']],
  ])('reads the path %s', (path, expected) => {
    expect(fieldPath(path)).toEqual(expected);
  });
});
