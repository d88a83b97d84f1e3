// SPDX-License-Identifier: Apache-2.0
// What the made-up centre answers to questions.

import { randomUUID } from 'node:crypto';
import type * as T from '../../src/api/types';
import { catalogue } from './acts';
import { bookingList } from './bookings';
import { asTheCentreNames } from './event-types';
import { audit, findings, questionings, ruleList } from './evidence';
import {
  allowedActsOf,
  approvalList,
  approvalsOf,
  dueOf,
  openRequestsOf,
  riskOf,
  runningOf,
  stateOf,
  waitingForOf,
} from './records';
import { type Stay, stays, stepsOf, tileOf } from './stays';
import { readTemplates, readTerminal, readTranscript } from './transcripts';
import { cameras, cases, hour, meOf, nowUs, rooms, staff, units } from './world';

export class Refusal extends Error {
  constructor(readonly problem: T.Problem) {
    super(problem.code);
  }
}

export function refuse(
  status: number,
  code: string,
  detail: string,
  detailEn: string,
  more: Partial<T.Problem> = {},
): never {
  throw new Refusal({
    type: 'about:blank',
    title: code,
    status,
    code,
    detail,
    detailEn,
    traceId: randomUUID(),
    ...more,
  });
}

export const openFindings = (stay: Stay) =>
  findings.filter((one) => one.finding.stayId === stay.id && one.finding.status === 'to_review').length;
export const tile = (stay: Stay): T.Tile => ({
  ...tileOf(stay, openFindings(stay)),
  state: stateOf(stay),
  riskLevel: riskOf(stay),
  running: runningOf(stay),
  due: dueOf(stay),
  waitingFor: waitingForOf(stay),
});
export const stayOf = (id: string) =>
  stays.find((stay) => stay.id === id) ??
  refuse(404, 'not_found', '没有这条记录。', 'There is no such record.');

export function detailOf(stay: Stay, me: T.Staff): T.StayDetail {
  const t = tile(stay);
  return {
    tile: t,
    identity: stay.identity,
    facts: stay.facts,
    basis: stay.basis,
    arrivalPaperUs: stay.arrivalPaperUs,
    wristband: stay.wristband,
    locker: stay.locker,
    belongings: stay.belongings,
    decision: stay.decision,
    departedAtUs: stay.departedAtUs,
    steps: stepsOf(stay),
    clocks: t.clock ? [t.clock] : [],
    questionings: questionings.filter((one) => one.summary.stayId === stay.id).map((one) => one.summary),
    findings: findings.filter((one) => one.finding.stayId === stay.id).map((one) => one.finding),
    care: stay.care,
    bases: stay.bases,
    acts: stay.acts,
    allowedActs: allowedActsOf(stay, me),
    openRequests: openRequestsOf(stay),
    approvals: approvalsOf(stay, me),
  };
}

export function proposals(stay: Stay, purpose: string) {
  const kinds =
    purpose === 'waiting'
      ? ['waiting']
      : purpose === 'care'
        ? ['medical', 'sobering']
        : ['interrogation', 'questioning', 'minor_questioning'];
  const items = rooms
    .filter((room) => kinds.includes(room.kind) && room.active)
    .map((room) => {
      const notices: T.RuleNotice[] = [];
      const other = stays.find((one) => one.roomId === room.id && one.id !== stay.id);
      if (other && other.facts.sex !== stay.facts.sex) {
        notices.push({
          rule: 'WAIT-01',
          severity: 'violation',
          refuses: true,
          text: '室内有不同性别的人员。',
          textEn: 'A person of another sex is inside.',
          source: '《公安机关适用继续盘问规定》第三十条第二款',
          sourceEn: 'Continued questioning rules, art. 30(2)',
        });
      } else if (other && other.caseId === stay.caseId) {
        notices.push({
          rule: 'WAIT-03',
          severity: 'violation',
          refuses: true,
          text: '室内有同案人员。',
          textEn: 'An accomplice is inside.',
          source: '参照《拘留所条例》第十四条',
          sourceEn: 'By analogy, Detention house rules, art. 14',
        });
      }
      if (purpose === 'questioning' && room.recording !== 'running') {
        notices.push({
          rule: 'REC-05',
          severity: 'violation',
          refuses: true,
          text: '此房间没有在录制。',
          textEn: 'This room does not record.',
          source: '《治安管理处罚法》第九十七条第一款',
          sourceEn: 'Public Security Administration Penalties Law, art. 97(1)',
        });
      }
      return { room, allowed: !notices.some((notice) => notice.refuses), notices };
    });
  return { items: items.sort((a, b) => Number(b.allowed) - Number(a.allowed)) };
}

export function read(path: string, query: URLSearchParams, me: T.Staff): unknown {
  const parts = path.split('/').slice(1);
  const [what, id = '', more, part] = parts;
  const open = stays.filter((stay) => !stay.departedAtUs);
  if (what === 'session') return meOf(me);
  if (what === 'board') {
    return {
      serverTimeUs: nowUs(),
      tiles: open.map(tile),
      rooms,
      findingsToReview: findings.filter((one) => one.finding.status === 'to_review').length,
      recordersDown: cameras.filter((c) => c.recording.state === 'down').map((c) => c.name),
    };
  }
  if (what === 'wall') {
    const tiles = open.map((stay) => {
      const t = tile(stay);
      return {
        number: t.number,
        state: t.state,
        roomName: t.room?.name,
        clockEndsAtUs: t.clock?.endsAtUs,
        clockState: t.clock?.state,
        attention: [
          ...(t.openFindings ? ['finding'] : []),
          ...(t.lastMealUs || nowUs() - t.arrivedAtUs < 4 * hour ? [] : ['meal']),
        ],
      };
    });
    return { serverTimeUs: nowUs(), centreName: meOf(me).centreName, tiles };
  }
  if (what === 'stays' && !id) {
    const state = query.get('state') ?? 'all';
    const q = query.get('q') ?? '';
    const items = stays
      .map(tile)
      .filter(
        (t, at) =>
          (state === 'all' || (state === 'open') === !stays[at]?.departedAtUs) &&
          `${t.number} ${t.caseNumber}`.includes(q),
      )
      .reverse();
    return { items, total: items.length };
  }
  if (what === 'stays' && more === 'timeline') {
    const stay = stayOf(id);
    return {
      stayId: id,
      number: stay.number,
      seq: stay.events.length,
      events: asTheCentreNames(stay.events),
      chainIntact: true,
    };
  }
  if (what === 'stays' && more === 'room-proposals') return proposals(stayOf(id), query.get('purpose') ?? '');
  if (what === 'stays') return detailOf(stayOf(id), me);
  if (what === 'acts') return { acts: catalogue };
  if (what === 'approvals')
    return { items: approvalList(query.get('state') ?? 'open', me), serverTimeUs: nowUs() };
  if (what === 'bookings') return bookingList(query.get('state') ?? 'expected');
  if (what === 'questionings' && !id)
    return {
      items: questionings
        .map((one) => one.summary)
        .filter((one) => query.get('open') !== 'true' || one.state === 'running'),
    };
  if (what === 'terminals') return readTerminal();
  if (what === 'questionings' && more === 'transcript') {
    const version = query.get('version');
    return part === 'templates'
      ? readTemplates(id)
      : readTranscript(id, version === null ? undefined : Number(version), me);
  }
  if (what === 'questionings') {
    const q =
      questionings.find((one) => one.summary.id === id) ??
      refuse(404, 'not_found', '没有这次讯（询）问。', 'No such questioning.');
    return { ...q, clock: tile(stayOf(q.summary.stayId)).clock };
  }
  if (what === 'findings' && !id) {
    const status = query.get('status') ?? 'all';
    const items = findings
      .map((one) => one.finding)
      .filter(
        (f) =>
          (status === 'all' ||
            (status === 'reviewed'
              ? ['confirmed', 'false_alarm', 'unclear'].includes(f.status)
              : f.status === status)) &&
          (!query.get('rule') || f.rule === query.get('rule')),
      )
      .sort((a, b) => a.raisedAtUs - b.raisedAtUs);
    return { items, total: items.length };
  }
  if (what === 'findings')
    return (
      findings.find((one) => one.finding.id === id) ??
      refuse(404, 'not_found', '没有这项疑似问题。', 'No such finding.')
    );
  const lists: Record<string, unknown[]> = {
    cases: cases.filter((c) => `${c.number}${c.name}`.includes(query.get('q') ?? '')),
    units,
    staff,
    rooms,
    cameras,
    rules: ruleList(),
    audit: audit.filter((one) => one.action === (query.get('action') ?? one.action)),
  };
  if (what && lists[what]) return { items: lists[what] };
  if (what === 'system') {
    return {
      serverTimeUs: nowUs(),
      version: '1.0.0',
      waitingRuleWork: 0,
      nodes: [
        {
          name: 'recorder-1',
          kind: 'recorder',
          state: 'connected',
          lastSeenUs: nowUs(),
          freeBytes: 38 * 2 ** 30,
        },
        { name: 'analyst-1', kind: 'analyst', state: 'away', lastSeenUs: nowUs() - 300e6 },
      ],
    };
  }
  return refuse(404, 'not_found', '没有这个地址。', 'Not found.');
}
