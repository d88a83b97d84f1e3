// SPDX-License-Identifier: Apache-2.0
// A stand-in for the centre inside Vite's development server. It is never part of what is built.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import type * as T from '../../src/api/types';
import { accessRead } from './access';
import { arriveBooked, book, cancelBooking, seedBookings } from './bookings';
import { audit, beginQuestioning, findings, questionings, seedEvidence } from './evidence';
import { serveMedia, setGap } from './media';
import { accountFor, openSealed, outageRead, printBatch, seedOutage, takeStatutory } from './outage';
import { listPapers, paperFile, printPaper, seedPapers, takeScan } from './papers';
import { centreRead, changePractice, practiceRead } from './practice';
import { Refusal, read, refuse, stayOf } from './reads';
import { correct, decide, doPlainAct, requestApproval, seedRecords } from './records';
import { arrive, finish, move, type Stay, seedStays, stays, write } from './stays';
import { changeTranscript, placeTerminal, seedTranscripts, setPin } from './transcripts';
import { cameras, cases, hashOf as hash, meOf, nowUs, rooms, staff, units } from './world';

const listeners = new Set<ServerResponse>();
const sessions = new Map<string, string>();
const answers = new Map<string, unknown>();

function hint(...topics: string[]): void {
  for (const topic of topics) {
    for (const one of listeners)
      one.write(`event: hint\ndata: ${JSON.stringify({ topic, stream: randomUUID(), seq: 1 })}\n\n`);
  }
}

interface StepBody {
  mode?: T.Mode;
  happenedAtUs?: number;
  expectedSeq?: number;
  overrideReason?: string;
  [name: string]: unknown;
}

function checkSafety(stay: Stay, body: StepBody): void {
  const checkers = (body.checkers as string[]).map((id) => staff.find((one) => one.id === id));
  if (checkers.length < 2) {
    refuse(
      409,
      'rule.refused',
      '人身安全检查须由二名以上人民警察进行。请再选择一名检查人。',
      'At least two officers make the safety check. Choose another checker.',
      {
        rule: 'ENTR-07',
        source: '《治安管理处罚法》第一百零三条第一款',
        sourceEn: 'Penalties Law, art. 103(1)',
        field: 'checkers',
      },
    );
  }
  if (stay.facts.sex === 'F' && !body.byDoctor && checkers.some((one) => one?.sex === 'M')) {
    refuse(
      409,
      'rule.refused',
      '此人为女性，检查人中有男性。请改由女性工作人员或医师检查。',
      'The person is a woman and a checker is a man. Choose female staff or a doctor.',
      {
        rule: 'ENTR-08',
        source: '《治安管理处罚法》第一百零三条第三款',
        sourceEn: 'Penalties Law, art. 103(3)',
        field: 'checkers',
      },
    );
  }
}

function checkPlace(stay: Stay, body: StepBody): void {
  const room = rooms.find((one) => one.id === body.roomId) as T.Room;
  const other = stays.find((one) => one.roomId === room.id && one.id !== stay.id);
  if (other && other.facts.sex !== stay.facts.sex) {
    refuse(
      409,
      'rule.refused',
      `${room.name}内有不同性别的人员，不能安置。请选择其他候问室。`,
      `${room.code} has a person of another sex inside. Choose another room.`,
      {
        rule: 'WAIT-01',
        source: '《公安机关适用继续盘问规定》第三十条第二款',
        sourceEn: 'Continued questioning rules, art. 30(2)',
        field: 'roomId',
      },
    );
  }
  if (
    room.occupants.filter((one) => one.stayId !== stay.id).length >= room.capacity &&
    !body.overrideReason
  ) {
    refuse(409, 'rule.warns', '规则提出警示。写明理由可继续。', 'A rule warns. Continue with a reason.', {
      warnings: [
        {
          rule: 'WAIT-16',
          severity: 'warning',
          refuses: false,
          text: `${room.name}已满。`,
          textEn: `${room.code} is full.`,
          source: '本地做法',
          sourceEn: 'Local practice',
        },
      ],
    });
  }
}

const stepOfPath: Record<string, T.Step> = {
  registration: 'register',
  'safety-checks': 'safety_check',
  belongings: 'belongings',
  'information-collections': 'information',
  placements: 'place',
  care: 'care',
  extensions: 'extend',
  questionings: 'question',
  decisions: 'decide',
  'exit-checks': 'exit_check',
  departures: 'depart',
};

function takeStep(stay: Stay, path: string, body: StepBody, me: T.Staff): T.Receipt {
  const step = stepOfPath[path] as T.Step;
  const plan = body.mode !== 'report';
  if (plan && body.expectedSeq !== undefined && body.expectedSeq !== stay.events.length) {
    refuse(
      409,
      'stay.changed',
      '在您填写期间，此人的记录有更新。请先查看。',
      'This record was changed in the meantime.',
    );
  }
  if (plan && step === 'safety_check') checkSafety(stay, body);
  if (plan && step === 'place') checkPlace(stay, body);
  let id = stay.id;
  let questioningId: string | undefined;
  if (step === 'place') move(stay, body.roomId as string);
  if (step === 'belongings') Object.assign(stay, { belongings: body.items, locker: body.locker });
  if (step === 'register') stay.wristband = body.wristband as string | undefined;
  if (step === 'extend') stay.limitH = body.limitH as number;
  if (step === 'care') stay.care.push({ kind: body.kind as string, atUs: body.happenedAtUs ?? nowUs() });
  if (step === 'decide') stay.decision = body.decision as string;
  if (step === 'question') {
    move(stay, body.roomId as string);
    id = beginQuestioning(stay, body.roomId as string, body.officers as string[], me.id, nowUs()).summary.id;
    questioningId = id;
  }
  if (step !== 'care' && step !== 'extend') finish(stay, step);
  if (step === 'depart') {
    stay.departedAtUs = nowUs();
    stay.state = body.kind as T.StayState;
    move(stay, undefined);
  }
  const event = write(stay, {
    type: step,
    by: me.id,
    happenedUs: body.happenedAtUs,
    reported: !plan,
    overrideReason: body.overrideReason,
    roomId: body.roomId as string | undefined,
    questioningId,
  });
  hint('stays', 'rooms', 'questionings');
  return { id, stream: stay.id, seq: event.seq, hash: event.hash };
}

function questioningAct(id: string, act: string, body: StepBody, me: T.Staff): T.Receipt {
  const q =
    questionings.find((one) => one.summary.id === id) ??
    refuse(404, 'not_found', '没有这次讯（询）问。', 'No such questioning.');
  const stay = stayOf(q.summary.stayId);
  if (act === 'marks') q.marks.push({ atUs: nowUs(), kind: body.kind as string, byName: me.name });
  if (act === 'attendances') {
    const whom = (body.attendeeId as string) ?? (body.name ? randomUUID() : me.id);
    const name = staff.find((one) => one.id === whom)?.name ?? (body.name as string);
    let one = q.attendees.find((candidate) => candidate.attendeeId === whom);
    if (!one) {
      one = {
        attendeeId: whom,
        function: body.function as T.AttendeeFunction,
        name,
        intervals: [],
        present: false,
      };
      q.attendees.push(one);
    }
    one.present = body.action === 'join';
    if (one.present) one.intervals.push({ fromUs: nowUs() });
    else Object.assign(one.intervals.at(-1) ?? {}, { toUs: nowUs() });
    if (q.observed) q.observed.expected = q.attendees.filter((a) => a.present).length;
  }
  if (act === 'end') {
    q.summary.state = 'ended';
    q.summary.endedAtUs = nowUs();
    q.certificate.state = 'complete';
    stay.questioningId = undefined;
    stay.state = 'waiting';
    if (body.nextRoomId) move(stay, body.nextRoomId as string);
    write(stay, { type: 'end', by: me.id, questioningId: id });
  }
  hint('questionings', 'stays');
  return { id, stream: id, seq: q.marks.length, hash: hash(id) };
}

/** What is written about a stay besides its steps. */
function record(stay: Stay, path: string, body: StepBody, me: T.Staff): T.Receipt {
  const plain = () =>
    doPlainAct(stay, body.act as string, {
      values: body.values as Record<string, unknown>,
      by: me.id,
      happenedUs: body.happenedAtUs,
      reported: body.mode === 'report',
      overrideReason: body.overrideReason,
    });
  const written: Record<string, () => T.TimelineEvent> = {
    acts: plain,
    prints: () => printPaper(stay, body as unknown as T.PrintInput, me),
    'statutory-papers': () => takeStatutory(stay, body as unknown as T.StatutoryPaperInput, me),
    scans: () => takeScan(stay, body as unknown as T.ScanInput, me),
    corrections: () => correct(stay, body as unknown as T.Correction, me),
    approvals: () => requestApproval(stay, body as unknown as T.ApprovalRequest, me),
    bases: () => {
      stay.basis = body.basis as T.Basis;
      stay.bases.push({ basis: stay.basis, sinceUs: body.happenedAtUs ?? nowUs() });
      return write(stay, { type: 'basis', by: me.id, happenedUs: body.happenedAtUs });
    },
    identity: () => {
      Object.assign(stay, { identity: body.identity, facts: body.facts });
      return write(stay, { type: 'identity', by: me.id, happenedUs: body.happenedAtUs });
    },
  };
  const event = written[path]?.() as T.TimelineEvent;
  hint('stays');
  if (path === 'scans' || path === 'prints') hint('questionings');
  return { id: stay.id, stream: stay.id, seq: event.seq, hash: event.hash };
}

function changeElsewhere(what: string, id: string, more: string, body: StepBody, me: T.Staff) {
  const receipt = (made: string, seq = 1, number?: string) => {
    hint('stays');
    return { id: made, stream: made, seq, hash: hash(made), number };
  };
  if (what === 'approvals') {
    const event = decide(id, body as unknown as T.ApprovalDecision, me);
    return receipt(id, event?.seq);
  }
  if (what === 'rooms' && more === 'checks') {
    for (const stayId of body.stayIds as string[])
      doPlainAct(stayOf(stayId), 'make_check', {
        values: { phrases: body.phrases, note: body.note },
        by: me.id,
        happenedUs: body.happenedAtUs,
        reported: body.mode === 'report',
      });
    return receipt(id);
  }
  if (what !== 'bookings') return undefined;
  if (more === 'arrival') {
    const stay = arriveBooked(id, body as unknown as T.BookedArrival, me);
    return receipt(stay?.id ?? id, 1, stay?.number);
  }
  if (more === 'cancellation') cancelBooking(id);
  const made = id || book(body as unknown as T.BookingInput, me).id;
  return receipt(made);
}

function judge(id: string, body: StepBody, me: T.Staff): T.Receipt {
  const detail =
    findings.find((one) => one.finding.id === id) ??
    refuse(404, 'not_found', '没有这项疑似问题。', 'No such finding.');
  detail.finding.status = body.verdict as T.Finding['status'];
  detail.verdicts.push({
    verdict: body.verdict as string,
    note: body.note as string | undefined,
    byName: me.name,
    atUs: nowUs(),
  });
  detail.seq += 1;
  hint('findings');
  return { id, stream: id, seq: detail.seq, hash: hash(id) };
}

function change(path: string, body: StepBody, me: T.Staff): unknown {
  const [what, id = '', more = '', part = ''] = path.split('/').slice(1);
  if (what === 'questionings' && more === 'transcript') {
    const receipt = changeTranscript(id, part, body, me);
    hint('questionings');
    return receipt;
  }
  if (what === 'session' && id === 'pin') return setPin(body, me);
  if (what === 'practice') return changePractice(path, body, me);
  if (what === 'terminals') return placeTerminal(body);
  if (what === 'blank-forms') {
    hint('stays');
    return id
      ? accountFor(id, body as unknown as T.BlankFormAccount, me)
      : printBatch(body.count as number, me);
  }
  if (what === 'stays' && more === 'openings') return openSealed(id);
  if (what === 'stays' && !id) {
    const stay = arrive(body as unknown as T.Arrival, me.id);
    hint('stays');
    return { id: stay.id, stream: stay.id, seq: 1, hash: stay.events[0]?.hash, number: stay.number };
  }
  if (what === 'stays' && !stepOfPath[more]) return record(stayOf(id), more, body, me);
  if (what === 'stays') return takeStep(stayOf(id), more, body, me);
  const elsewhere = changeElsewhere(what ?? '', id, more, body, me);
  if (elsewhere) return elsewhere;
  if (what === 'questionings') return questioningAct(id, more, body, me);
  if (what === 'findings') return judge(id, body, me);
  if (what === 'media' && body.cameraId) {
    const object = body.cameraId as string;
    audit.unshift({
      id: randomUUID(),
      atUs: nowUs(),
      actor: { id: me.id, name: me.name },
      action: 'view_opened',
      label: '申请查看视频',
      labelEn: 'View opened',
      object,
      objectName: cameras.find((one) => one.id === object)?.name,
      reason: `${body.use}:${body.reason}`,
      allowed: true,
    });
  }
  if (what === 'media')
    return { viewId: id && id !== 'views' ? id : randomUUID(), token: 'token', expiresUs: nowUs() + 60e6 };
  if (what === 'units' && !id) {
    const made = { ...(body as unknown as T.Unit), id: randomUUID() };
    units.push(made);
    hint('staff');
    return { id: made.id, stream: made.id, seq: 1, hash: hash(made.id) };
  }
  if (what === 'cases') {
    const made = {
      ...(body as unknown as T.Case),
      id: randomUUID(),
      openedAtUs: nowUs(),
      unit: units[0] as T.Unit,
    };
    cases.unshift(made);
    return { id: made.id, stream: made.id, seq: 1, hash: hash(made.id) };
  }
  return { id: id || randomUUID(), stream: randomUUID(), seq: 1, hash: hash(path) };
}

async function bodyOf(request: IncomingMessage): Promise<StepBody> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length ? (JSON.parse(Buffer.concat(chunks).toString()) as StepBody) : {};
}

async function serveApi(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', 'http://localhost');
  const path = url.pathname.replace('/api/v1', '');
  const token = /mingjing-dev=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const me = staff.find((one) => one.login === sessions.get(token));
  const answer = (status: number, value: unknown, type = 'application/json') => {
    response.writeHead(status, { 'Content-Type': type });
    response.end(value === undefined ? '' : JSON.stringify(value));
  };
  try {
    const body = request.method === 'GET' ? {} : await bodyOf(request);
    if (path === '/session' && request.method === 'POST') {
      const member = staff.find((one) => one.login === body.login && body.password === 'mingjing');
      if (!member)
        refuse(401, 'session.wrong', '账号或密码不对。请核对后再试。', 'Account or password is wrong.');
      const fresh = randomUUID();
      sessions.set(fresh, (member as T.Staff).login);
      response.setHeader('Set-Cookie', `mingjing-dev=${fresh}; Path=/; HttpOnly; SameSite=Strict`);
      answer(201, meOf(member as T.Staff));
      return;
    }
    if (path === '/session/switch' && request.method === 'POST') {
      const next = staff.find((one) => one.badge === body.badge);
      if (!next || body.pin !== '246810')
        refuse(400, 'pin.wrong', '警号或签名密码不对。', 'Badge or PIN is wrong.', { field: 'pin' });
      const fresh = randomUUID();
      sessions.delete(token);
      sessions.set(fresh, (next as T.Staff).login);
      response.setHeader('Set-Cookie', `mingjing-dev=${fresh}; Path=/; HttpOnly; SameSite=Strict`);
      answer(201, meOf(next as T.Staff));
      return;
    }
    const centre = centreRead(path);
    if (centre) {
      answer(200, centre);
      return;
    }
    if (!me) refuse(401, 'session.none', '请先登录。', 'Please sign in.');
    const member = me as T.Staff;
    if (path === '/events/stream') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write(': hello\n\n');
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
      return;
    }
    if (request.method === 'DELETE') {
      if (path === '/session') sessions.delete(token);
      answer(204, undefined);
      return;
    }
    const file = request.method === 'GET' ? paperFile(path, url.searchParams) : undefined;
    if (file) {
      response.writeHead(200, { 'Content-Type': file.type, 'Content-Disposition': 'inline' });
      response.end(file.bytes);
      return;
    }
    const papersOf = request.method === 'GET' ? /^\/stays\/([^/]+)\/papers$/.exec(path)?.[1] : undefined;
    if (papersOf) {
      answer(200, listPapers(papersOf, member));
      return;
    }
    const part =
      request.method === 'GET'
        ? (outageRead(path, url.searchParams) ??
          accessRead(path, url.searchParams, member) ??
          practiceRead(path, member))
        : undefined;
    if (part) {
      answer(200, part);
      return;
    }
    if (request.method === 'GET') {
      answer(200, read(path, url.searchParams, member));
      return;
    }
    const key = request.headers['idempotency-key'];
    const stored = typeof key === 'string' ? answers.get(key) : undefined;
    const result = stored ?? change(path, body, member);
    if (typeof key === 'string') answers.set(key, result);
    answer(result === undefined ? 204 : 201, result);
  } catch (error) {
    if (error instanceof Refusal) answer(error.problem.status, error.problem, 'application/problem+json');
    else {
      console.error(error);
      answer(
        500,
        {
          type: 'about:blank',
          title: 'internal',
          status: 500,
          code: 'internal',
          detail: '中心出错，请稍后重试。',
          detailEn: 'The centre failed. Try again.',
          traceId: randomUUID(),
        },
        'application/problem+json',
      );
    }
  }
}

export function devCentre(): Plugin {
  return {
    name: 'mingjing-dev-centre',
    configureServer(server) {
      seedStays();
      seedEvidence();
      seedRecords();
      seedBookings();
      seedTranscripts();
      seedPapers();
      seedOutage();
      const gap = questionings[0]?.gaps?.[0];
      if (gap?.toUs) setGap(gap.fromUs, gap.toUs);
      server.middlewares.use((request, response, next) => {
        if (request.url?.startsWith('/api/')) void serveApi(request, response);
        else if (request.url?.startsWith('/media/')) serveMedia(request, response);
        else next();
      });
    },
  };
}
