// SPDX-License-Identifier: Apache-2.0
// By day and by night every writing stands out from what it is on, and no page has colours of its own.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { theme } from 'antd';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Colours, dark, light } from './colours';
import { look, setLook, shown } from './look';
import { themes } from './theme';

type Rgb = [number, number, number];

function parse(colour: string): [...Rgb, number] {
  const hex =
    /^#([0-9a-f]{6})$/i.exec(colour)?.[1] ?? /^#([0-9a-f]{3})$/i.exec(colour)?.[1]?.replace(/./g, '$&$&');
  if (hex)
    return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).concat(1) as [...Rgb, number];
  const [r = 0, g = 0, b = 0, a = 1] = (/^rgba?\((.*)\)$/.exec(colour)?.[1] ?? '').split(',').map(Number);
  return [r, g, b, a];
}

/** What is seen of a colour that lets the ground through. */
function over(colour: string, ground: string): Rgb {
  const [r, g, b, a] = parse(colour);
  const [x, y, z] = parse(ground);
  return [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a)];
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(writing: string, ground: string, below = '#ffffff'): number {
  const plane = over(ground, below);
  const flat = `rgb(${plane.join(',')})`;
  const [high, low] = [luminance(over(writing, flat)), luminance(plane)].sort((a, b) => b - a) as [
    number,
    number,
  ];
  return (high + 0.05) / (low + 0.05);
}

test('contrast is measured as WCAG says', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

type Name = keyof Colours;
const grounds: Name[] = ['paper', 'ground', 'quiet', 'accent-soft'];
const pairs: [Name, Name][] = [
  ...(['ink', 'ink-2', 'ink-3', 'accent'] as const).flatMap((ink) =>
    grounds.map((on): [Name, Name] => [ink, on]),
  ),
  ...(['over', 'soon', 'ok'] as const).flatMap((state): [Name, Name][] => [
    [state, 'paper'],
    [state, 'ground'],
    [state, 'quiet'],
    [state, 'accent-soft'],
    [state, `${state}-soft`],
    ['ink', `${state}-soft`],
    ['ink-2', `${state}-soft`],
    ['on-strong', state],
  ]),
  ['on-strong', 'accent'],
  ['practice', 'practice-soft'],
  ['ink', 'practice-soft'],
  ['ink-3', 'practice-soft'],
  ['accent', 'practice-soft'],
  ['soon', 'practice-soft'],
  ['paper', 'ink'],
];

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('in the %s look', (name, colours) => {
  test.each(pairs)('%s on %s is read with ease', (writing, ground) => {
    expect(contrast(colours[writing], colours[ground])).toBeGreaterThanOrEqual(4.5);
  });

  test('the states are told apart from the ground by more than a shade', () => {
    for (const plane of ['accent', 'over', 'soon', 'ok'] as const)
      expect(contrast(colours[plane], colours.paper)).toBeGreaterThanOrEqual(3);
  });

  test('the mark of the practice centre lies over everything, and all is read with ease', () => {
    const mark = readFileSync('public/practice.svg', 'utf8');
    const [, fill = '', alpha = ''] = /fill="(#[0-9a-f]{6})" fill-opacity="([\d.]+)"/.exec(mark) ?? [];
    const [r, g, b] = parse(fill);
    const veil = `rgba(${r},${g},${b},${alpha})`;
    const under = (colour: string) => `rgb(${over(veil, colour).join(',')})`;
    for (const [writing, ground] of [
      ['ink', 'paper'],
      ['ink-2', 'ground'],
      ['ink-3', 'paper'],
      ['accent', 'paper'],
    ] as const)
      expect(contrast(under(colours[writing]), under(colours[ground]))).toBeGreaterThanOrEqual(4.5);
  });

  const token = theme.getDesignToken(themes[name]);
  test('the parts of the library have these colours, and no others made of them', () => {
    expect(token).toMatchObject({
      colorPrimary: colours.accent,
      colorLink: colours.accent,
      colorError: colours.over,
      colorWarning: colours.soon,
      colorSuccess: colours.ok,
    });
  });
  test.each([
    ['colorText', 'colorBgContainer'],
    ['colorText', 'colorBgElevated'],
    ['colorTextSecondary', 'colorBgElevated'],
    ['colorTextTertiary', 'colorBgElevated'],
    ['colorTextPlaceholder', 'colorBgContainer'],
    ['colorText', 'controlItemBgHover'],
    ['colorText', 'controlItemBgActive'],
    ['colorText', 'controlItemBgActiveHover'],
    ['colorPrimary', 'colorBgElevated'],
    ['colorPrimary', 'controlItemBgActive'],
    ['colorWarning', 'colorWarningBg'],
    ['colorError', 'colorErrorBg'],
    ['colorPrimaryHover', 'colorBgContainer'],
    ['colorLink', 'colorBgContainer'],
    ['colorLinkHover', 'colorBgContainer'],
    ['colorError', 'colorBgContainer'],
    ['colorErrorHover', 'colorBgContainer'],
    ['colorTextLightSolid', 'colorPrimary'],
    ['colorTextLightSolid', 'colorPrimaryHover'],
    ['colorTextLightSolid', 'colorPrimaryActive'],
    ['colorTextLightSolid', 'colorError'],
    ['colorTextLightSolid', 'colorErrorHover'],
    ['colorTextLightSolid', 'colorBgSpotlight'],
    ['colorText', 'colorInfoBg'],
    ['colorText', 'colorErrorBg'],
    ['colorText', 'colorWarningBg'],
    ['colorText', 'colorSuccessBg'],
  ] as const)('%s on %s is read with ease', (writing, ground) => {
    expect(contrast(token[writing], token[ground], token.colorBgContainer)).toBeGreaterThanOrEqual(4.5);
  });
});

const src = join(process.cwd(), 'src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' });

test('the style sheet of the first paint has the same colours', () => {
  const css = readFileSync(join(src, 'base.css'), 'utf8');
  const blockOf = (selector: string) => css.slice(css.indexOf(selector)).split('}')[0] ?? '';
  for (const [selector, colours] of [
    [':root {', light],
    [':root[data-look="dark"] {', dark],
  ] as const)
    for (const [name, value] of Object.entries(colours))
      expect(blockOf(selector)).toContain(`--${name}: ${value};`);
});

test('no page has colours of its own, but the wall, the screen for cameras, pictures, and paper', () => {
  const own = [
    'wall.module.css',
    'display.module.css',
    'video.module.css',
    'pictures.module.css',
    'records.module.css',
  ];
  const styled = files.filter(
    (file) => file.endsWith('.module.css') && !own.some((one) => file.endsWith(one)),
  );
  expect(styled.length).toBeGreaterThan(15);
  for (const file of styled)
    expect(readFileSync(join(src, file), 'utf8'), file).not.toMatch(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/i);
  for (const file of files.filter((one) => one.endsWith('.tsx') && !one.endsWith('.test.tsx')))
    expect(readFileSync(join(src, file), 'utf8'), file).not.toMatch(
      /['"`\s]#[0-9a-f]{3}([0-9a-f]{3})?['"`\s;]/i,
    );
});

describe('the look', () => {
  let systemIsDark = false;
  beforeEach(() => {
    vi.stubGlobal('matchMedia', () => ({ matches: systemIsDark, addEventListener: () => undefined }));
  });
  afterEach(() => vi.unstubAllGlobals());
  const early = () => new Function(readFileSync(join(process.cwd(), 'public/look.js'), 'utf8'))();

  test.each([
    [null, false, 'light'],
    [null, true, 'dark'],
    ['system', true, 'dark'],
    ['light', true, 'light'],
    ['dark', false, 'dark'],
    ['nonsense', false, 'light'],
  ])('kept %s, system dark %s: %s, before the first paint and after it', (kept, system, wanted) => {
    systemIsDark = system;
    if (kept) localStorage.setItem('mingjing-look', kept);
    early();
    expect(document.documentElement.dataset.look).toBe(wanted);
    expect(shown()).toBe(wanted);
  });

  test('is kept when it is chosen, and shown at once', () => {
    setLook('dark');
    expect(look()).toBe('dark');
    expect(document.documentElement.dataset.look).toBe('dark');
  });
});
