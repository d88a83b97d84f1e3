// SPDX-License-Identifier: Apache-2.0
// How good the checks are: numbers and words, poor ones as plainly as good ones, what was not measured, what was not watched.
import { readFileSync } from 'node:fs';
import { fireEvent, screen, within } from '@testing-library/react';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type Answers, centre, prepare, show, user } from '../../../tests/render';
import type { Ability } from '../../api/types';
import type { CoverageMinute, Figure, Quality } from '../../api/watching-types';
import { usPerMinute } from '../../lib/time';
import { QualityPage } from '../../pages/quality';
import {
  byDetector,
  conditionText,
  detectorText,
  figureKind,
  figureText,
  figureWords,
  gradeOf,
  holesOf,
  outputText,
  rowsOf,
  runsOf,
  unitText,
  watchedOf,
  whyText,
} from './figures';

beforeAll(prepare);
vi.setConfig({ testTimeout: 60_000 });

const figure = (name: string, valueMilli: number | null, more: Partial<Figure> = {}): Figure => ({
  detector: 'health 1',
  figure: name,
  valueMilli,
  of: 40,
  unit: 'faults',
  condition: 'all',
  set: 'composed',
  ...more,
});

describe('figures', () => {
  test.each([
    ['health_recall', 'share'],
    ['left_false_per_day', 'perDay'],
    ['health_false_per_week', 'perWeek'],
    ['collapse_delay', 'seconds'],
    ['recall.cover', 'share'],
    ['clock_false', 'wrongShare'],
    ['collapse_false_real', 'wrongShare'],
    ['false_per_day.lying', 'perDay'],
  ])('%s is a %s', (name, kind) => {
    expect(figureKind(name)).toBe(kind);
  });
  test('are good, fair or poor, or not known', () => {
    const grade = (name: string, value: number | null) => gradeOf(figure(name, value));
    expect([950, 949, 799].map((value) => grade('health_recall', value))).toEqual(['good', 'fair', 'poor']);
    expect([1_000, 3_000, 3_001].map((value) => grade('left_false_per_day', value))).toEqual([
      'good',
      'fair',
      'poor',
    ]);
    expect(grade('health_recall', null)).toBeUndefined();
    // Where less is better.
    expect([0, 10, 50, 51].map((value) => grade('clock_false', value))).toEqual([
      'good',
      'good',
      'fair',
      'poor',
    ]);
  });
  test('few samples say nothing good, but that it failed they say', () => {
    const grade = (name: string, value: number) => gradeOf(figure(name, value, { of: 3 }));
    expect([grade('recall.loop', 1_000), grade('recall.loop', 0), grade('clock_false', 0)]).toEqual([
      'few',
      'poor',
      'few',
    ]);
    expect(gradeOf(figure('false_per_day.lying', 0, { of: 3 }))).toBe('good');
  });
  test('what can be counted is counted, in the words of what was measured', () => {
    const t = ((key: string, more: object) => `${key} ${JSON.stringify(more)}`) as never;
    const words = (name: string, value: number, of: number) => figureWords(figure(name, value, { of }), t);
    expect(words('recall.loop', 286, 7)).toBe('quality.report.counted.seen {"of":7,"seen":2}');
    expect(words('clock_false', 167, 12)).toBe('quality.report.counted.wrong {"of":12,"seen":2}');
    expect(words('display_read', 1_000, 39)).toBe('quality.report.counted.right {"of":39,"seen":39}');
    expect(words('count_exact', 945, 7_433)).toBe('quality.report.every.right {"of":100,"seen":95}');
    expect(words('left_false_per_day', 77_000, 24)).toBe('quality.report.perDay {"value":77}');
  });
  test('a condition that is much worse, or not known, is never folded away', () => {
    const list = [
      figure('health_recall', 960),
      figure('health_recall', 500, { condition: 'dim' }),
      figure('health_recall', 0, { condition: 'far', of: 1 }),
      figure('health_recall', 940, { condition: 'noise' }),
      figure('health_recall', null, { condition: 'night', of: 0 }),
      figure('health_recall', 800, { set: 'real' }),
      figure('health_recall', 800, { set: 'real', condition: 'real-store' }),
    ];
    const rows = rowsOf(list).map(({ whole, telling, others }) => [
      whole.set,
      telling.map(({ condition }) => condition),
      others.map(({ condition }) => condition),
    ]);
    expect(rows).toEqual([
      ['composed', ['dim', 'night'], ['far', 'noise']],
      ['real', [], []],
    ]);
  });
  test('stand by check, "all" before the single conditions, real clips last', () => {
    const list = [
      figure('health_recall', 1, { condition: 'dim' }),
      figure('count_exact', 1, { detector: 'persons 1' }),
      figure('health_recall', 1, { set: 'real' }),
      figure('health_recall', 1),
    ];
    expect(
      byDetector(list).map(({ detector, figures }) => [
        detector,
        figures.map(({ condition, set }) => `${condition} ${set}`),
      ]),
    ).toEqual([
      ['health 1', ['all composed', 'dim composed', 'all real']],
      ['persons 1', ['all composed']],
    ]);
  });
});

describe('the minutes of a day', () => {
  const minute = (at: number, watchedUs: number, causes = {}): CoverageMinute => ({
    fromUs: at * usPerMinute,
    watchedUs,
    looks: 0,
    causes,
  });
  test('are watched, in part, or not', () => {
    expect([60e6, 57e6, 56e6, 0].map((watchedUs) => watchedOf({ watchedUs }))).toEqual([
      'full',
      'full',
      'part',
      'none',
    ]);
  });
  test('a minute of which nothing is known was not watched', () => {
    const known = [
      minute(0, 60e6),
      minute(1, 30e6, { overload: 30e6 }),
      minute(2, 0, { no_picture: 60e6 }),
      minute(4, 60e6),
    ];
    const runs = runsOf(known, 0, 6 * usPerMinute);
    expect(runs.map(({ watched, fromUs, toUs }) => [watched, fromUs / 60e6, toUs / 60e6])).toEqual([
      ['full', 0, 1],
      ['part', 1, 2],
      ['none', 2, 4],
      ['full', 4, 5],
      ['none', 5, 6],
    ]);
    expect(holesOf(runs).map(({ watched, fromUs, causes }) => [watched, fromUs / 60e6, causes])).toEqual([
      ['none', 1, { overload: 30e6, no_picture: 60e6 }],
      ['none', 5, {}],
    ]);
  });
});

const camera = { id: 'c1', name: '讯问室一全景' };
const quality = (more: Partial<Quality> = {}): Quality => ({
  report: {
    configuration: 'aaaa',
    measuredOn: '2026-11-28',
    sets: { report: { scenes: 214, identities: ['a'], backgrounds: ['b'], seeds: [5000, 5213] } },
    figures: [
      figure('health_recall', 994, { of: 500 }),
      figure('health_recall', 610, { condition: 'dim', of: 400 }),
      figure('health_recall', 857, { condition: 'noise', of: 7, unit: 'troubles' }),
      figure('recall.loop', 286, { of: 7, unit: 'scenes' }),
      figure('health_recall', null, { condition: 'night', of: 0 }),
      figure('health_false_per_week', 2_000, { of: 168, unit: 'hours' }),
      figure('of_tomorrow', 500, { detector: 'smell 1', condition: 'windy', unit: 'whiffs', of: 400 }),
    ],
  },
  running: {
    configuration: 'aaaa',
    checks: [
      { name: 'health', version: 1, emits: ['covered'], state: 'on', why: '' },
      { name: 'position', version: 1, emits: ['lying'], state: 'off', why: '模型文件校验不符' },
    ],
  },
  fits: true,
  here: [],
  coverage: [],
  ...more,
});

function page(data: Quality, more: Answers = {}, abilities = ['review_findings']) {
  const asked = centre({ 'GET /watching/quality': data, ...more });
  show(<QualityPage />, user({ abilities: abilities as Ability[] }));
  return asked;
}

test('checks and why they are off have words; what is not known keeps its own', () => {
  const t = ((key: string) => key) as never;
  expect(['centernet', 'seats', 'health 1'].map((one) => detectorText(t, one))).toEqual([
    'quality.detectors.centernet',
    'quality.detectors.seats',
    'observations.groups.health',
  ]);
  expect(['no_text_reader', 'of_tomorrow', ''].map((why) => whyText(t, why))).toEqual([
    'quality.whys.no_text_reader',
    'of_tomorrow',
    'unknown',
  ]);
  expect(['codeRead', 'dark'].map((kind) => outputText(t, kind))).toEqual([
    'quality.outputs.codeRead',
    'observations.kinds.dark',
  ]);
});

test('every figure that comes with this version has words', () => {
  const t = ((key: string, more?: Record<string, string>) =>
    more ? Object.values(more).join(' ') : key) as never;
  const shipped = JSON.parse(readFileSync('../video/analysis/quality.json', 'utf8')) as {
    figures: Figure[];
  };
  const known = /^(quality|observations)\./;
  const unknown = shipped.figures.flatMap(({ figure: name, condition, unit, detector }) => [
    ...(figureText(t, name)
      .split(' ')
      .every((one) => known.test(one))
      ? []
      : [name]),
    ...(known.test(conditionText(t, condition)) || condition.startsWith('real-') ? [] : [condition]),
    ...(known.test(unitText(t, unit)) ? [] : [unit]),
    ...(known.test(detectorText(t, detector)) ? [] : [detector]),
  ]);
  expect([...new Set(unknown)]).toEqual([]);
});

describe('the page', () => {
  test('says the poor figures as plainly as the good ones, and what is not known', async () => {
    page(quality());
    const rows = (await screen.findAllByRole('row')).map((row) => row.textContent);
    expect(rows).toContain('镜头异常被看到全部 1 种条件99.4%✓好 每 1000 次中看到约 994 次500 次异常');
    expect(rows).toContain('光线暗 61.0%▲差 每 100 次中看到约 61 次400 次异常');
    expect(rows).toContain('夜间 未测○未测 此条件下没有足够样本，不知道0 次异常');
    expect(rows).toContain('镜头异常误报（每周）全部 2.00●一般 每台摄像机每周误报约 2 次168 小时');
    expect(rows).toContain('of_tomorrowwindy 50.0%▲差 100 次中正确约 50 次400 whiffs');
    const all = () => screen.getAllByRole('row').map((row) => row.textContent);
    fireEvent.click(screen.getByText('1 种条件'));
    expect(all()).toContain('画面噪点多 85.7%○样本少 7 次中看到 6 次7 次异常');
    fireEvent.click(screen.getByText('分项数字（1 项）'));
    expect(all()).toContain('发生的被看到比例：重复播放同一段全部 28.6%▲差 7 次中看到 2 次7 个场景');
    expect(screen.getByText('与正在运行的版本一致')).toBeDefined();
    expect(screen.getByText('停用，因为模型文件校验不符')).toBeDefined();
  });

  test('figures of another configuration do not pass for those of this one', async () => {
    page(quality({ fits: false, running: { configuration: 'bbbb', checks: [] } }));
    expect(await screen.findByText('此版本未实测')).toBeDefined();
    expect(screen.getByText(/来自另一配置（aaaa），与正在运行的不同（bbbb）/)).toBeDefined();
    expect(screen.getByText('没有分析程序在运行')).toBeDefined();
  });

  test('without figures it says so', async () => {
    page(quality({ report: null, fits: false }));
    expect(await screen.findByText('没有随此版本发布的实测数字。')).toBeDefined();
    expect(screen.queryByText('与正在运行的版本一致')).toBeNull();
  });

  test('a camera has no shares of its own before its acts are done', async () => {
    const room = { id: 'r1', name: '讯问室一', kind: 'interrogation' as const };
    const kind = {
      kind: 'lying' as const,
      acts: 3,
      seen: 0,
      verdicts: { confirmed: 1, false: 5, unclear: 0 },
      precisionMilli: 167,
      recallMilli: 0,
      medianDelayUs: null,
    };
    page(
      quality({
        here: [
          { camera, room, state: 'not_measured', acts: 3, needed: 10, byKind: [kind] },
          {
            camera: { id: 'c2', name: '候问室一' },
            room,
            state: 'measured',
            acts: 12,
            needed: 10,
            byKind: [kind],
          },
        ],
      }),
      {},
      ['lead_stay'],
    );
    const early = await screen.findByRole('article', { name: '讯问室一全景' });
    expect(early.textContent).toContain('本摄像机未实测');
    expect(early.textContent).toContain('实测 3 次，一次也没看到');
    expect(early.textContent).not.toContain('%');
    const measured = screen.getByRole('article', { name: '候问室一' });
    expect(measured.textContent).toMatch(/发生的被看到 ▲0%.*提出的属实 ▲17%.*多久提出 不详/);
    // Who only reads is not sent to a page that refuses.
    expect(within(measured).queryByRole('link')).toBeNull();
  });

  test('coverage says why, the worst camera first, and each minute on demand', async () => {
    const nowMinute = Math.floor((Date.now() * 1000) / usPerMinute);
    const asked = page(
      quality({
        coverage: [
          { camera: { id: 'c2', name: '候问室一' }, minutes24h: 1440, watchedMilli: 1000, causes: {} },
          { camera, minutes24h: 1440, watchedMilli: 640, causes: { overload: 120e6, unheard_of: 5e6 } },
        ],
      }),
      {
        'GET /cameras/c1/coverage': {
          minutes: [
            {
              fromUs: (nowMinute - 60) * usPerMinute,
              watchedUs: 20e6,
              looks: 20,
              causes: { overload: 40e6 },
            },
          ],
        },
      },
    );
    const [first] = await screen.findAllByRole('article');
    expect(first?.textContent).toContain('看了 64.0%');
    expect(first?.textContent).toContain('分析负荷过高 00:02:00、原因不明 5 秒');
    fireEvent.click(within(first as HTMLElement).getByRole('button', { name: '逐分钟' }));
    expect(await screen.findByRole('img', { name: /讯问室一全景 过去 24 小时/ })).toBeDefined();
    expect(asked.some(({ path }) => path.startsWith('/cameras/c1/coverage?fromUs='))).toBe(true);
  });

  test('is for those who see what the checks say', async () => {
    page(quality(), {}, ['question']);
    expect(await screen.findByText(/没有此项权限/)).toBeDefined();
  });
});
