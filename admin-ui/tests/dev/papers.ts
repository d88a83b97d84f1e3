// SPDX-License-Identifier: Apache-2.0
// Papers of the made-up centre: prints, and scans of them. It reads no codes: a picture is the next page that is not
// back, unless it ends with the words of a refusal or lies across, as a picture of a screen does.
import type * as T from '../../src/api/types';
import { pictureType } from '../../src/papers/bytes';
import { statutoryFile, statutoryOf } from './outage';
import { refuse } from './reads';
import { type Stay, stays, write } from './stays';
import { notePrint, signPage } from './transcripts';
import { hour, minute, nowUs, staff } from './world';

type Kept = T.Paper & { allPages: number };

type Print = Omit<T.PrintInput, 'language'> & Partial<T.PrintInput>;

const papersBy = new Map<string, Kept[]>();
const pictures = new Map<string, { type: string; bytes: Buffer }>();

const titles: Record<string, [string, string, number]> = {
  use_register: ['办案区使用情况登记表', 'Case-area use register', 2],
  safety_check: ['人身安全检查登记表', 'Personal safety check', 1],
  belongings: ['随身财物登记表', 'Personal belongings', 1],
  rights: ['权利义务告知书', 'Notice of rights and duties', 2],
  care_log: ['看护巡查及饮食休息记录', 'Care, checks, meals and rest', 3],
  temporary_exit: ['临时出区审批表', 'Temporary exit', 1],
  own_record: ['在区情况告知单', "The person's own copy", 2],
  transcript: ['讯问/询问笔录', 'Transcript', 3],
};

const of = (stayId: string) => papersBy.get(stayId) ?? [];

function missingOf(paper: Kept): number[] {
  const back = new Set(paper.scans.filter((one) => one.signed).map((one) => one.page));
  return Array.from({ length: paper.pages }, (_, at) => at + 1).filter((page) => !back.has(page));
}

const mayRead = (me: T.Staff) =>
  me.roles.some((role) => ['investigator', 'supervisor', 'legal_head'].includes(role));

export function listPapers(stayId: string, me: T.Staff): T.PaperList {
  const items = of(stayId)
    .filter((one) => one.form !== 'transcript' || mayRead(me))
    .map(({ allPages, ...paper }) => ({ ...paper, missing: missingOf({ ...paper, allPages }) }));
  return { items: items.reverse(), statutory: statutoryOf(stayId) };
}

export function printPaper(stay: Stay, body: Print, me: T.Staff, atUs = nowUs()): T.TimelineEvent {
  const { form, questioningId } = body;
  const [label, labelEn, allPages] = titles[form] as [string, string, number];
  const event = write(stay, { type: 'form_printed', by: me.id, happenedUs: atUs });
  const transcript = form === 'transcript' && questioningId !== undefined;
  const version = transcript ? notePrint(questioningId, allPages, event.seq) : undefined;
  const papers = of(stay.id);
  papersBy.set(stay.id, papers);
  const same = papers.filter((one) => one.form === form && one.version === version);
  papers.push({
    printSeq: event.seq,
    form,
    label,
    labelEn,
    language: body.language ?? 'zh',
    copy: same.length + 1,
    atUs,
    byName: me.name,
    questioningId,
    version,
    // A transcript's pages are counted when it is printed; those of other forms are known by a page that is back.
    pages: transcript ? allPages : 0,
    missing: [],
    scans: [],
    pen: { allowed: form === 'belongings', signings: [] },
    allPages,
  });
  return event;
}

const noCode = () =>
  refuse(
    422,
    'scan.no_code',
    '未能识别页脚的二维码。请确认整页都在图片内、二维码没有被遮挡，再扫描一次。',
    'The code at the foot of the page was not found. See that the whole page is in the picture and nothing covers the code, then scan again.',
    { field: 'scan' },
  );
const otherStay = () =>
  refuse(
    409,
    'scan.other_stay',
    '这一页属于另一名人员，请到其页面中交回。',
    "This page belongs to another person. Return it on that person's page.",
  );

export function takeScan(stay: Stay, body: T.ScanInput, me: T.Staff): T.TimelineEvent {
  const bytes = Buffer.from(body.scan, 'base64url');
  const type = pictureType(bytes);
  if (!type)
    refuse(
      422,
      'scan.not_an_image',
      '不是可读取的JPEG或PNG图片，请重新扫描（300 dpi，灰度即可）。',
      'This is no readable JPEG or PNG picture. Scan it again (300 dpi, grey will do).',
      { field: 'scan' },
    );
  const end = bytes.subarray(-16).toString('latin1');
  const across = type === 'image/png' && bytes.readUInt32BE(16) > bytes.readUInt32BE(20);
  if (across || end.endsWith('no_code')) noCode();
  if (end.endsWith('other_stay')) otherStay();
  const paper = [...of(stay.id)].reverse().find((one) => one.pages === 0 || missingOf(one).length > 0);
  if (!paper) return noCode();
  const atUs = body.signedAtUs ?? nowUs();
  if (atUs < paper.atUs)
    refuse(
      422,
      'scan.signed_before_print',
      '签名时间早于打印时间，请更正。',
      'The time of signing is before the print. Please correct it.',
      { field: 'signedAtUs' },
    );
  const page = missingOf(paper)[0] ?? 1;
  paper.pages = paper.allPages;
  const event = write(stay, { type: 'scan_returned', by: me.id, happenedUs: atUs });
  paper.scans.push({ seq: event.seq, page, atUs, byName: me.name, signed: body.signed });
  pictures.set(`${stay.id} ${event.seq}`, { type, bytes });
  if (!paper.questioningId || paper.version === undefined || !body.signed) return event;
  signPage(paper.questioningId, paper.version, page, atUs);
  return write(stay, { type: 'transcript_signed', by: me.id, happenedUs: atUs });
}

/** A sheet with the name of the form, so that something opens. */
function pdfOf(text: string): Buffer {
  const shown = `BT /F1 20 Tf 72 760 Td (${text.replace(/[()\\]/g, '')}) Tj ET`;
  return Buffer.from(
    `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length ${shown.length}>>stream
${shown}
endstream endobj
trailer<</Root 1 0 R>>
`,
  );
}

/** What is not JSON: the PDF of a print, the picture of a scan. */
export function paperFile(path: string, query: URLSearchParams): { type: string; bytes: Buffer } | undefined {
  const [, stayId = '', what] = path.split('/').slice(1);
  const seq = Number(query.get('seq'));
  if (what === 'scans')
    return (
      pictures.get(`${stayId} ${seq}`) ??
      refuse(404, 'scan.not_found', '没有这份扫描件。', 'There is no such scan.')
    );
  if (path.startsWith('/blank-forms/')) return { type: 'application/pdf', bytes: pdfOf('Blank forms') };
  if (what === 'statutory-papers') return statutoryFile(stayId, seq);
  if (what === 'file') return { type: 'application/zip', bytes: Buffer.from('PK') };
  if (what !== 'prints') return undefined;
  const paper =
    of(stayId).find((one) => one.printSeq === seq) ??
    refuse(404, 'not_found', '没有这份打印件。', 'There is no such print.');
  return { type: 'application/pdf', bytes: pdfOf(`${paper.labelEn} #${seq}`) };
}

/** One person with a few papers, one with many. */
export function seedPapers(): void {
  const [first, second] = stays as [Stay, Stay];
  const me = staff.find((one) => one.login === 'officer1') as T.Staff;
  const blank =
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=';
  const scan = blank.slice(blank.indexOf(',') + 1);
  const startUs = nowUs() - 2 * hour;
  printPaper(first, { form: 'rights' }, me, startUs);
  takeScan(first, { scan, signed: true, signedAtUs: startUs + 4 * minute }, me);
  takeScan(first, { scan, signed: true, signedAtUs: startUs + 5 * minute }, me);
  printPaper(first, { form: 'care_log' }, me, startUs + 20 * minute);
  takeScan(first, { scan, signed: true, signedAtUs: startUs + 24 * minute }, me);
  takeScan(first, { scan, signed: false, signedAtUs: startUs + 25 * minute }, me);
  printPaper(first, { form: 'safety_check' }, me, startUs + 40 * minute);
  printPaper(first, { form: 'safety_check' }, me, startUs + 45 * minute);
  const forms = Object.keys(titles).filter((form) => form !== 'transcript') as T.PrintInput['form'][];
  for (let at = 0; at < 14; at++) {
    printPaper(second, { form: forms[at % forms.length] ?? 'rights' }, me, startUs + at * 6 * minute);
    if (at % 3 === 0)
      for (let page = 0; page < 12; page++)
        takeScan(second, { scan, signed: page > 9, signedAtUs: startUs + (at * 6 + 3) * minute }, me);
  }
}
