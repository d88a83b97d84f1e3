// SPDX-License-Identifier: Apache-2.0
// Transcripts of the made-up centre: revisions, refusals, versions and signatures as the contract has them.
import { randomUUID } from 'node:crypto';
import type * as T from '../../src/api/types';
import { beginQuestioning, questionings } from './evidence';
import { refuse } from './reads';
import { type Stay, stays } from './stays';
import { hashOf, hour, idOf, minute, nowUs, rooms, staff } from './world';

interface Wording {
  text: string;
  fromUs: number;
  toUs: number;
  atUs: number;
  by: string;
  version: number;
  preset: boolean;
}

interface Line {
  id: string;
  kind: T.TranscriptLineKind;
  dropped: boolean;
  wordings: Wording[];
}

interface Held {
  id: string;
  questioningId: string;
  template: string;
  lines: Line[];
  versions: T.TranscriptVersion[];
  frozen: Line[][];
  locked: boolean;
}

const held = new Map<string, Held>();
const pins = new Map<string, string>();
let terminalRoom: string | undefined;

const templates: Record<string, { label: string; labelEn: string; questions: string[] }> = {
  interrogation_first: {
    label: '第一次讯问犯罪嫌疑人',
    labelEn: 'First interrogation of a suspect',
    questions: [
      '我们是示范县公安局的民警，现依法对你进行讯问，你要如实回答。你听清楚了吗？',
      '本次讯问全程录音录像。你清楚吗？',
      '现向你宣读《犯罪嫌疑人诉讼权利义务告知书》。你听清楚了吗？',
      '你是否委托律师？',
      '你是否申请回避？',
      '你的姓名、出生日期、住址？',
      '你的身体状况如何？',
      '你是否有犯罪行为？',
    ],
  },
  interrogation_later: {
    label: '再次讯问犯罪嫌疑人',
    labelEn: 'Later interrogation of a suspect',
    questions: ['我们是示范县公安局的民警，继续对你进行讯问。你听清楚了吗？', '你的身体状况如何？'],
  },
  questioning_violator: {
    label: '询问违法嫌疑人',
    labelEn: 'Questioning of an alleged violator',
    questions: ['我们是示范县公安局的民警。你听清楚了吗？', '把事情经过讲一下。'],
  },
  blank: {
    label: '空白笔录',
    labelEn: 'Blank',
    questions: ['我们是示范县公安局的民警，现依法对你进行讯问，你要如实回答。你听清楚了吗？'],
  },
};

const closings = ['以上笔录我看过，和我说的相符。', '以上笔录向我宣读过，和我说的相符。'];

const questioningOf = (id: string) =>
  questionings.find((one) => one.summary.id === id) ??
  refuse(404, 'not_found', '没有这次讯（询）问。', 'No such questioning.');
const heldOf = (id: string) =>
  held.get(id) ?? refuse(404, 'transcript.not_begun', '笔录尚未开始。', 'The transcript has not been begun.');
const nameOf = (id: string) => staff.find((one) => one.id === id)?.name ?? '';

function templatesFor(questioningId: string): string[] {
  return questioningOf(questioningId).summary.kind === 'interrogation'
    ? ['interrogation_first', 'interrogation_later', 'blank']
    : ['questioning_violator', 'blank'];
}

function wordingOf(text: string, by: string, atUs: number, preset = false, version = 1): Wording {
  return { text, fromUs: atUs, toUs: atUs, atUs, by, version, preset };
}

function begin(questioningId: string, template: string, by: string, atUs = nowUs()): Held {
  if (held.has(questioningId)) refuse(409, 'transcript.begun', '笔录已经开始。', 'It has been begun.');
  const chosen =
    templates[template] ??
    refuse(422, 'invalid', '没有这个模板。', 'No such template.', { field: 'template' });
  const lines = chosen.questions.flatMap((text): Line[] => [
    { id: randomUUID(), kind: 'question', dropped: false, wordings: [wordingOf(text, by, atUs, true)] },
    { id: randomUUID(), kind: 'answer', dropped: false, wordings: [wordingOf('', by, atUs, true)] },
  ]);
  const made = {
    id: idOf(`transcript-${questioningId}`),
    questioningId,
    template,
    lines,
    versions: [],
    frozen: [],
    locked: false,
  };
  held.set(questioningId, made);
  return made;
}

function mustBeOpen(one: Held): void {
  if (one.locked)
    refuse(
      409,
      'transcript.locked',
      '笔录已锁定。需要改动的，请重新打开。',
      'The transcript is locked. Open it again to change it.',
    );
}

function writeLines(one: Held, edits: T.TranscriptEdit[], by: string): void {
  mustBeOpen(one);
  const now = nowUs();
  for (const [at, edit] of edits.entries()) {
    const wrong = (field: string, said: string) =>
      refuse(422, said, '有一行不能保存。', 'A line cannot be stored.', { field: `edits/${at}/${field}` });
    if (edit.toUs < edit.fromUs) wrong('toUs', 'time.end_before_start');
    if (edit.toUs > now + minute) wrong('toUs', 'time.in_future');
    const known = (id: string) =>
      one.lines.some((line) => line.id === id) || edits.slice(0, at).some((before) => before.line === id);
    if (edit.rev > 0 && !known(edit.line)) wrong('line', 'transcript.unknown_line');
    if (edit.rev === 0 && edit.after && !known(edit.after)) wrong('after', 'transcript.unknown_line');
    if (edits.slice(0, at).some((before) => before.line === edit.line))
      wrong('line', 'transcript.line_twice');
  }
  const changed = edits.filter((edit) => {
    const line = one.lines.find((candidate) => candidate.id === edit.line);
    return line !== undefined && line.wordings.length !== edit.rev;
  });
  if (changed.length > 0)
    refuse(
      409,
      'transcript.line_changed',
      '有的行已在别处修改。请查看两种写法后选择。',
      'Lines were changed elsewhere. Look at both wordings and choose.',
      { params: { lines: changed.map((edit) => edit.line) } },
    );
  for (const edit of edits) apply(one, edit, by, now);
}

function apply(one: Held, edit: T.TranscriptEdit, by: string, now: number): void {
  let line = one.lines.find((candidate) => candidate.id === edit.line);
  if (!line) {
    line = { id: edit.line, kind: edit.kind, dropped: false, wordings: [] };
    const above = one.lines.findIndex((candidate) => candidate.id === edit.after);
    one.lines.splice(above + 1, 0, line);
  }
  line.kind = edit.kind;
  line.dropped = edit.drop;
  const version = one.versions.length + 1;
  line.wordings.push({
    text: edit.drop ? '' : (edit.text ?? ''),
    fromUs: edit.fromUs,
    toUs: edit.toUs,
    atUs: now,
    by,
    version,
    preset: false,
  });
}

function lineOf(line: Line): T.TranscriptLine {
  const now = line.wordings.at(-1) as Wording;
  const typed = line.wordings.filter((wording) => !wording.preset);
  return {
    id: line.id,
    rev: line.wordings.length,
    kind: line.kind,
    preset: now.preset,
    text: now.text,
    fromUs: (typed[0] ?? now).fromUs,
    toUs: now.toUs,
    enteredAtUs: now.atUs,
    byName: nameOf(now.by),
    changes: line.wordings.length - 1,
    earlier: line.wordings.slice(0, -1).map((wording) => ({
      text: wording.text,
      atUs: wording.atUs,
      byName: nameOf(wording.by),
      reading: wording.version > 1,
    })),
  };
}

const mark = (
  line: Line | undefined,
  kind: T.TranscriptMark['kind'],
  label: string,
  labelEn: string,
  explanation: string,
  explanationEn: string,
  source?: T.TranscriptMark['source'],
): T.TranscriptMark[] =>
  line ? [{ line: line.id, kind, label, labelEn, explanation, explanationEn, source }] : [];

/** A few made-up marks, so that the pages have something to show. */
function marksOf(one: Held, lines: readonly Line[]): T.TranscriptMark[] {
  const long = lines.filter(
    (line) => (line.wordings.at(-1)?.text.length ?? 0) > 40 && line.kind === 'answer',
  );
  const q = questioningOf(one.questioningId).summary;
  return [
    ...mark(
      long[0],
      'pasted',
      '粘贴',
      'Pasted',
      '此行 86 个字符中有 74 个来自剪贴板。',
      '74 of the 86 characters of this line came from the clipboard.',
    ),
    ...mark(
      long[1],
      'too_fast',
      '记录过快',
      'Too fast',
      '7 秒内出现 92 个字符。',
      '92 characters in 7 seconds.',
    ),
    ...mark(
      long[1],
      'repeated',
      '与他处相同',
      'Repeated',
      '有 61 个连续字符与另一份笔录相同。',
      '61 characters in a row stand in another transcript too.',
      { questioningId: q.id, number: q.stayNumber, ordinal: 1 },
    ),
  ];
}

export function readTranscript(
  questioningId: string,
  version: number | undefined,
  me: T.Staff,
): T.Transcript {
  const one = heldOf(questioningId);
  const q = questioningOf(questioningId).summary;
  const frozen = version === undefined ? undefined : one.frozen[version - 1];
  if (version !== undefined && !frozen) refuse(404, 'not_found', '没有这个版本。', 'No such version.');
  const lines = (frozen ?? one.lines).filter((line) => !line.dropped);
  const interrogation = q.kind === 'interrogation';
  return {
    id: one.id,
    questioning: q,
    title: interrogation ? '讯问笔录' : '询问笔录',
    titleEn: interrogation ? 'Transcript of interrogation' : 'Transcript of questioning',
    template: one.template,
    state: one.locked ? 'locked' : 'open',
    version: version ?? (one.locked ? one.versions.length : undefined),
    lines: lines.map(lineOf),
    marks: marksOf(one, lines),
    versions: one.versions,
    closings,
    mayWrite:
      !one.locked &&
      version === undefined &&
      me.roles.some((role) => role === 'investigator' || role === 'duty_officer'),
    serverTimeUs: nowUs(),
  };
}

export function readTemplates(questioningId: string) {
  return {
    items: templatesFor(questioningId).map((name) => {
      const { label, labelEn, questions } = templates[name] as (typeof templates)[string];
      return { name, label, labelEn, lines: questions.length * 2 };
    }),
  };
}

function lock(one: Held, body: T.TranscriptLock, me: T.Staff): void {
  mustBeOpen(one);
  if (body.outcome === 'agreed' && !body.closing)
    refuse(422, 'invalid', '请写明结尾语。', 'The closing sentence is missing.', { field: 'closing' });
  one.locked = true;
  one.versions.push({
    version: one.versions.length + 1,
    lockedAtUs: nowUs(),
    lockedByName: me.name,
    startedAtUs: body.startedAtUs,
    endedAtUs: body.endedAtUs,
    readBy: body.readBy,
    outcome: body.outcome,
    closing: body.closing ?? '',
    seq: 100 + one.versions.length,
    pages: Math.max(1, Math.ceil(one.lines.length / 12)),
    signatures: [],
  });
  one.frozen.push(structuredClone(one.lines));
}

function sign(one: Held, body: T.TranscriptSignature): void {
  const version =
    (one.locked ? one.versions.at(-1) : undefined) ??
    refuse(409, 'transcript.open', '请先锁定笔录。', 'Lock the transcript first.');
  const place = rooms.find((room) => room.id === terminalRoom);
  const q = questioningOf(one.questioningId).summary;
  const common = {
    atUs: nowUs(),
    room: place?.name,
    inPlace: place?.id === q.room.id && q.state === 'running',
  };
  if (body.how === 'pin') {
    const member = staff.find((candidate) => candidate.badge === body.badge);
    if (!member || (pins.get(member.id) ?? '123456') !== body.pin)
      refuse(422, 'signature.wrong', '警号或签名密码不对。', 'Badge or PIN is wrong.', {
        field: 'pin',
      });
    version.signatures.push({ ...common, by: 'officer', how: 'pin', name: member.name });
    return;
  }
  const { page, reason, witness } = body;
  version.signatures.push({
    ...common,
    atUs: body.signedAtUs ?? common.atUs,
    by: 'person',
    how: body.how,
    name: q.displayName ?? '',
    page,
    reason,
    witness,
  });
}

/** The print of the version that is locked; gives its number. */
export function notePrint(questioningId: string, pages: number, printSeq: number): number {
  const one = heldOf(questioningId);
  const version =
    (one.locked ? one.versions.at(-1) : undefined) ??
    refuse(409, 'transcript.not_locked', '请先锁定笔录。', 'Lock the transcript first.');
  Object.assign(version, { pages, printSeq });
  return version.version;
}

/** A page of a printed version came back signed. */
export function signPage(questioningId: string, version: number, page: number, atUs: number): void {
  const signatures = heldOf(questioningId).versions[version - 1]?.signatures ?? [];
  if (signatures.some((one) => one.how === 'paper' && one.page === page)) return;
  const name = questioningOf(questioningId).summary.displayName ?? '';
  signatures.push({ atUs, by: 'person', how: 'paper', name, page, inPlace: false });
}

export function changeTranscript(questioningId: string, act: string, body: unknown, me: T.Staff): T.Receipt {
  if (act === '') begin(questioningId, (body as { template: string }).template, me.id);
  const one = heldOf(questioningId);
  if (act === 'lines') writeLines(one, (body as { edits: T.TranscriptEdit[] }).edits, me.id);
  if (act === 'lock') lock(one, body as T.TranscriptLock, me);
  if (act === 'signatures') sign(one, body as T.TranscriptSignature);
  if (act === 'reopening') {
    if (!one.locked) refuse(409, 'transcript.open', '笔录没有锁定。', 'The transcript is not locked.');
    one.locked = false;
    Object.assign(one.versions.at(-1) ?? {}, { why: (body as { reason: string }).reason });
  }
  return { id: one.id, stream: one.id, seq: one.versions.length + 1, hash: hashOf(one.id) };
}

export function setPin(body: Record<string, unknown>, me: T.Staff): void {
  if (body.password !== 'mingjing')
    refuse(422, 'password.wrong', '登录密码不对。', 'The password is wrong.', { field: 'password' });
  pins.set(me.id, String(body.pin));
}

export const readTerminal = () => {
  const room = rooms.find((one) => one.id === terminalRoom);
  return room ? { room: { id: room.id, name: room.name } } : {};
};

export function placeTerminal(body: Record<string, unknown>): void {
  terminalRoom = typeof body.roomId === 'string' ? body.roomId : undefined;
}

const said: [string, string][] = [
  ['你来这里是因为什么事？', '因为我前天晚上在城南市场拿了别人的电动车。'],
  [
    '把经过详细讲一下。',
    '二十二日晚上九点多，我从朋友家出来，走到城南市场东门，看见一辆黑色电动车没有拔钥匙，周围没有人，我就骑走了，骑到河边的出租屋楼下停着。第二天早上我把车牌拆了，放在屋里。',
  ],
  ['车现在在哪里？', '还在出租屋楼下，我没有卖。'],
  [
    '你为什么要骑走这辆车？',
    '我当时没有钱坐车回家，看见钥匙在上面，一时糊涂就骑走了。后来想还回去，又怕被人看见，就一直放着没有动。我知道这样做不对，愿意赔偿车主的损失，也愿意接受处理。',
  ],
  ['你还有什么要补充的？', '没有了。'],
];

/** One transcript that is locked, opened again and changed, for the pages of reviewers. */
export function seedTranscripts(): void {
  const stay = stays[0] as Stay;
  const running = stay.questioningId;
  const officers = [idOf('officer1'), idOf('officer3')];
  const q = beginQuestioning(stay, idOf('XW1'), officers, idOf('officer1'), nowUs() - 3 * hour);
  const first = questionings.find((one) => one.summary.id === running);
  if (first) first.summary.ordinal = 2;
  q.summary.ordinal = 1;
  q.summary.state = 'ended';
  q.summary.endedAtUs = q.summary.startedAtUs + 40 * minute;
  q.certificate = { state: 'complete', coveredUs: 40 * minute, neededUs: 40 * minute };
  for (const one of q.attendees)
    Object.assign(one, {
      present: false,
      intervals: [{ fromUs: q.summary.startedAtUs, toUs: q.summary.endedAtUs }],
    });
  questionings.push(questionings.shift() as T.Questioning);
  stay.questioningId = running;
  const by = idOf('officer1');
  const member = staff.find((one) => one.id === by) as T.Staff;
  const startUs = q.summary.startedAtUs;
  const one = begin(q.summary.id, 'interrogation_first', by, startUs + 20e6);
  let atUs = startUs + 60e6;
  const write = (line: Line, text: string) => {
    line.wordings.push({
      text,
      fromUs: atUs,
      toUs: atUs + 12e6,
      atUs: atUs + 13e6,
      by,
      version: 1,
      preset: false,
    });
    atUs += 25e6;
  };
  const short = [
    '听清楚了。',
    '清楚。',
    '听清楚了。',
    '暂时不委托。',
    '不申请。',
    '我叫周某某，住城南街道。',
    '身体健康。',
    '有。',
  ];
  for (const [at, line] of one.lines.filter((candidate) => candidate.kind === 'answer').entries())
    write(line, short[at] ?? '');
  for (const [question, answer] of said)
    for (const [kind, text] of [
      ['question', question],
      ['answer', answer],
    ] as const) {
      const line: Line = { id: randomUUID(), kind, dropped: false, wordings: [] };
      one.lines.push(line);
      write(line, text);
    }
  lock(
    one,
    {
      readBy: 'person',
      outcome: 'agreed',
      closing: closings[0],
      startedAtUs: startUs,
      endedAtUs: atUs,
    },
    member,
  );
  sign(one, { how: 'pin', badge: member.badge, pin: '123456' });
  one.locked = false;
  Object.assign(one.versions[0] ?? {}, { why: '本人要求更正时间' });
  const changed = one.lines.find((line) => line.wordings.at(-1)?.text.includes('九点多'));
  if (changed) {
    const text = (changed.wordings.at(-1) as Wording).text
      .replace('九点多', '十点左右')
      .replace('黑色', '深蓝色');
    changed.wordings.push({
      text,
      fromUs: atUs,
      toUs: atUs + 9e6,
      atUs: atUs + 10e6,
      by,
      version: 2,
      preset: false,
    });
  }
  const last = one.lines.at(-1);
  if (last) last.dropped = true;
  one.lines.push({
    id: randomUUID(),
    kind: 'answer',
    dropped: false,
    wordings: [wordingOf('车主的联系方式我不知道，希望能当面道歉。', by, atUs + 30e6, false, 2)],
  });
}
