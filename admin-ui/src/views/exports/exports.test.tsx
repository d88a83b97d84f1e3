// SPDX-License-Identifier: Apache-2.0
// Asking for recordings: what can be chosen, what would be sent, what is told before, and the list of what was asked for.
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { centre, prepare, show, user } from '../../../tests/render';
import type {
  Approval,
  Camera,
  Export,
  QuestioningSummary,
  Recipient,
  Room,
  StayDetail,
} from '../../api/types';
import { zh } from '../../messages/zh';
import { ApprovalCard } from '../approval-card';
import { ExportDialog } from './export-dialog';
import {
  camerasToExport,
  type ExportValues,
  inputOf,
  percentOf,
  type Recorded,
  sensible,
  startValues,
  termsOf,
} from './export-values';
import { ExportsPanel } from './exports-panel';
import { exportProblem, isExportProblem } from './problem-words';

beforeAll(prepare);
afterEach(() => sessionStorage.clear());
vi.setConfig({ testTimeout: 40_000 });

const room = (id: string, privacy: Room['privacy'] = 'normal') =>
  ({ id, name: `房间${id}`, privacy }) as Room;
const camera = (id: string, of: string) =>
  ({ id, name: `摄像机${id}`, room: { id: of, name: of } }) as Camera;
const questioning = (id: string, startedAtUs: number, endedAtUs?: number, of = 'r1') =>
  ({
    id,
    ordinal: startedAtUs,
    kind: 'interrogation',
    room: { id: of, name: `房间${of}` },
    startedAtUs,
    endedAtUs,
  }) as QuestioningSummary;

const recorded: Recorded = {
  questionings: [questioning('q1', 100, 200), questioning('q2', 300, 400, 'r2'), questioning('q3', 500)],
  cameras: [camera('c2', 'r1'), camera('c1', 'r1'), camera('c3', 'r2'), camera('c4', 'r3')],
  rooms: [room('r1'), room('r2', 'no_sound'), room('r3', 'no_picture')],
};
const values = (more: Partial<ExportValues>): ExportValues => ({
  kind: 'clip',
  neededRole: 'unit_head',
  ...more,
});

describe('the choice', () => {
  test('offers no camera whose picture may not leave', () => {
    expect(camerasToExport(recorded).map(({ id }) => id)).toEqual(['c2', 'c1', 'c3']);
  });

  test('of a body check may take its keys along, and of nothing else', () => {
    const sealed = { ...camera('c5', 'r4'), sight: { sealed: true } } as Recorded['cameras'][number];
    const more = {
      ...recorded,
      cameras: [...recorded.cameras, sealed],
      rooms: [...recorded.rooms, room('r4', 'restricted')],
    };
    expect(camerasToExport(more).map(({ id }) => id)).toEqual(['c2', 'c1', 'c3', 'c5']);
    const wish = { fromUs: 1, toUs: 2, withKeys: true };
    expect(inputOf(values({ ...wish, cameras: ['c5'] }), more).withKeys).toBe(true);
    expect(inputOf(values({ ...wish, cameras: ['c1'] }), more).withKeys).toBeUndefined();
  });

  test('begins with the questioning that is meant, or the newest that has ended, or a clip', () => {
    expect(startValues(recorded.questionings, 'q1')).toMatchObject({
      kind: 'questioning',
      questioningId: 'q1',
    });
    expect(startValues(recorded.questionings, 'q3')).toMatchObject({ questioningId: 'q2' });
    expect(startValues([questioning('q', 1)])).toMatchObject({ kind: 'clip', questioningId: undefined });
  });

  test('of a questioning gives the cameras of its room and its own time', () => {
    expect(termsOf(values({ kind: 'questioning', questioningId: 'q1' }), recorded)).toEqual({
      cameras: ['c1', 'c2'],
      fromUs: 100,
      toUs: 200,
      questioningId: 'q1',
    });
    expect(termsOf(values({ kind: 'questioning', questioningId: 'q3' }), recorded)).toBeUndefined();
  });

  test('of a clip is complete with cameras and both times', () => {
    expect(termsOf(values({ cameras: ['c3'], fromUs: 1 }), recorded)).toBeUndefined();
    expect(termsOf(values({ cameras: [], fromUs: 1, toUs: 2 }), recorded)).toBeUndefined();
    expect(termsOf(values({ cameras: ['c3', 'c1'], fromUs: 1, toUs: 2 }), recorded)).toEqual({
      cameras: ['c1', 'c3'],
      fromUs: 1,
      toUs: 2,
    });
  });

  test('the centre is asked what it would be only about a sensible interval', () => {
    const day = 86_400_000_000;
    expect(sensible({ cameras: [], fromUs: 5, toUs: 5 })).toBe(false);
    expect(sensible({ cameras: [], fromUs: 0, toUs: day + 1 })).toBe(false);
    expect(sensible({ cameras: [], fromUs: 0, toUs: day })).toBe(true);
  });

  test('what is sent holds what was typed, and no empty name', () => {
    const typed = values({
      cameras: ['c1'],
      fromUs: 1,
      toUs: 2,
      recipient: 'court',
      recipientName: ' ',
      reason: ' 随案移送 ',
    });
    expect(inputOf(typed, recorded)).toEqual({
      cameras: ['c1'],
      fromUs: 1,
      toUs: 2,
      recipient: 'court',
      reason: '随案移送',
      withRecord: false,
      neededRole: 'unit_head',
    });
  });
});

test('a code becomes a sentence, of its family where it has none of its own', () => {
  const t = ((key: string) => key) as unknown as Parameters<typeof exportProblem>[0];
  expect(exportProblem(t, 'media.nothing_recorded')).toBe('exports.problem.media_nothing_recorded');
  expect(exportProblem(t, 'export.recipient_changed')).toBe('exports.problem.export_recipient_changed');
  expect(exportProblem(t, 'evidence.new_kind')).toBe('exports.problem.evidence_damaged');
  expect(exportProblem(t, 'storage.new_kind')).toBe('exports.problem.storage_failed');
  expect(exportProblem(t, 'export.stopped')).toBe('exports.problem.other');
  expect(exportProblem(t, 'other')).toBe('exports.problem.other');
  expect([isExportProblem('storage.full'), isExportProblem('处理投诉')]).toEqual([true, false]);
});

test('progress is never more than whole', () => {
  const of = (doneBytes?: number, totalBytes?: number) => percentOf({ doneBytes, totalBytes } as Export);
  expect([of(), of(1, 0), of(1, 3), of(4, 3)]).toEqual([0, 0, 33, 100]);
});

const detail = {
  tile: { stayId: 's1', number: '20261124-001' },
  questionings: [{ ...questioning('q1', 1_795_516_286_000_000, 1_795_516_886_000_000), ordinal: 1 }],
} as unknown as StayDetail;

const office = (id: string, kind: Recipient['kind'], state: Recipient['state'] = 'confirmed') =>
  ({ id, kind, state, name: `机关${id}`, fingerprint: 'ab'.repeat(32) }) as Recipient;

const answers = {
  'GET /cameras': { items: recorded.cameras },
  'GET /rooms': { items: recorded.rooms },
  'GET /recipients': {
    items: [office('o1', 'court'), office('o2', 'procuratorate'), office('o3', 'court', 'waiting')],
  },
};

test('what it would be and who else may be seen is told before anything is asked; then one press asks', async () => {
  const asked = centre({
    ...answers,
    'POST /stays/s1/exports/plan': { bytes: 3 * 2 ** 20, others: ['20261124-002'] },
    'POST /stays/s1/exports': { seq: 9 },
  });
  const closed = vi.fn();
  show(<ExportDialog detail={detail} about="q1" onClose={closed} />, user());
  const plan = await screen.findByRole('region', { name: zh.exports.plan.title });
  expect(await within(plan).findByText(/3\.00 MB/)).toBeDefined();
  expect(within(plan).getByText(/20261124-002/)).toBeDefined();
  expect(within(plan).getByText(zh.exports.plan.othersDecide)).toBeDefined();
  expect(asked.filter(({ path }) => path === '/stays/s1/exports')).toEqual([]);
  fireEvent.click(screen.getByRole('radio', { name: zh.exports.recipients.supervision }));
  fireEvent.change(screen.getByLabelText(zh.exports.form.reason), { target: { value: '随案移送检察院' } });
  fireEvent.click(screen.getByRole('button', { name: zh.exports.form.submit }));
  await waitFor(() => expect(closed).toHaveBeenCalled());
  expect(asked.find(({ path }) => path === '/stays/s1/exports')?.body).toEqual({
    cameras: ['c1', 'c2'],
    fromUs: 1_795_516_286_000_000,
    toUs: 1_795_516_886_000_000,
    questioningId: 'q1',
    recipient: 'supervision',
    reason: '随案移送检察院',
    withRecord: false,
    neededRole: 'unit_head',
  });
});

const keepDraft = (values: Partial<ExportValues>) =>
  sessionStorage.setItem('mingjing.draft.u1.stay.s1.export.q1', JSON.stringify(values));

test('a court needs an office whose certificate is confirmed; only with it a copy for the defence is offered', async () => {
  const asked = centre({
    ...answers,
    'POST /stays/s1/exports/plan': { bytes: 1, others: [] },
    'POST /stays/s1/exports': { seq: 9 },
  });
  const closed = vi.fn();
  keepDraft({ recipient: 'own_case_file', reason: '随案移送法院' });
  show(<ExportDialog detail={detail} about="q1" onClose={closed} />, user());
  const court = await screen.findByLabelText(zh.exports.recipients.court);
  expect(screen.queryByLabelText(zh.exports.form.office)).toBeNull();
  expect(screen.queryByLabelText(zh.exports.defence)).toBeNull();
  fireEvent.click(court);
  const send = screen.getByText(zh.exports.form.submit);
  fireEvent.click(send);
  await waitFor(() =>
    expect(document.querySelector('#edit_recipientId_help')?.textContent).toBe(zh.exports.form.officeRule),
  );
  expect(asked.filter(({ path }) => path === '/stays/s1/exports')).toEqual([]);
  fireEvent.mouseDown(await screen.findByLabelText(zh.exports.form.office));
  const offered = await screen.findAllByTitle(/^机关/);
  expect(offered.map(({ title }) => title)).toEqual(['机关o1 · abababab']);
  fireEvent.click(offered[0] as HTMLElement);
  fireEvent.click(screen.getByLabelText(zh.exports.defence));
  fireEvent.click(send);
  await waitFor(() => expect(closed).toHaveBeenCalled());
  expect(asked.find(({ path }) => path === '/stays/s1/exports')?.body).toMatchObject({
    recipient: 'court',
    recipientId: 'o1',
    defence: true,
  });
});

test('where there is no such office the way to one is told', async () => {
  centre({
    ...answers,
    'GET /recipients': { items: [office('o3', 'court', 'retired')] },
    'POST /stays/s1/exports/plan': { bytes: 1, others: [] },
  });
  keepDraft({ recipient: 'court' });
  show(<ExportDialog detail={detail} about="q1" onClose={() => undefined} />, user());
  expect(await screen.findByText(zh.exports.form.officeNone)).toBeDefined();
});

test('what was chosen for a court does not go along to another recipient', () => {
  const chosen = values({ recipientId: 'o1', defence: true, cameras: ['c1'], fromUs: 1, toUs: 2 });
  expect(inputOf({ ...chosen, recipient: 'own_case_file' }, recorded)).not.toHaveProperty('recipientId');
  expect(inputOf({ ...chosen, recipient: 'supervision' }, recorded)).not.toHaveProperty('defence');
  expect(inputOf({ ...chosen, recipient: 'court' }, recorded)).toMatchObject({ defence: true });
});

test('without recipient and reason nothing is asked, and the fields say so; what was typed outlives a reload', async () => {
  const asked = centre({ ...answers, 'POST /stays/s1/exports/plan': { bytes: 1, others: [] } });
  const first = show(<ExportDialog detail={detail} about="q1" onClose={() => undefined} />, user());
  fireEvent.change(await screen.findByLabelText(zh.exports.form.reason), { target: { value: '短' } });
  fireEvent.click(screen.getByRole('button', { name: zh.exports.form.submit }));
  await waitFor(() =>
    expect(document.querySelector('#edit_reason_help')?.textContent).toBe(zh.exports.form.reasonRule),
  );
  expect(document.querySelector('#edit_recipient_help')?.textContent).toBe(zh.exports.form.choose);
  expect(asked.filter(({ path }) => path === '/stays/s1/exports')).toEqual([]);
  await act(() => new Promise((resolve) => setTimeout(resolve, 300)));
  first.unmount();
  show(<ExportDialog detail={detail} about="q1" onClose={() => undefined} />, user());
  expect(((await screen.findByLabelText(zh.exports.form.reason)) as HTMLTextAreaElement).value).toBe('短');
});

test('what the centre says of one camera stands at the cameras', async () => {
  centre({
    ...answers,
    'POST /stays/s1/exports/plan': { bytes: 1, others: [] },
    'POST /stays/s1/exports': {
      refused: { status: 400, code: 'export.room_closed', detail: '不得导出', field: 'cameras/0' },
    },
  });
  const clip = { ...detail, questionings: [] };
  sessionStorage.setItem(
    'mingjing.draft.u1.stay.s1.export.any',
    JSON.stringify({
      cameras: ['c1'],
      fromUs: 1_000_000,
      toUs: 2_000_000,
      recipient: 'supervision',
      reason: '随案移送法院',
    }),
  );
  show(<ExportDialog detail={clip} onClose={() => undefined} />, user());
  fireEvent.click(await screen.findByRole('button', { name: zh.exports.form.submit }));
  await waitFor(() =>
    expect(document.querySelector('#edit_cameras_help')?.textContent).toContain('不得导出'),
  );
});

const item = (more: Partial<Export>): Export => ({
  id: 'e1',
  state: 'requested',
  approvals: [],
  cameras: [{ id: 'c1', name: '讯问室一 全景' }],
  fromUs: 1_795_516_286_000_000,
  toUs: 1_795_516_886_000_000,
  recipient: 'court',
  recipientName: '',
  defence: false,
  withRecord: false,
  ...more,
});

const listed = (...items: Export[]) => ({ 'GET /stays/s1/exports': { centreKey: 'ab'.repeat(32), items } });

test('an empty list says what to do, and gives the key', async () => {
  centre(listed());
  show(<ExportsPanel detail={detail} />, user());
  expect(await screen.findByText(zh.exports.noneHint)).toBeDefined();
  expect(screen.getByRole('button', { name: zh.exports.ask })).toBeDefined();
  expect(screen.getByText('ab'.repeat(32))).toBeDefined();
});

test('each state has its word; while it is made there is a bar; what failed says why and is made again', async () => {
  const asked = centre({
    ...listed(
      item({ id: 'a', state: 'making', doneBytes: 2 ** 20, totalBytes: 4 * 2 ** 20 }),
      item({ id: 'b', state: 'failed', problem: 'media.nothing_recorded' }),
      item({
        id: 'c',
        state: 'made',
        bytes: 5 * 2 ** 20,
        sha256: 'cd'.repeat(32),
        recipientFingerprint: 'ef'.repeat(32),
        zipBytes: 2 ** 20,
        zipSha256: '12'.repeat(32),
        madeAtUs: 1_795_516_999_000_000,
      }),
    ),
    'POST /exports/b/retries': null,
  });
  show(<ExportsPanel detail={detail} />, user());
  expect((await screen.findByRole('progressbar')).getAttribute('aria-valuenow')).toBe('25');
  for (const state of ['making', 'failed', 'made'] as const)
    expect(screen.getByText(zh.exports.state[state])).toBeDefined();
  expect(screen.getByText(zh.exports.problem.media_nothing_recorded)).toBeDefined();
  for (const hash of ['cd', '12']) expect(screen.getByText(hash.repeat(32))).toBeDefined();
  expect(screen.getByText(zh.exports.encryptedHint)).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: zh.exports.again }));
  await waitFor(() => expect(asked.some(({ path }) => path === '/exports/b/retries')).toBe(true));
});

test('a package that cannot be fetched says why', async () => {
  centre({
    ...listed(item({ state: 'made', bytes: 1 })),
    'POST /exports/e1/downloads': { refused: { status: 409, code: 'export.not_made', detail: '还在制作' } },
  });
  show(<ExportsPanel detail={detail} />, user());
  fireEvent.click(await screen.findByRole('button', { name: zh.exports.fetch }));
  expect(await screen.findByText('还在制作')).toBeDefined();
});

test('a package is posted for in a hidden frame, so that the page stays and the token is in no address', async () => {
  const submit = vi.spyOn(HTMLFormElement.prototype, 'submit').mockImplementation(function (
    this: HTMLFormElement,
  ) {
    sent.push([this.method, new URL(this.action).pathname, this.target, new FormData(this).get('token')]);
  });
  const sent: unknown[][] = [];
  centre({
    ...listed(item({ state: 'made', bytes: 1 })),
    'POST /exports/e1/downloads': { href: '/media/v1/exports/e1', token: 'secret', expiresUs: 1 },
  });
  show(<ExportsPanel detail={detail} />, user());
  fireEvent.click(await screen.findByRole('button', { name: zh.exports.fetch }));
  expect(await screen.findByText(zh.exports.fetching)).toBeDefined();
  expect(submit).toHaveBeenCalledOnce();
  expect(sent).toEqual([['post', '/media/v1/exports/e1', expect.stringMatching(/^package-/), 'secret']]);
});

test('who decides sees what leaves, to whom, and who else may be seen', () => {
  centre({});
  const approval = {
    id: 'a1',
    stayId: 's1',
    number: '20261124-001',
    displayName: '张某',
    neededRole: 'legal_head',
    neededByUs: 1_795_516_286_000_000,
    urgent: false,
    requestedAtUs: 1_795_516_286_000_000,
    requestedBy: { id: 'u2', name: '演示民警乙' },
    state: 'open',
    mayDecide: false,
  } as const satisfies Omit<Approval, 'about'>;
  const { cameras, fromUs, toUs, recipient } = item({});
  const terms = {
    cameras,
    fromUs,
    toUs,
    recipient,
    recipientName: '演示法院',
    recipientFingerprint: 'abcdef01'.repeat(8),
    defence: true,
    withRecord: true,
  };
  show(<ApprovalCard approval={{ ...approval, about: 'recording_export', export: terms }} />, user());
  const card = screen.getByRole('article', { name: /录音录像导出/ });
  for (const text of [
    '讯问室一 全景',
    '法院 · 演示法院',
    zh.exports.defence,
    Array(8).fill('abcdef01').join(' '),
    zh.exports.recordReadable,
  ])
    expect(within(card).getByText(text)).toBeDefined();
  show(
    <ApprovalCard approval={{ ...approval, about: 'recording_export_others', others: ['20261124-002'] }} />,
    user(),
  );
  expect(screen.getByText(/20261124-002/)).toBeDefined();
});
