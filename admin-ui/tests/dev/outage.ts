// SPDX-License-Identifier: Apache-2.0
// Outages of the made-up centre: blank forms and what became of them, times away, statutory papers, a sealed stay.
import { randomUUID } from 'node:crypto';
import type * as T from '../../src/api/types';
import { scanType } from '../../src/papers/bytes';
import { refuse, stayOf } from './reads';
import { type Stay, stays, write } from './stays';
import { hour, minute, nowUs, staff } from './world';

const day = 24 * hour;
const forms: T.BlankForm[] = [];
const filed = new Map<string, T.StatutoryPaper[]>();
const scans = new Map<string, { type: string; bytes: Buffer }>();

export const statutoryOf = (stayId: string) => filed.get(stayId) ?? [];

export function statutoryFile(stayId: string, seq: number): { type: string; bytes: Buffer } {
  return (
    scans.get(`${stayId} ${seq}`) ??
    refuse(404, 'scan.not_found', '没有这份扫描件。', 'There is no such scan.')
  );
}

function keepScan(stayId: string, seq: number, scan: string | undefined): string | undefined {
  if (!scan) return undefined;
  const bytes = Buffer.from(scan, 'base64url');
  const type = scanType(bytes);
  if (!type)
    refuse(422, 'scan.not_a_file', '不是 JPEG、PNG 或 PDF 文件。', 'No JPEG, PNG or PDF.', { field: 'scan' });
  scans.set(`${stayId} ${seq}`, { type: type as string, bytes });
  return type;
}

const labels: Record<string, [string, string]> = {
  summons: ['传唤证', 'Summons'],
  detention: ['拘留证', 'Detention'],
  outage_form: ['停机空白表', 'Outage form'],
};

export function takeStatutory(stay: Stay, body: T.StatutoryPaperInput, me: T.Staff): T.TimelineEvent {
  const event = write(stay, { type: 'statutory_paper', by: me.id });
  const mediaType = keepScan(stay.id, event.seq, body.scan);
  const [label, labelEn] = labels[body.kind] ?? ['其他文书', 'Other paper'];
  const { kind, number, issuedBy, issuedAtUs, note } = body;
  const paper = { seq: event.seq, kind, label, labelEn, number, issuedBy, issuedAtUs, note, mediaType };
  filed.set(stay.id, [...statutoryOf(stay.id), { ...paper, atUs: nowUs(), byName: me.name, sealed: false }]);
  return event;
}

export function printBatch(count: number, me: T.Staff, atUs = nowUs()) {
  const batchId = randomUUID();
  const numbers = Array.from(
    { length: count },
    (_, at) => `T-${String(forms.length + at + 1).padStart(6, '0')}`,
  );
  for (const number of numbers)
    forms.push({
      id: randomUUID(),
      number,
      batchId,
      state: 'blank',
      printedAtUs: atUs,
      printedByName: me.name,
    });
  return { batchId, numbers };
}

export function accountFor(id: string, body: T.BlankFormAccount, me: T.Staff): T.Receipt {
  const form = forms.find((one) => one.id === id);
  if (!form) return refuse(404, 'blank_form.not_found', '未找到该空白表。', 'There is no such blank form.');
  if (form.state !== 'blank') refuse(409, 'blank_form.settled', '已经登记去向。', 'Accounted for already.');
  Object.assign(form, {
    state: body.outcome,
    settledAtUs: nowUs(),
    settledByName: me.name,
    reason: body.reason,
  });
  let seq = 1;
  if (body.stayId) {
    const stay = stayOf(body.stayId);
    seq = takeStatutory(stay, { kind: 'outage_form', number: form.number, scan: body.scan }, me).seq;
    Object.assign(form, { stayId: stay.id, stayNumber: stay.number });
  }
  return { id, stream: form.batchId, seq, hash: '' };
}

export function openSealed(stayId: string): { untilUs: number } {
  stayOf(stayId);
  return { untilUs: nowUs() + hour };
}

export function outageRead(path: string, query: URLSearchParams): T.BlankFormList | T.OutageList | undefined {
  if (path === '/outages')
    return {
      items: [
        { fromUs: nowUs() - day, toUs: nowUs() - day + 42 * minute, cause: 'database' },
        { fromUs: nowUs() - 9 * day, toUs: nowUs() - 9 * day + minute, cause: 'stopped' },
      ],
      knownSinceUs: nowUs() - 20 * day,
      truncated: false,
    };
  if (path !== '/blank-forms') return undefined;
  const state = query.get('state') ?? 'all';
  const countOf = (of: string) => forms.filter((one) => one.state === of).length;
  return {
    items: forms.filter((one) => state === 'all' || one.state === state).reverse(),
    counts: {
      blank: countOf('blank'),
      used: countOf('used'),
      spoiled: countOf('spoiled'),
      missing: countOf('missing'),
    },
  };
}

export function seedOutage(): void {
  const me = staff[0] as T.Staff;
  const [first] = stays as [Stay];
  printBatch(6, me, nowUs() - 2 * day);
  const [one, two] = forms as [T.BlankForm, T.BlankForm];
  const pdf = Buffer.from('%PDF-1.4').toString('base64url');
  accountFor(one.id, { outcome: 'used', stayId: first.id, scan: pdf }, me);
  accountFor(two.id, { outcome: 'spoiled', reason: '填写错误' }, me);
  takeStatutory(first, { kind: 'summons', number: '城公（刑）传唤字〔2026〕118号', scan: pdf }, me);
}
