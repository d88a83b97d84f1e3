// SPDX-License-Identifier: Apache-2.0
// What was seen, in words and in order; worked through by keys; a verdict by one key, changed by another, nothing lost.
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes, useLocation } from 'react-router';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type Answers, type Asked, centre, prepare, show, user } from '../../../tests/render';
import type { Ability, Me } from '../../api/types';
import type { Observation, ObservationList } from '../../api/watching-types';
import { drafts } from '../../drafts';
import { usPerSecond } from '../../lib/time';
import { observations as en } from '../../messages/en/observations';
import { ObservationsPage } from '../../pages/observations';
import { HealthStrip } from './health-strip';
import { troubleOf } from './health-trouble';
import {
  exportOf,
  inOrder,
  kindsOf,
  kindText,
  lengthOf,
  maskOf,
  playbackOf,
  rowsOf,
  sureness,
  valueText,
} from './words';

beforeAll(prepare);
vi.setConfig({ testTimeout: 60_000 });

const at = 1_795_000_000 * usPerSecond;
const one = (id: string, more: Partial<Observation> = {}): Observation => ({
  id,
  camera: { id: `c-${id}`, name: `摄像机${id}` },
  room: { id: 'r1', name: '讯问室一', kind: 'interrogation' },
  kind: 'covered',
  group: 'health',
  rule: 'VID-06',
  zone: null,
  fromUs: at,
  toUs: at + 12 * usPerSecond,
  value: 0,
  confidenceMilli: 800,
  detector: 'health 1',
  configuration: '3f9a1c07be52d418',
  settingsVersion: 2,
  detail: {},
  place: { segment: 's', fragment: 1, offsetUs: 0 },
  hasThumbnail: true,
  staged: false,
  verdict: null,
  ...more,
});
const given = (verdict: 'confirmed' | 'false', atUs: number) => ({
  verdict,
  by: { id: 'u7', name: '演示监督员己' },
  atUs,
  note: '',
});
const list = (items: Observation[], next: string | null = null): ObservationList => ({
  items,
  next,
  counts: { open: items.filter(({ toUs }) => toUs === null).length, unjudged: items.length },
});
const t = ((key: string, values?: object) => `${key} ${JSON.stringify(values ?? {})}`) as never;

describe('words', () => {
  test.each([
    [1_000, 'high'],
    [900, 'high'],
    [899, 'good'],
    [700, 'good'],
    [500, 'low'],
    [499, 'poor'],
  ])('%d is %s', (milli, word) => {
    expect(sureness(milli)).toBe(word);
  });

  test('every kind has a group, and what is not known keeps its name', () => {
    const grouped = Object.values(kindsOf).flat();
    const made = ['persons_more', 'persons_fewer'];
    expect([...grouped, ...made].sort()).toEqual(Object.keys(en.kinds).sort());
    expect(kindText(t, 'covered')).toContain('observations.kinds.covered');
    expect(kindText(t, 'of_tomorrow')).toBe('of_tomorrow');
  });

  test('what goes on says how long by now', () => {
    expect(lengthOf(one('a', { toUs: null }), at + 5 * usPerSecond, t)).toContain('observations.since');
    expect(lengthOf(one('a'), at, t)).toContain('12');
  });

  test('a wrong clock says by how much and which way', () => {
    expect(valueText(one('a', { kind: 'clock_wrong', value: 3_200 }), t)).toContain('clockAhead');
    expect(valueText(one('a', { kind: 'clock_wrong', value: -3_200 }), t)).toContain('"3.2"');
    expect(valueText(one('a', { value: 7 }), t)).toBeUndefined();
  });

  test('the file has a row for each, with its verdict and note', () => {
    const judged = one('a', { rule: null, verdict: { ...given('false', 9), note: '衣服' } });
    const [head, row, second] = exportOf([judged, one('b', { toUs: null })], t);
    expect(row).toHaveLength(head?.length ?? 0);
    expect(row?.slice(-2)).toEqual(['observations.verdicts.false {}', '衣服']);
    expect(second?.[5]).toContain('observations.lasting');
  });

  test('where somebody never moves, a mask may be needed; elsewhere none is offered', () => {
    const detail = { left: 120, top: 200, right: 340, bottom: 480 };
    const still = one('a', { kind: 'motionless', group: 'position', detail });
    expect(maskOf(still)).toBe('/admin/cameras/c-a/watching?view=edit&mask=120-200-340-480');
    expect(maskOf({ ...still, kind: 'lying' })).toBeUndefined();
    expect(maskOf({ ...still, detail: {} })).toBeUndefined();
    expect(maskOf({ ...still, detail: { ...detail, top: '200' } })).toBeUndefined();
  });

  test('playing begins five seconds before', () => {
    expect(playbackOf('c1', at)).toBe(`/playback?cameras=c1&at=${at - 5 * usPerSecond}`);
  });
});

describe('the order', () => {
  const old = one('old', { fromUs: at - 100, toUs: null });
  const late = one('late', { fromUs: at + 100 });
  test('what goes on stands first, then the newest', () => {
    expect(inOrder([one('a'), late, old]).map(({ id }) => id)).toEqual(['old', 'late', 'a']);
  });
  test('each once, and what was judged here stays where it was', () => {
    const judged = one('late', { fromUs: at + 100, verdict: given('false', 9) });
    const rows = rowsOf([old], [one('a'), old], new Map([['late', judged]]));
    expect(rows.map(({ id }) => id)).toEqual(['old', 'late', 'a']);
  });
  test('of two verdicts the newer one is shown, and what has ended has ended', () => {
    const here = one('a', { toUs: null, verdict: given('false', 5) });
    const told = one('a', { verdict: given('confirmed', 9) });
    expect(rowsOf([], [told], new Map([['a', here]]))[0]?.verdict?.verdict).toBe('confirmed');
    const [row] = rowsOf([], [one('a')], new Map([['a', here]]));
    expect([row?.verdict?.verdict, row?.toUs]).toEqual(['false', one('a').toUs]);
  });
});

const reviewer = (...more: string[]): Me =>
  user({ abilities: ['review_findings', 'see_playback', ...more] as Ability[] });

function Where() {
  const { pathname, search } = useLocation();
  return <output data-testid="where">{pathname + search}</output>;
}

function page(answers: Answers, me: Me = reviewer(), path = '/observations'): Asked[] {
  const asked = centre({ 'GET /rooms': { items: [] }, ...answers });
  show(
    <Routes>
      <Route path="/observations" element={<ObservationsPage />} />
      <Route path="*" element={<Where />} />
    </Routes>,
    me,
    path,
  );
  return asked;
}

const three = [
  one('1', { fromUs: at + 2 }),
  one('2', { fromUs: at + 1, kind: 'lying', group: 'position' }),
  one('3', { kind: 'dark' }),
];
const serve = (items: Observation[]) => ({
  'GET /observations': ({ path }: Asked) =>
    list(path.includes('state=open') ? items.filter(({ toUs }) => toUs === null) : items),
});
const press = (key: string) => fireEvent.keyDown(document.body, { key });
const panel = (name: string) => screen.findByRole('region', { name });
const posts = (asked: Asked[]) => asked.filter(({ method }) => method === 'POST');

describe('the page', () => {
  test('is not for everybody', async () => {
    page({}, user({ abilities: ['question'] }));
    expect(await screen.findByText(/没有此项权限/)).toBeDefined();
  });

  test('without observations says what that does not mean', async () => {
    page(serve([]));
    expect(await screen.findByText('没有视频观察')).toBeDefined();
    expect(screen.getByText(/没有观察不等于没有问题/)).toBeDefined();
  });

  test('J and K move, Enter plays from five seconds before', async () => {
    page(serve(three));
    await panel('镜头被遮挡');
    press('j');
    await panel('有人倒地或躺卧');
    press('j');
    press('j');
    await panel('画面过暗');
    press('k');
    await panel('有人倒地或躺卧');
    press('Enter');
    const where = await screen.findByTestId('where');
    expect(where.textContent).toBe(`/playback?cameras=c-2&at=${at + 1 - 5 * usPerSecond}`);
  });

  test('a verdict by one key, with its note, changed by another key', async () => {
    const judged: Record<string, Observation> = {};
    const asked = page({
      ...serve(three),
      'POST /observations/1/verdict': ({ body }: Asked) => {
        const { verdict, note } = body as { verdict: 'confirmed' | 'false'; note?: string };
        judged.last = one('1', { fromUs: at + 2, verdict: { ...given(verdict, at + 9), note: note ?? '' } });
        return judged.last;
      },
    });
    const shown = await panel('镜头被遮挡');
    press('n');
    const note = within(shown).getByRole('textbox', { name: '说明' });
    expect(document.activeElement).toBe(note);
    fireEvent.change(note, { target: { value: '衣服挂在镜头上' } });
    fireEvent.keyDown(note, { key: 'Escape' });
    press('1');
    await waitFor(() => expect(posts(asked)).toHaveLength(1));
    expect(posts(asked)[0]?.body).toEqual({ verdict: 'confirmed', note: '衣服挂在镜头上' });
    const button = (name: RegExp) => within(shown).getByRole('button', { name });
    await waitFor(() => expect(button(/属实/).getAttribute('aria-pressed')).toBe('true'));
    press('2');
    await waitFor(() => expect(posts(asked)).toHaveLength(2));
    await waitFor(() => expect(button(/误报/).getAttribute('aria-pressed')).toBe('true'));
    expect(posts(asked)[1]?.body).toEqual({ verdict: 'false', note: '衣服挂在镜头上' });
  });

  test('what is typed about one is there when one comes back to it', async () => {
    page(serve(three));
    const shown = await panel('镜头被遮挡');
    fireEvent.change(within(shown).getByRole('textbox', { name: '说明' }), { target: { value: '半句话' } });
    press('j');
    await panel('有人倒地或躺卧');
    press('k');
    const again = await panel('镜头被遮挡');
    const field = within(again).getByRole('textbox', { name: '说明' }) as HTMLTextAreaElement;
    expect(field.value).toBe('半句话');
    expect(drafts.read('u1', 'observation.1.verdict')?.note).toBe('半句话');
  });

  test('a refused verdict says the words of the centre and keeps the note', async () => {
    const refused = { status: 403, code: 'not_allowed', detail: '须由法制监督人员复核。' };
    page({ ...serve(three), 'POST /observations/1/verdict': { refused } });
    const shown = await panel('镜头被遮挡');
    const field = within(shown).getByRole('textbox', { name: '说明' }) as HTMLTextAreaElement;
    fireEvent.change(field, { target: { value: '说明' } });
    fireEvent.click(within(shown).getByRole('button', { name: /误报/ }));
    expect(await within(shown).findByText('须由法制监督人员复核。')).toBeDefined();
    expect(field.value).toBe('说明');
  });

  test('the desk sees it, judges nothing, and cannot play what it may not see', async () => {
    const asked = page(serve(three), user({ abilities: ['lead_stay'] }));
    const shown = await panel('镜头被遮挡');
    expect(within(shown).queryByRole('button', { name: /属实/ })).toBeNull();
    press('1');
    press('Enter');
    expect(within(shown).getByText(/没有回放权限/)).toBeDefined();
    expect(posts(asked)).toEqual([]);
    expect(screen.queryByTestId('where')).toBeNull();
  });

  test('filters are asked of the centre, and only one page at a time', async () => {
    const asked = page(
      {
        'GET /observations': ({ path }: Asked) =>
          path.includes('cursor=p2') ? list([one('9')]) : list(three, 'p2'),
      },
      reviewer(),
      '/observations?group=health&verdict=none',
    );
    await panel('镜头被遮挡');
    // A centre that does not know groups shows none of another.
    expect(screen.queryByText('有人倒地或躺卧')).toBeNull();
    const reads = () => asked.map(({ path }) => path).filter((path) => path.startsWith('/observations?'));
    expect(reads()[0]).toContain('group=health');
    expect(reads()[0]).toContain('verdict=none');
    fireEvent.click(screen.getByRole('button', { name: '较早' }));
    await screen.findByText('第 2 页');
    expect(reads().at(-1)).toContain('cursor=p2');
    await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(2));
    fireEvent.click(screen.getByRole('button', { name: '较新' }));
    await screen.findByText('第 1 页');
  });

  test('a read that fails can be tried again', async () => {
    let refuse = true;
    page({
      'GET /observations': () =>
        refuse ? { refused: { status: 400, code: 'bad', detail: '筛选条件有误。' } } : list(three),
    });
    expect(await screen.findByText('筛选条件有误。')).toBeDefined();
    refuse = false;
    fireEvent.click(screen.getByRole('button', { name: '重试' }));
    await panel('镜头被遮挡');
  });
});

describe('cameras in trouble', () => {
  const lasts = (id: string, more: Partial<Observation> = {}) => one(id, { toUs: null, ...more });
  const same = { camera: { id: 'c1', name: '讯问室一全景' } };
  test('each counts once, staged and false ones not at all', () => {
    const items = [
      lasts('1', { ...same, fromUs: at - 5 }),
      lasts('2', { ...same, kind: 'dark' }),
      lasts('3'),
      lasts('4', { staged: true }),
      lasts('5', { verdict: given('false', at) }),
      one('6'),
    ];
    expect(troubleOf(items)).toEqual({ cameras: 2, names: ['讯问室一全景', '摄像机3'], sinceUs: at - 5 });
    expect(troubleOf([one('6')])).toBeUndefined();
  });
  test('are one line above the board, with the way to them', async () => {
    const asked = centre({ 'GET /observations': list(['1', '2', '3', '4'].map((id) => lasts(id))) });
    show(<HealthStrip />, user());
    expect(await screen.findByText('4 个摄像机有异常')).toBeDefined();
    expect(screen.getByText('摄像机1、摄像机2、摄像机3 等')).toBeDefined();
    expect(screen.getByRole('link').getAttribute('href')).toBe('/observations?state=open&group=health');
    expect(asked[0]?.path).toContain('state=open');
  });
  test('are not asked about for whom the list is closed', async () => {
    const asked = centre({ 'GET /observations': list([]) });
    show(<HealthStrip />, user({ abilities: ['see_board', 'care'] }));
    await Promise.resolve();
    expect(asked).toEqual([]);
  });
});
