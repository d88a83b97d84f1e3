// SPDX-License-Identifier: Apache-2.0
// The stays of the made-up centre: how they begin, what each step does to them, and what the pages are told about them.
import type * as T from '../../src/api/types';
import { ageAt, beijingDay } from '../../src/lib/time';
import { cases, hashOf, hour, idOf, minute, nowUs, rooms, staff } from './world';

export interface Stay {
  id: string;
  number: string;
  identity: T.Identity;
  facts: T.StayDetail['facts'];
  basis: T.StayDetail['basis'];
  role: T.Tile['role'];
  caseId: string;
  arrivedAtUs: number;
  arrivalPaperUs?: number;
  limitH: number;
  state: T.StayState;
  done: Set<T.Step>;
  roomId?: string;
  questioningId?: string;
  decision?: string;
  departedAtUs?: number;
  belongings?: T.StayDetail['belongings'];
  locker?: string;
  wristband?: string;
  care: T.StayDetail['care'];
  bases: NonNullable<T.StayDetail['bases']>;
  acts: T.DoneAct[];
  approvals: T.Approval[];
  events: T.TimelineEvent[];
}

export const stays: Stay[] = [];
const order: T.Step[] = [
  'register',
  'safety_check',
  'belongings',
  'information',
  'place',
  'question',
  'decide',
  'exit_check',
  'depart',
];

export const labels: Record<string, [string, string]> = {
  arrive: ['到案', 'Arrived'],
  register: ['完成入区登记', 'Registration completed'],
  safety_check: ['完成人身安全检查', 'Safety check completed'],
  belongings: ['完成随身财物登记', 'Belongings listed'],
  information: ['完成信息采集', 'Information collected'],
  place: ['进入房间', 'Placed in a room'],
  question: ['开始讯问', 'Questioning started'],
  end: ['结束讯问', 'Questioning ended'],
  care: ['饮食照护', 'Care noted'],
  extend: ['批准延长时限', 'Extension approved'],
  decide: ['作出决定', 'Decision entered'],
  exit_check: ['完成出区检查', 'Exit check completed'],
  depart: ['离区', 'Left the centre'],
  basis: ['变更法律依据', 'Legal basis changed'],
  identity: ['查明身份', 'Person identified'],
  EntryCorrected: ['更正记录', 'Entry corrected'],
  ask_approval: ['提请批准', 'Approval requested'],
  grant_approval: ['批准', 'Approval granted'],
  refuse_approval: ['不予批准', 'Approval refused'],
};

/** Some fields of the steps that a correction may set. */
const correctableOf: Record<string, T.ActField[]> = {
  register: [
    { name: 'wristband', kind: 'label', label: '手环号', labelEn: 'Wristband', required: true, high: 64 },
    {
      name: 'rightsNoticeGiven',
      kind: 'flag',
      label: '已告知权利义务',
      labelEn: 'Rights told',
      required: true,
    },
  ],
  place: [{ name: 'roomId', kind: 'room', label: '房间', labelEn: 'Room', required: true }],
};

export interface Entry {
  type: string;
  by?: string;
  happenedUs?: number;
  enteredUs?: number;
  reported?: boolean;
  overrideReason?: string;
  roomId?: string;
  questioningId?: string;
  details?: T.TimelineEvent['details'];
}

export function write(stay: Stay, entry: Entry): T.TimelineEvent {
  const enteredUs = entry.enteredUs ?? nowUs();
  const happenedUs = entry.happenedUs ?? enteredUs;
  const [label, labelEn] = labels[entry.type] ?? [entry.type, entry.type];
  const member = staff.find((one) => one.id === entry.by) ?? (staff[0] as T.Staff);
  const room = rooms.find((one) => one.id === entry.roomId);
  const seq = stay.events.length + 1;
  const correctable = correctableOf[entry.type];
  const event: T.TimelineEvent = {
    seq,
    type: entry.type,
    label,
    labelEn,
    happenedUs,
    enteredUs,
    late: enteredUs - happenedUs > 5 * minute,
    reported: entry.reported,
    actor: { id: member.id, name: member.name },
    hash: hashOf(`${stay.id}.${seq}`),
    overrideReason: entry.overrideReason,
    details: entry.details ?? [],
    room: room && { id: room.id, name: room.name },
    questioningId: entry.questioningId,
    correctable,
    values: correctable && {},
  };
  stay.events.push(event);
  return event;
}

export function move(stay: Stay, roomId: string | undefined): void {
  for (const room of rooms) room.occupants = room.occupants.filter((one) => one.stayId !== stay.id);
  stay.roomId = roomId;
  rooms.find((room) => room.id === roomId)?.occupants.push({ stayId: stay.id, number: stay.number });
}

export function clockOf(stay: Stay): T.Clock | undefined {
  const held = cases.find((one) => one.id === stay.caseId);
  if (stay.role === 'witness' || stay.role === 'victim' || !held) return undefined;
  const criminal = held.kind === 'criminal';
  const startedAtUs = stay.arrivalPaperUs ?? stay.arrivedAtUs;
  const endsAtUs = startedAtUs + stay.limitH * hour;
  const left = endsAtUs - nowUs();
  const ended = stay.done.has('decide');
  return {
    rule: criminal ? (stay.limitH === 24 ? 'TIME-02' : 'TIME-01') : 'TIME-06',
    source: criminal ? '《公安机关办理刑事案件程序规定》第二百条' : '《治安管理处罚法》第九十七条第一款',
    sourceEn: criminal
      ? 'Rules of criminal procedure of the police, art. 200'
      : 'Public Security Administration Penalties Law, art. 97(1)',
    startedAtUs,
    startFact: stay.arrivalPaperUs ? 'arrival_paper' : 'arrival_report',
    competing: stay.arrivalPaperUs ? [{ fact: 'arrival_report', atUs: stay.arrivedAtUs }] : [],
    limitH: stay.limitH,
    extendableToH: 24,
    endsAtUs,
    endedAtUs: ended ? nowUs() - 10 * minute : undefined,
    state: ended ? 'ended' : left <= 0 ? 'over' : left < (stay.limitH * hour) / 10 ? 'soon' : 'ok',
    explanation: criminal
      ? `刑事传唤不超过 ${stay.limitH} 小时，从本人到案时起算。`
      : `治安传唤询问查证不超过 ${stay.limitH} 小时，从本人到案时起算。`,
    explanationEn: `A summons lasts at most ${stay.limitH} hours from the person's arrival.`,
  };
}

export function tileOf(stay: Stay, openFindings: number): T.Tile {
  const held = cases.find((one) => one.id === stay.caseId) as T.Case;
  const room = rooms.find((one) => one.id === stay.roomId);
  const age = stay.facts.birthDate ? ageAt(stay.facts.birthDate, nowUs()) : undefined;
  const meals = stay.care.filter((one) => one.kind === 'meal').map((one) => one.atUs);
  return {
    stayId: stay.id,
    number: stay.number,
    seq: stay.events.length,
    displayName: stay.identity.name.slice(0, 1) + '某'.repeat(Math.max(1, stay.identity.name.length - 1)),
    sex: stay.facts.sex,
    age,
    minor: age !== undefined && age < 18,
    role: stay.role,
    state: stay.state,
    room: room && { id: room.id, name: room.name },
    arrivedAtUs: stay.arrivedAtUs,
    unit: held.unit,
    caseNumber: held.number,
    caseName: held.name,
    caseKind: held.kind,
    basis: stay.basis.kind,
    clock: clockOf(stay),
    questioningId: stay.questioningId,
    lastMealUs: meals.length > 0 ? Math.max(...meals) : undefined,
    openFindings,
    nextSteps: nextSteps(stay),
  };
}

function nextSteps(stay: Stay): T.Step[] {
  if (stay.departedAtUs) return [];
  const next = order.find((step) => !stay.done.has(step));
  if (!next) return [];
  if (next === 'question') return ['question', 'decide', 'care'];
  return [next, 'care'];
}

export function stepsOf(stay: Stay): T.StepState[] {
  const next = order.find((step) => !stay.done.has(step));
  const at = next ? order.indexOf(next) : order.length;
  const states = order.map((step, index): T.StepState => {
    const early = index > at && !(next === 'question' && step === 'decide');
    const notices: T.RuleNotice[] = [];
    if (early && index > 4 && !stay.done.has('safety_check')) {
      notices.push({
        rule: 'ENTR-06',
        severity: 'violation',
        refuses: true,
        text: '尚未完成人身安全检查，不得进入其他房间。',
        textEn: 'The safety check has not been made.',
        source: '《公安机关办理行政案件程序规定》第五十三条',
        sourceEn: 'Administrative procedure rules, art. 53',
      });
    }
    if (step === 'place' && stay.facts.sex === 'F') {
      notices.push({
        rule: 'WAIT-01',
        severity: 'warning',
        refuses: false,
        text: '不同性别的人员不得同室候问。',
        textEn: 'Different sexes never share a waiting room.',
        source: '《公安机关适用继续盘问规定》第三十条',
        sourceEn: 'Continued questioning rules, art. 30',
      });
    }
    return { step, done: stay.done.has(step), allowed: !early, notices };
  });
  const open = !stay.departedAtUs;
  states.push({ step: 'care', done: false, allowed: open, notices: [] });
  if (clockOf(stay)) states.push({ step: 'extend', done: false, allowed: open, notices: [] });
  return states;
}

export function finish(stay: Stay, step: T.Step): void {
  stay.done.add(step);
  const states: Partial<Record<T.Step, T.StayState>> = {
    register: 'registered',
    safety_check: 'safety_checked',
    belongings: 'belongings_listed',
    place: 'waiting',
    question: 'questioning',
    decide: 'decided',
    exit_check: 'exit_checked',
  };
  stay.state = states[step] ?? stay.state;
}

export function arrive(a: T.Arrival, by: string): Stay {
  const day = beijingDay(a.arrivedAtUs).replaceAll('-', '');
  const n = stays.filter((one) => one.number.startsWith(day)).length + 1;
  const held = cases.find((one) => one.id === a.caseId);
  const stay: Stay = {
    id: idOf(`stay-${day}-${n}`),
    number: `${day}-${String(n).padStart(2, '0')}`,
    identity: a.identity,
    facts: a.facts,
    basis: a.basis,
    role: a.role,
    caseId: a.caseId,
    arrivedAtUs: a.arrivedAtUs,
    arrivalPaperUs: a.arrivalPaperUs,
    limitH: held?.kind === 'administrative' ? 8 : 12,
    state: 'arrived',
    done: new Set(),
    care: [],
    bases: [{ basis: a.basis, sinceUs: a.arrivedAtUs }],
    acts: [],
    approvals: [],
    events: [],
  };
  stays.push(stay);
  write(stay, {
    type: 'arrive',
    by,
    happenedUs: a.arrivedAtUs,
    reported: true,
    details: [{ label: '案件', labelEn: 'Case', value: held?.name ?? '' }],
  });
  return stay;
}

function seed(
  name: string,
  sex: T.Sex,
  birthDate: string,
  caseName: string,
  hoursAgo: number,
  steps: number,
  roomCode?: string,
  role: T.Tile['role'] = 'suspect',
  flags: T.Flag[] = [],
): Stay {
  const caseId = idOf(caseName);
  const held = cases.find((one) => one.id === caseId) as T.Case;
  const arrivedAtUs = Math.floor((nowUs() - hoursAgo * hour) / minute) * minute;
  const free = role === 'witness' || role === 'victim';
  const stay = arrive(
    {
      caseId,
      unitId: held.unit.id,
      role,
      basis: {
        kind: free ? 'voluntary' : held.kind === 'criminal' ? 'criminal_summons' : 'administrative_summons',
        oral: false,
        documentNumber: free ? undefined : '青公（南）传唤字〔2026〕77号',
      },
      arrivedAtUs,
      arrivalPaperUs: free ? undefined : arrivedAtUs - 6 * minute,
      identity: {
        name,
        idType: 'resident_id',
        idNumber: '',
        nation: '汉族',
        address: '示范县演示路 1 号',
        phone: '13800000000',
      },
      facts: { sex, birthDate, identityUnknown: false, flags },
      broughtBy: [idOf('officer1')],
    },
    idOf('duty'),
  );
  for (const [at, step] of order.slice(0, steps).entries()) {
    const happenedUs = arrivedAtUs + (at + 1) * 7 * minute;
    const late = step === 'information';
    finish(stay, step);
    const details: T.TimelineEvent['details'] =
      step === 'safety_check'
        ? [
            {
              label: '检查人',
              labelEn: 'Checked by',
              value: sex === 'F' ? '演示民警丙、演示辅警癸' : '演示民警乙、演示辅警子',
            },
            { label: '伤情', labelEn: 'Injuries', value: '未见伤情', valueEn: 'None seen' },
          ]
        : [];
    write(stay, {
      type: step,
      happenedUs,
      enteredUs: happenedUs + (late ? 26 * minute : 20e6),
      reported: late,
      details,
      overrideReason:
        step === 'place' && sex === 'F' ? '候问室 2 正在消毒，暂用候问室 3，专人看护。' : undefined,
      roomId: step === 'place' ? idOf(roomCode ?? 'HW1') : undefined,
    });
  }
  if (steps >= 3) {
    stay.belongings = [
      { name: '手机', quantity: '壹部', features: '黑色，屏幕有裂纹' },
      { name: '现金', quantity: '叁佰伍拾元整', features: '' },
    ];
    stay.locker = 'B12';
  }
  if (steps >= 1) stay.wristband = `SH-${stay.number.slice(-2)}`;
  if (roomCode) move(stay, idOf(roomCode));
  if (steps >= 5)
    stay.care.push(
      { kind: 'meal', atUs: nowUs() - 2 * hour },
      { kind: 'water', atUs: nowUs() - 40 * minute },
    );
  return stay;
}

export function seedStays(): void {
  seed('示例人员甲', 'M', '1992-04-11', 'c1', 11.4, 6, 'XW1');
  seed('示例人员乙', 'F', '1987-09-30', 'c1', 4.2, 5, 'HW2', 'suspect', ['nursing']);
  seed('示例人员丙', 'M', '2009-12-02', 'c2', 7.6, 5, 'HW4', 'offender');
  seed('示例人员丁', 'M', '1979-01-19', 'c2', 8.3, 5, 'HW1', 'offender', ['drunk']);
  seed('示例人员戊', 'M', '1995-06-06', 'c3', 0.4, 1, 'DJ');
  seed('示例人员己', 'F', '1968-03-08', 'c2', 1.1, 2, 'YW1', 'witness');
  seed('欧阳志强', 'M', '1990-11-25', 'c3', 0.1, 0, 'JD');
}
