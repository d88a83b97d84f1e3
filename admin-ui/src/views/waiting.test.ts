// SPDX-License-Identifier: Apache-2.0
// The bell lists what the user decides, what is due first on top, and nothing that is only for others.
import { describe, expect, test } from 'vitest';
import type { Approval, Finding, Tile } from '../api/types';
import { usPerHour, usPerMinute } from '../lib/time';
import { waitingOf } from './waiting';

const now = 1_000 * usPerHour;
const approval = (id: string, neededByUs: number, more: Partial<Approval> = {}) =>
  ({
    id,
    number: '20260730-01',
    displayName: '王某某',
    neededByUs,
    state: 'open',
    mayDecide: true,
    ...more,
  }) as Approval;
const finding = (id: string, raisedAtUs: number, more: Partial<Finding> = {}) =>
  ({
    id,
    title: '疑',
    titleEn: 'p',
    stayNumber: '20260730-02',
    raisedAtUs,
    status: 'to_review',
    ...more,
  }) as Finding;
const tile = (stayId: string, kind: string, dueUs: number) =>
  ({
    stayId,
    number: '20260730-03',
    displayName: '李某某',
    due: [{ kind, label: '答复要求：看医生', labelEn: 'Request: doctor', dueUs, state: 'ok' }],
  }) as Tile;
const keys = (sources: Partial<Parameters<typeof waitingOf>[0]>) =>
  waitingOf({ approvals: [], findings: [], tiles: [], ...sources }, now).map((one) =>
    one.key.split('.').slice(0, 2).join('.'),
  );

describe('what waits for a user', () => {
  test('is in the order in which it is due; findings follow, the oldest first', () => {
    expect(
      keys({
        approvals: [approval('b', now + usPerHour), approval('a', now - 2 * usPerHour)],
        findings: [finding('young', now - usPerMinute), finding('old', now - usPerHour)],
        tiles: [tile('s', 'request', now - usPerHour)],
      }),
    ).toEqual(['approval.a', 'request.s', 'approval.b', 'finding.old', 'finding.young']);
  });
  test('cameras in trouble are one line, however many they are', () => {
    const trouble = { cameras: 7, names: ['a', 'b'], sinceUs: now - usPerHour };
    expect(keys({ findings: [finding('young', now - usPerMinute)], trouble })).toEqual([
      'trouble',
      'finding.young',
    ]);
  });
  test('is not what others decide, nor what was decided or judged', () => {
    expect(
      keys({
        approvals: [approval('a', now, { mayDecide: false }), approval('b', now, { state: 'granted' })],
        findings: [finding('f', now, { status: 'confirmed' })],
      }),
    ).toEqual([]);
  });
  test('are of all that is due only requests, and only when their time has passed', () => {
    expect(
      keys({
        tiles: [
          tile('later', 'request', now + usPerMinute),
          tile('meal', 'meal', now - usPerMinute),
          tile('late', 'request', now - usPerMinute),
        ],
      }),
    ).toEqual(['request.late']);
  });
  test('leads to where it is decided', () => {
    const [first, second, third] = waitingOf(
      {
        approvals: [approval('a', now - 2)],
        findings: [finding('f', now)],
        tiles: [tile('s', 'request', now - 1)],
      },
      now,
    );
    expect([first?.to, second?.to, third?.to]).toEqual([
      '/approvals',
      '/stays/s?do=act.answer_request',
      '/reviews/f',
    ]);
  });
});
