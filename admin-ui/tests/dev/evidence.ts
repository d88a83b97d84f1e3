// SPDX-License-Identifier: Apache-2.0
// Questionings, findings, rules and audit of the made-up centre.
import type * as T from '../../src/api/types';
import { type Stay, stays } from './stays';
import { cameras, cases, hour, idOf, minute, nowUs, rooms, staff } from './world';

export const questionings: T.Questioning[] = [];
export const findings: T.FindingDetail[] = [];
export const audit: T.AuditEntry[] = [];

const attendee = (
  id: string,
  fn: T.AttendeeFunction,
  name: string,
  fromUs: number,
  toUs?: number,
): T.Attendee => ({
  attendeeId: id,
  function: fn,
  name,
  named: fn === 'officer',
  present: toUs === undefined && fromUs > 0,
  intervals: fromUs > 0 ? [{ fromUs, toUs }] : [],
});

export function beginQuestioning(
  stay: Stay,
  roomId: string,
  officers: string[],
  starter: string,
  atUs: number,
): T.Questioning {
  const held = cases.find((one) => one.id === stay.caseId) as T.Case;
  const room = rooms.find((one) => one.id === roomId) as T.Room;
  const ordinal = questionings.filter((one) => one.summary.stayId === stay.id).length + 1;
  const id = idOf(`questioning-${stay.id}-${ordinal}`);
  const questioning: T.Questioning = {
    summary: {
      id,
      stayId: stay.id,
      stayNumber: stay.number,
      displayName: `${stay.identity.name.slice(0, 1)}某某`,
      ordinal,
      kind: held.kind === 'criminal' ? 'interrogation' : 'questioning',
      room: { id: room.id, name: room.name },
      state: 'running',
      startedAtUs: atUs,
      openFindings: 0,
    },
    staySeq: stay.events.length,
    caseKind: held.kind,
    rightsRead: true,
    recordingTold: true,
    attendees: [
      attendee(stay.id, 'person', `${stay.identity.name.slice(0, 1)}某某`, atUs),
      ...officers.map((officer) =>
        attendee(
          officer,
          'officer',
          staff.find((one) => one.id === officer)?.name ?? '',
          officer === starter ? atUs : 0,
        ),
      ),
    ],
    marks: [{ atUs, kind: 'start', byName: staff.find((one) => one.id === starter)?.name }],
    recording: cameras.filter((camera) => camera.room.id === roomId).map((camera) => camera.recording),
    observed: { persons: 2, sinceUs: atUs + 20e6, confidenceMilli: 930, expected: 2, watching: true },
    series: [{ fromUs: atUs, persons: 2 }],
    gaps: [],
    certificate: { state: 'provisional', coveredUs: nowUs() - atUs, neededUs: nowUs() - atUs },
    findings: [],
  };
  questionings.unshift(questioning);
  stay.questioningId = id;
  stay.state = 'questioning';
  return questioning;
}

export function seedEvidence(): void {
  const stay = stays[0] as Stay;
  const startUs = nowUs() - 24 * minute;
  const q = beginQuestioning(
    stay,
    idOf('XW1'),
    [idOf('officer1'), idOf('officer3')],
    idOf('officer1'),
    startUs,
  );
  q.attendees[2] = {
    ...(q.attendees[2] as T.Attendee),
    present: true,
    intervals: [{ fromUs: startUs + 20e6 }],
  };
  const leftUs = startUs + 17 * minute;
  q.series = [
    { fromUs: startUs, persons: 2 },
    { fromUs: startUs + 24e6, persons: 3 },
    { fromUs: leftUs, persons: 2 },
    { fromUs: leftUs + 40e6, persons: -1 },
    { fromUs: leftUs + 46e6, persons: 2 },
    { fromUs: leftUs + 130e6, persons: 3 },
  ];
  q.marks.push(
    { atUs: startUs + 90e6, kind: 'rights_read', byName: '演示民警乙' },
    { atUs: leftUs - 60e6, kind: 'evidence_shown', note: '出示现场照片', byName: '演示民警乙' },
  );
  q.observed = { persons: 3, sinceUs: leftUs + 130e6, confidenceMilli: 940, expected: 3, watching: true };
  const camera = cameras[0] as T.Camera;
  q.gaps = [{ cameraId: camera.id, fromUs: leftUs - 32e6, toUs: leftUs - 28_800_000, cause: 'stalled' }];
  findings.push(intr03(q, stay, leftUs), entr08(), time06());
  q.findings = [(findings[0] as T.FindingDetail).finding];
  q.summary.openFindings = 1;
  for (const [at, [action, label, labelEn, reason]] of (
    [
      ['view_opened', '申请查看视频', 'View opened', 'playback:review'],
      ['stay_read', '查阅在区记录', 'Stay read', ''],
      ['sign_in', '登录', 'Sign-in', ''],
      ['view_opened', '申请查看视频', 'View opened', 'live:duty'],
      ['staff_changed', '修改人员', 'Staff changed', ''],
    ] as const
  ).entries()) {
    const member = staff[at] as T.Staff;
    audit.push({
      id: idOf(`audit-${at}`),
      atUs: nowUs() - at * 7 * minute,
      actor: { id: member.id, name: member.name },
      action,
      label,
      labelEn,
      object: camera.id,
      objectName: camera.name,
      reason,
      allowed: at !== 3,
      peer: '10.20.1.14',
    });
  }
}

function intr03(q: T.Questioning, stay: Stay, leftUs: number): T.FindingDetail {
  const camera = cameras[0] as T.Camera;
  const second = cameras[1] as T.Camera;
  return {
    finding: {
      id: idOf('f1'),
      rule: 'INTR-03',
      title: '讯问时在场民警不足两人',
      titleEn: 'Fewer than two officers during an interrogation',
      severity: 'violation',
      status: 'to_review',
      provisional: true,
      stayId: stay.id,
      stayNumber: stay.number,
      questioningId: q.summary.id,
      room: q.summary.room,
      atUs: leftUs,
      untilUs: leftUs + 130e6,
      raisedAtUs: leftUs + 62e6,
    },
    seq: 1,
    ruleText: '讯问犯罪嫌疑人时，侦查人员不得少于二人，并应全程在场。',
    ruleTextEn: 'At least two investigators are present throughout an interrogation.',
    source: '《刑事诉讼法》第一百一十八条；《公安机关办理刑事案件程序规定》第二百零二条',
    sourceEn: 'Criminal Procedure Law, art. 118; Rules of criminal procedure of the police, art. 202',
    ruleVersion: 1,
    explanation: '登记在场 3 人，画面自此刻起只见 2 人，超过宽限时间。',
    explanationEn:
      'The roster has 3 persons; from this moment only 2 are seen, for longer than the grace time.',
    graceUs: 60e6,
    evidence: [
      {
        kind: 'event',
        text: '演示民警丁 以本人账号进入',
        textEn: 'Han Dong came in by own sign-in',
        atUs: q.summary.startedAtUs + 20e6,
      },
      {
        kind: 'observation',
        text: '画面人数由 3 变为 2',
        textEn: 'Persons seen went from 3 to 2',
        atUs: leftUs,
        cameraId: camera.id,
        confidenceMilli: 940,
      },
      {
        kind: 'observation',
        text: '画面无法判断人数 6 秒',
        textEn: 'No count possible for 6 seconds',
        atUs: leftUs + 40e6,
        cameraId: camera.id,
      },
      {
        kind: 'observation',
        text: '画面人数恢复为 3',
        textEn: 'Persons seen is 3 again',
        atUs: leftUs + 130e6,
        cameraId: camera.id,
        confidenceMilli: 930,
      },
    ],
    cameras: [
      { id: camera.id, name: camera.name },
      { id: second.id, name: second.name },
    ],
    playFromUs: leftUs - 90e6,
    playToUs: leftUs + 190e6,
    verdicts: [],
  };
}

function simple(
  name: string,
  rule: string,
  title: string,
  titleEn: string,
  stay: Stay,
  ageH: number,
): T.FindingDetail {
  const atUs = nowUs() - ageH * hour;
  return {
    finding: {
      id: idOf(name),
      rule,
      title,
      titleEn,
      severity: rule === 'ENTR-08' ? 'violation' : 'warning',
      status: 'to_review',
      provisional: false,
      stayId: stay.id,
      stayNumber: stay.number,
      atUs,
      raisedAtUs: atUs + minute,
    },
    seq: 1,
    ruleText: title,
    ruleTextEn: titleEn,
    source: '《治安管理处罚法》第一百零三条第三款',
    sourceEn: 'Public Security Administration Penalties Law, art. 103(3)',
    ruleVersion: 1,
    explanation: '登记的检查人中有男性，且未由医师检查。',
    explanationEn: 'A male checker is on record and no doctor.',
    evidence: [
      {
        kind: 'event',
        text: '完成人身安全检查，检查人 演示民警乙',
        textEn: 'Safety check completed by Chen Li',
        atUs,
      },
    ],
    cameras: [],
    verdicts: [],
  };
}

const entr08 = () =>
  simple(
    'f2',
    'ENTR-08',
    '女性由非女性工作人员检查',
    'A woman was checked by male staff',
    stays[1] as Stay,
    4,
  );
const time06 = () => {
  const detail = simple(
    'f3',
    'TIME-06',
    '治安传唤超过 8 小时',
    'Administrative summons longer than 8 hours',
    stays[3] as Stay,
    0.3,
  );
  detail.explanation = '8 小时届满时既无决定，也未离区，且无延长批准。';
  detail.explanationEn = 'At the end of 8 hours there was no decision, no departure and no extension.';
  return detail;
};

const rule = (
  id: string,
  title: string,
  titleEn: string,
  text: string,
  source: string,
  sourceFound = true,
  refuses = true,
): T.Rule => ({
  id,
  version: 1,
  title,
  titleEn,
  text,
  textEn: titleEn,
  source,
  sourceEn: source,
  sourceFound,
  severity: 'violation',
  confirmed: sourceFound || refuses,
  refuses,
  openFindings: findings.filter((one) => one.finding.rule === id).length,
});

export const ruleList = (): T.Rule[] => [
  rule(
    'TIME-01',
    '刑事传唤 12 小时',
    'A criminal summons lasts at most 12 hours',
    '刑事传唤持续的时间不得超过十二小时。',
    '《刑事诉讼法》第一百一十九条',
    true,
    false,
  ),
  rule(
    'ENTR-06',
    '先安检后入区',
    'Safety check before any other room',
    '进入其他房间之前，须完成人身安全检查。',
    '《公安机关办理行政案件程序规定》第五十三条',
  ),
  rule(
    'ENTR-07',
    '安检不少于两人',
    'At least two checkers',
    '人身安全检查由二名以上人民警察进行。',
    '《治安管理处罚法》第一百零三条',
  ),
  rule(
    'ENTR-08',
    '女性由女性检查',
    'Women are checked by women or a doctor',
    '检查妇女的身体，应当由女性工作人员或者医师进行。',
    '《治安管理处罚法》第一百零三条第三款',
  ),
  rule(
    'WAIT-03',
    '同案人员分开',
    'Accomplices are kept apart',
    '同案人员不得同室候问，也不得在走廊、卫生间接触。',
    '参照《拘留所条例》第十四条',
    false,
    true,
  ),
  rule(
    'WAIT-16',
    '不超过容量',
    'Rooms are not overfilled',
    '候问人数不得超过房间容量。',
    '本地做法',
    false,
    false,
  ),
  rule(
    'INTR-03',
    '讯问不少于两人',
    'At least two investigators',
    '讯问时侦查人员不得少于二人。',
    '《刑事诉讼法》第一百一十八条',
  ),
];
