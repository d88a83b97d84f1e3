// SPDX-License-Identifier: Apache-2.0
// Plain acts, requests, approvals and corrections of the made-up centre: how they are kept, and what follows from them.
import { randomUUID } from 'node:crypto';
import type * as T from '../../src/api/types';
import { actOf, asked, catalogue } from './acts';
import { type Stay, stays, write } from './stays';
import { hashOf, hour, meOf, minute, nowUs, rooms, staff } from './world';

type Values = Record<string, unknown>;

const nameOf = (id: unknown) =>
  staff.find((one) => one.id === id)?.name ?? rooms.find((one) => one.id === id)?.name ?? '';

/** What a field says, in words of both languages. */
function wordsOf(field: T.ActField, value: unknown): [string, string] {
  const word = (one: unknown) => field.words?.find((known) => known.word === one);
  switch (field.kind) {
    case 'word':
      return [word(value)?.label ?? '', word(value)?.labelEn ?? ''];
    case 'words': {
      const all = (value as string[]).map(word);
      return [all.map((one) => one?.label).join('、'), all.map((one) => one?.labelEn).join(', ')];
    }
    case 'staff':
    case 'room':
      return [nameOf(value), nameOf(value)];
    case 'staffs':
      return [(value as string[]).map(nameOf).join('、'), (value as string[]).map(nameOf).join(', ')];
    case 'flag':
      return value ? ['是', 'Yes'] : ['否', 'No'];
    case 'time':
      return [new Date((value as number) / 1000 + 8 * 3600e3).toISOString().slice(11, 16), ''];
    case 'answers': {
      const yes = Object.entries(value as Record<string, string>).filter(([, said]) => said === 'yes');
      const list = yes.map(([question]) => word(question)?.label).join('、');
      return list ? [`是：${list}`, `Yes: ${list}`] : ['均为否', 'All no'];
    }
    case 'marks':
      return [`${(value as unknown[]).length} 处`, `${(value as unknown[]).length}`];
    default:
      return [String(value), String(value)];
  }
}

export function saidOf(act: T.ActKind, values: Values): T.Said[] {
  return act.fields
    .filter((field) => field.kind !== 'ref' && values[field.name] !== undefined)
    .map((field) => {
      const [value, valueEn] = wordsOf(field, values[field.name]);
      return { label: field.label, labelEn: field.labelEn, value, valueEn };
    });
}

export interface Done {
  values: Values;
  by: string;
  happenedUs?: number;
  reported?: boolean;
  overrideReason?: string;
}

export function doPlainAct(stay: Stay, name: string, done: Done): T.TimelineEvent {
  const act = actOf(name) as T.ActKind;
  const values = { ...done.values };
  if (act.newId) values[act.newId] = randomUUID();
  const said = saidOf(act, values);
  const event = write(stay, { type: name, ...done, details: said });
  Object.assign(event, {
    label: act.label,
    labelEn: act.labelEn,
    correctable: act.fields.filter((field) => field.kind !== 'ref'),
    values,
  });
  stay.acts.unshift({
    seq: event.seq,
    act: name,
    label: act.label,
    labelEn: act.labelEn,
    atUs: event.happenedUs,
    enteredUs: event.enteredUs,
    late: event.late,
    by: event.actor,
    values,
    said,
  });
  return event;
}

export function runningOf(stay: Stay): T.SpellKind[] {
  const open = new Set<T.SpellKind>();
  for (const done of [...stay.acts].sort((a, b) => a.atUs - b.atUs || a.seq - b.seq)) {
    const act = actOf(done.act);
    if (act?.spell && act.effect === 'begin') open.add(act.spell);
    if (act?.spell && act.effect === 'end') open.delete(act.spell);
  }
  return [...open];
}

export function stateOf(stay: Stay): T.StayState {
  const running = runningOf(stay);
  if (running.includes('absence')) return 'temporarily_out';
  if (running.includes('visit')) return 'visiting';
  if (running.includes('sobering')) return 'sobering';
  return stay.state;
}

export function openRequestsOf(stay: Stay): T.OpenRequest[] {
  const answered = new Set(
    stay.acts.filter((done) => done.act === 'answer_request').map((done) => done.values.requestId),
  );
  return stay.acts
    .filter((done) => done.act === 'note_request' && !answered.has(done.values.requestId))
    .map((done) => {
      const id = String(done.values.requestId);
      const kind = String(done.values.kind);
      const known = asked.find((one) => one.word === kind);
      const code = hashOf(id).slice(0, 8).toUpperCase();
      return {
        requestId: id,
        kind,
        label: known?.label ?? kind,
        labelEn: known?.labelEn ?? kind,
        atUs: done.atUs,
        dueUs: ['doctor', 'lawyer', 'toilet', 'medicine'].includes(kind)
          ? done.atUs + 30 * minute
          : undefined,
        receipt: `${code.slice(0, 4)}-${code.slice(4)}`,
        text: done.values.text as string | undefined,
      };
    });
}

const everyUs: Record<number, number> = { 1: hour, 2: 30 * minute, 3: 15 * minute, 4: 15 * minute };

export function riskOf(stay: Stay): number | undefined {
  const newest = stay.acts.find((done) => done.act === 'assess_risk');
  return newest ? Number(newest.values.level) : undefined;
}

export function dueOf(stay: Stay): T.DueItem[] {
  if (stay.departedAtUs || !stay.done.has('place')) return [];
  const due: T.DueItem[] = [];
  const add = (kind: T.DueItem['kind'], label: string, labelEn: string, dueUs: number) => {
    const left = dueUs - nowUs();
    due.push({ kind, label, labelEn, dueUs, state: left < 0 ? 'over' : left < 10 * minute ? 'soon' : 'ok' });
  };
  const checks = stay.acts.filter((done) => done.act === 'make_check').map((done) => done.atUs);
  const last = Math.max(stay.arrivedAtUs + 36 * minute, ...checks);
  add('check', '巡查看护', 'Check', last + (everyUs[riskOf(stay) ?? 1] ?? hour));
  const meals = stay.care.filter((one) => one.kind === 'meal').map((one) => one.atUs);
  add('meal', '饮食', 'Meal', Math.max(stay.arrivedAtUs, ...meals) + 6 * hour);
  for (const request of openRequestsOf(stay))
    if (request.dueUs)
      add('request', `答复要求：${request.label}`, `Request: ${request.labelEn}`, request.dueUs);
  for (const approval of stay.approvals)
    if (approval.state === 'open') add('approval', '待批', 'Approval', approval.neededByUs);
  return due.sort((a, b) => a.dueUs - b.dueUs);
}

export function waitingForOf(stay: Stay): string[] {
  return [
    ...openRequestsOf(stay).map((request) => request.kind),
    ...stay.approvals.filter((one) => one.state === 'open').map((one) => one.about),
  ];
}

export function allowedActsOf(stay: Stay, me: T.Staff): string[] {
  const running = runningOf(stay);
  const may = meOf(me).abilities;
  const held = stay.role !== 'witness' && stay.role !== 'victim';
  return catalogue
    .filter((act) => {
      if (!may.includes(act.ability) || (act.heldOnly && !held)) return false;
      if (stay.departedAtUs)
        return ['hand_in_file', 'confirm_intake', 'review_case_legally'].includes(act.name);
      if (act.name === 'confirm_intake') return false;
      if (act.name === 'hand_over_watch') return running.includes('watch');
      if (act.name === 'review_restraint') return running.includes('restraint');
      if (!act.spell) return true;
      return (act.effect === 'end') === running.includes(act.spell);
    })
    .map((act) => act.name);
}

export function requestApproval(stay: Stay, body: T.ApprovalRequest, by: T.Staff): T.TimelineEvent {
  stay.approvals.unshift({
    id: randomUUID(),
    stayId: stay.id,
    number: stay.number,
    displayName: `${stay.identity.name.slice(0, 1)}某某`,
    about: body.about,
    neededRole: body.neededRole,
    neededByUs: body.neededByUs,
    urgent: body.urgent ?? false,
    requestedAtUs: body.happenedAtUs ?? nowUs(),
    requestedBy: { id: by.id, name: by.name },
    limitH: body.limitH,
    grounds: body.grounds,
    reason: body.reason,
    state: 'open',
    mayDecide: false,
  });
  return write(stay, { type: 'ask_approval', by: by.id, happenedUs: body.happenedAtUs });
}

export const approvalsOf = (stay: Stay, me: T.Staff): T.Approval[] =>
  stay.approvals.map((one) => ({
    ...one,
    mayDecide: one.state === 'open' && me.roles.includes(one.neededRole) && one.requestedBy.id !== me.id,
  }));

export function approvalList(state: string, me: T.Staff): T.Approval[] {
  return stays
    .flatMap((stay) => approvalsOf(stay, me))
    .filter((one) => (state === 'decided') === (one.state !== 'open'))
    .sort((a, b) =>
      state === 'decided'
        ? (b.decidedAtUs ?? 0) - (a.decidedAtUs ?? 0)
        : Number(b.urgent) - Number(a.urgent) || a.neededByUs - b.neededByUs,
    );
}

export function decide(id: string, body: T.ApprovalDecision, me: T.Staff): T.TimelineEvent | undefined {
  for (const stay of stays) {
    const found = stay.approvals.find((one) => one.id === id);
    if (!found) continue;
    const atUs = body.happenedAtUs ?? nowUs();
    Object.assign(found, {
      state: body.granted ? 'granted' : 'refused',
      decidedAtUs: atUs,
      decidedBy: { id: me.id, name: me.name },
      decisionReason: body.reason,
      late: atUs > found.neededByUs,
    });
    if (body.granted && found.about === 'extension') stay.limitH = found.limitH ?? stay.limitH;
    return write(stay, { type: body.granted ? 'grant_approval' : 'refuse_approval', by: me.id });
  }
  return undefined;
}

/** The correction stands beside the entry: both values are read from its own entry. */
export function correct(stay: Stay, body: T.Correction, me: T.Staff): T.TimelineEvent {
  const entry = stay.events.find((one) => one.seq === body.ofSeq) as T.TimelineEvent;
  const fields = entry.correctable ?? [];
  const details: T.Said[] = [{ label: '更正', labelEn: 'Corrects', value: `#${entry.seq} ${entry.label}` }];
  for (const [name, value] of Object.entries(body.values ?? {})) {
    const field = fields.find((one) => one.name === name);
    if (!field) continue;
    const before = entry.values?.[name];
    const [was, wasEn] = before === undefined ? ['无', 'none'] : wordsOf(field, before);
    const [now, nowEn] = wordsOf(field, value);
    details.push({
      label: field.label,
      labelEn: field.labelEn,
      value: `${was} → ${now}`,
      valueEn: `${wasEn} → ${nowEn}`,
    });
    entry.values = { ...entry.values, [name]: value };
  }
  details.push({ label: '理由', labelEn: 'Why', value: body.why });
  const event = write(stay, { type: 'EntryCorrected', by: me.id, details });
  entry.correctedBy = [...(entry.correctedBy ?? []), event.seq];
  const done = stay.acts.find((one) => one.seq === entry.seq);
  if (done) done.corrected = true;
  if (body.happenedAtUs) entry.happenedUs = body.happenedAtUs;
  return event;
}

export function seedRecords(): void {
  const by = (login: string) => (staff.find((one) => one.login === login) as T.Staff).id;
  const ago = (minutes: number) => nowUs() - minutes * minute;
  const [first, second, third, fourth] = stays as [Stay, Stay, Stay, Stay];
  const note = (stay: Stay, name: string, minutes: number, values: Values) =>
    doPlainAct(stay, name, { values, by: by('guard1'), happenedUs: ago(minutes) });
  note(first, 'give_rights_notice', 660, {
    kind: 'criminal_suspect',
    how: 'read_by_person',
    signed: 'signed',
  });
  note(first, 'assess_risk', 650, { occasion: 'admission', level: 2, answers: { illness: 'yes' } });
  note(first, 'make_check', 52, { phrases: ['calm', 'spoke'] });
  note(second, 'assess_risk', 230, { occasion: 'admission', level: 1, answers: {} });
  note(second, 'make_check', 28, { phrases: ['calm'] });
  note(second, 'note_request', 24, { kind: 'doctor', text: '说胸口发闷，想请医生看看。' });
  note(second, 'begin_visit', 12, { kind: 'lawyer', visitor: '示例律师' });
  note(third, 'make_check', 55, { phrases: ['upset'] });
  note(third, 'note_request', 40, { kind: 'guardian' });
  note(fourth, 'assess_risk', 470, { occasion: 'admission', level: 4, answers: { withdrawal: 'yes' } });
  note(fourth, 'begin_watch', 465, { officer: by('aux2') });
  note(fourth, 'make_check', 9, { phrases: ['asleep_breathing'] });
  const duty = staff.find((one) => one.login === 'duty') as T.Staff;
  const ask = (stay: Stay, about: T.ApprovalAbout, inMinutes: number, urgent: boolean, reason: string) =>
    requestApproval(
      stay,
      {
        about,
        neededRole: 'unit_head',
        neededByUs: ago(-inMinutes),
        urgent,
        reason,
        ...(about === 'extension' ? { limitH: 24 as const, grounds: ['detain_or_arrest'] as const } : {}),
      } as T.ApprovalRequest,
      duty,
    );
  ask(first, 'extension', 31, true, '涉嫌多次入户盗窃，拟提请刑事拘留，需继续讯问核实赃物去向。');
  ask(second, 'temporary_exit', 180, false, '带其辨认作案现场。');
  ask(third, 'information', 240, false, '采集指纹用于比对。');
  const decided = ask(fourth, 'night_questioning', -300, false, '证人即将离开本市。') && fourth.approvals[0];
  if (decided)
    Object.assign(decided, {
      state: 'granted',
      decidedAtUs: ago(330),
      decidedBy: { id: by('unithead'), name: '演示负责人戊' },
      decisionReason: '同意，保证休息时间。',
      late: false,
    });
}
