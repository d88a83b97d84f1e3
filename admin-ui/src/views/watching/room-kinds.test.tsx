// SPDX-License-Identifier: Apache-2.0
// Switches by kind of room: proposed with a reason, decided by another. And what findings and certificates show of it all.
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { type Asked, centre, prepare, show, user } from '../../../tests/render';
import type { Ability, FindingDetail, RecordingCertificate } from '../../api/types';
import { ChecksPage } from '../../pages/admin-checks';
import { CertifiedCameras } from '../certificate/cameras';
import { ClaimPanel } from '../review/claim-panel';

beforeAll(prepare);
vi.setConfig({ testTimeout: 60_000 });

const at = 1_795_000_000_000_000;
const camera = { id: 'c1', name: '候问室一', code: 'HW1', room: { id: 'r1', name: '候问室一' } };
const proposed = {
  version: 3,
  checks: ['health', 'guard', 'sound'],
  reason: '候问室增加声音检查',
  by: { id: 'u8', name: '演示管理员辛', unit: '技术室' },
  atUs: at,
};
const kinds = {
  items: [
    { kind: 'waiting', checks: ['health', 'guard'], version: 2, proposed },
    { kind: 'corridor', checks: ['health'], version: 1, proposed: null },
  ],
};
const waitingOf = (more: object) => ({
  camera: null,
  room: null,
  roomKind: null,
  version: 3,
  reason: proposed.reason,
  by: proposed.by,
  atUs: at,
  reference: false,
  mayDecide: true,
  ...more,
});
const list = (...items: object[]) => ({ items, next: null });
const ofWaitingRooms = waitingOf({
  roomKind: { kind: 'waiting', now: ['health', 'guard'], checks: proposed.checks },
});
const named = (...abilities: string[]) => ({ abilities: abilities as Ability[] });

test('a change is proposed with its reason, but not over the proposal of another', async () => {
  const asked = centre({
    'GET /watching/room-kinds': kinds,
    'GET /watching/proposals': list(ofWaitingRooms),
    'GET /cameras': { items: [camera] },
    'POST /watching/room-kinds/corridor': proposed,
  });
  show(<ChecksPage />, user({ abilities: ['administer'] }));
  const waiting = (await screen.findByLabelText('修改 候问室')) as HTMLButtonElement;
  expect(waiting.disabled).toBe(true);
  expect(screen.getAllByText('拟开启').length).toBeGreaterThan(0);
  fireEvent.click(screen.getByLabelText('修改 走廊'));
  const dialog = await screen.findByRole('dialog');
  fireEvent.click(within(dialog).getByLabelText('动作'));
  fireEvent.click(within(dialog).getByText(/提交，由另一单位/));
  expect(await within(dialog).findByText('请写明理由，至少 5 个字')).toBeDefined();
  fireEvent.change(within(dialog).getByLabelText('理由'), { target: { value: '走廊发生过冲突' } });
  fireEvent.click(within(dialog).getByText(/提交，由另一单位/));
  await waitFor(() => expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1));
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
    checks: ['health', 'burst'],
    reason: '走廊发生过冲突',
  });
});

test('the second person decides, and the cameras are one press away', async () => {
  const asked = centre({
    'GET /watching/room-kinds': kinds,
    'GET /watching/proposals': list(ofWaitingRooms),
    'GET /cameras': { items: [camera] },
    'POST /watching/room-kinds/waiting/3/approve': proposed,
  });
  show(<ChecksPage />, user({ abilities: ['review_findings'] }));
  fireEvent.click(await screen.findByText('批准'));
  const dialog = await screen.findByRole('dialog');
  fireEvent.click(within(dialog).getByText('批准'));
  await waitFor(() =>
    expect(asked.some(({ path }) => path === '/watching/room-kinds/waiting/3/approve')).toBe(true),
  );
  const link = await screen.findByRole('link', { name: '区域设置' });
  expect(link.getAttribute('href')).toBe('/admin/cameras/c1/watching');
});

test('cameras whose zones wait for a second person stand among what waits', async () => {
  const asked = centre({
    'GET /watching/room-kinds': { items: [] },
    'GET /cameras': { items: [camera, { ...camera, id: 'c2', name: '候问室二' }] },
    'GET /watching/proposals': list(
      waitingOf({
        camera: { id: 'c2', name: '候问室二' },
        room: { id: 'r1', name: '候问区', kind: 'waiting' },
      }),
    ),
  });
  show(<ChecksPage />, user(named('review_findings')));
  const link = await screen.findByRole('link', { name: '对照审批' });
  expect(link.getAttribute('href')).toBe('/admin/cameras/c2/watching?view=compare');
  expect(screen.getByText(/演示管理员辛（技术室）/)).toBeDefined();
  // One question for all cameras.
  expect(asked.some(({ path }) => path.startsWith('/cameras/'))).toBe(false);
});

test('a damaged proposal is said to be so and can only be rejected, beside the others', async () => {
  const damaged = { damaged: true, reason: '' };
  const asked = centre({
    'GET /watching/room-kinds': {
      items: [
        { ...kinds.items[0], proposed: { ...proposed, ...damaged, checks: [] } },
        { kind: 'corridor', checks: ['health'], version: 1, proposed },
      ],
    },
    'GET /cameras': { items: [] },
    'GET /watching/proposals': list(
      waitingOf({ ...damaged, roomKind: { kind: 'waiting', now: ['health', 'guard'], checks: [] } }),
      waitingOf({ ...damaged, camera: { id: 'c2', name: '候问室二' }, room: null }),
      waitingOf({ ...damaged }),
      waitingOf({ roomKind: { kind: 'corridor', now: ['health'], checks: proposed.checks } }),
    ),
    'POST /watching/room-kinds/waiting/3/reject': proposed,
  });
  show(<ChecksPage />, user(named('review_findings')));
  expect(await screen.findAllByText('记录受损，无法读取，不能批准')).toHaveLength(3);
  // Nothing is known of what it would switch.
  expect(screen.queryByText('拟关闭')).toBeNull();
  expect(screen.getAllByText('批准')).toHaveLength(1);
  const rejects = screen.getAllByText('退回');
  expect(rejects).toHaveLength(2);
  fireEvent.click(rejects[0] as HTMLElement);
  const dialog = await screen.findByRole('dialog');
  fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: '读不出来，请重提' } });
  fireEvent.click(within(dialog).getByText('退回'));
  await waitFor(() =>
    expect(asked.find(({ path }) => path === '/watching/room-kinds/waiting/3/reject')?.body).toEqual({
      reason: '读不出来，请重提',
    }),
  );
});

test('what waits is read page by page', async () => {
  const ofCamera = (id: string, name: string) =>
    waitingOf({ camera: { id, name }, room: { id: 'r1', name: '候问区', kind: 'waiting' } });
  const asked = centre({
    'GET /watching/room-kinds': { items: [] },
    'GET /cameras': { items: [] },
    'GET /watching/proposals': ({ path }: Asked) =>
      path.includes('cursor=')
        ? list(ofCamera('c3', '走廊一'))
        : { ...list(ofCamera('c2', '候问室二')), next: '5_c2' },
  });
  show(<ChecksPage />, user(named('review_findings')));
  expect(await screen.findByText('候问室二')).toBeDefined();
  fireEvent.click(screen.getByText('加载更多'));
  expect(await screen.findByText('走廊一')).toBeDefined();
  expect(screen.queryByText('加载更多')).toBeNull();
  expect(asked.filter(({ path }) => path.startsWith('/watching/proposals'))).toHaveLength(2);
});

test('that the list could not be read is not the same as that nothing waits', async () => {
  const answers = {
    'GET /watching/room-kinds': { items: [] },
    'GET /cameras': { items: [camera] },
  };
  centre({
    ...answers,
    'GET /watching/proposals': { refused: { status: 403, code: 'ability.missing', detail: '没有权限' } },
  });
  show(<ChecksPage />, user(named('review_findings')));
  expect(await screen.findByText(/没有权限/)).toBeDefined();
  expect(screen.queryByText('没有待批的改动')).toBeNull();
});

test('evidence says its camera and leads to the recording, also of a kind that is not known', async () => {
  centre({ 'GET /cameras': { items: [camera] } });
  const line = { text: '镜头被遮挡', textEn: 'Covered', atUs: at, confidenceMilli: 800 };
  const detail = {
    finding: { id: 'f1', rule: 'VID-06', atUs: at },
    explanation: '',
    explanationEn: '',
    ruleText: '',
    ruleTextEn: '',
    source: '',
    sourceEn: '',
    ruleVersion: 1,
    cameras: [],
    evidence: [
      { ...line, kind: 'observation', cameraId: 'c1' },
      { ...line, kind: 'of_tomorrow', text: '某事' },
    ],
  } as unknown as FindingDetail;
  const goTo = vi.fn();
  show(<ClaimPanel detail={detail} onGoTo={goTo} />, user(named('see_playback')));
  expect(await screen.findByText(/视频观察 · 候问室一 · /)).toBeDefined();
  expect(screen.getByText(/of_tomorrow/)).toBeDefined();
  const links = screen.getAllByRole('link');
  expect(links.map((one) => one.getAttribute('href'))).toEqual([`/playback?cameras=c1&at=${at - 5_000_000}`]);
  fireEvent.click(screen.getByText('镜头被遮挡'));
  expect(goTo).toHaveBeenCalledWith(at);
});

test('a certificate says by which version of zones and masks each camera was watched', () => {
  const corners = (size: number) => [
    [0, 0],
    [size, 0],
    [size, size],
    [0, size],
  ];
  const zone = (kind: string, size: number) => ({ id: `${kind}${size}`, kind, polygon: corners(size) });
  const of = (cameraId: string, ...watching: { version: number; sinceUs: number; zones: unknown[] }[]) => ({
    cameraId,
    name: cameraId,
    hasSound: true,
    coveredUs: 0,
    provenLiveUs: 0,
    missing: [],
    watching,
  });
  const first = { version: 1, sinceUs: 1_795_516_286_000_000, zones: [zone('bed', 300)] };
  const second = { ...first, version: 2, zones: [zone('bed', 300), zone('mask', 200), zone('mask', 100)] };
  const certificate = { fromUs: 0, toUs: 1, cameras: [of('a', first, second), of('b')] };
  show(<CertifiedCameras certificate={certificate as unknown as RecordingCertificate} />, user());
  expect(screen.getAllByText('区域与遮蔽设置')).toHaveLength(2);
  const versions = screen.getAllByText(/^第 \d 版/).map((one) => one.textContent);
  expect(versions).toEqual([
    '第 1 版 2026-11-24 18:31:26 起生效区域 1 个、无遮蔽',
    '第 2 版 2026-11-24 18:31:26 起生效区域 1 个、遮蔽 2 处（至多占画面 5 %）',
  ]);
  expect(screen.getByText('未设置')).toBeDefined();
});
