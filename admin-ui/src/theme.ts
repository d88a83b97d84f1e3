// SPDX-License-Identifier: Apache-2.0
// One theme in two lights. One blue; red, amber and green belong to duty states. The wall has a dark look of its own.
import { type ThemeConfig, theme } from 'antd';
import { type Colours, dark, light } from './colours';
import type { Shown } from './look';

const fontFamily =
  "'Noto Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', system-ui, -apple-system, 'Segoe UI', sans-serif";

function common(c: Colours): ThemeConfig['token'] {
  return {
    colorPrimary: c.accent,
    colorInfo: c.accent,
    colorLink: c.accent,
    colorError: c.over,
    colorWarning: c.soon,
    colorSuccess: c.ok,
    colorPrimaryBg: c['accent-soft'],
    colorInfoBg: c['accent-soft'],
    colorErrorBg: c['over-soft'],
    colorWarningBg: c['soon-soft'],
    colorSuccessBg: c['ok-soft'],
    controlItemBgActive: c['accent-soft'],
    controlItemBgHover: c.quiet,
    colorText: c.ink,
    colorTextSecondary: c['ink-2'],
    colorTextTertiary: c['ink-3'],
    colorBgLayout: c.ground,
    colorBorder: c['line-2'],
    colorBorderSecondary: c.line,
    borderRadius: 4,
    borderRadiusLG: 6,
    fontFamily,
    fontSize: 14,
    fontSizeSM: 12,
    // Nothing moves: a page is calm, and on a busy machine no leaving spinner keeps naming a button "loading".
    motion: false,
    boxShadowSecondary: `0 2px 10px ${c.shade}`,
  };
}

const components = (c: Colours): ThemeConfig['components'] => ({
  Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px', labelColor: c['ink-2'] },
  Table: { cellPaddingBlockSM: 7, headerBg: c.quiet, headerColor: c['ink-2'] },
  Alert: { withDescriptionPadding: '10px 12px', withDescriptionIconSize: 18 },
  Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
});

const day: ThemeConfig = {
  token: {
    ...common(light),
    colorPrimaryBgHover: '#d6e3f4',
    colorInfoBorder: '#b5cbe8',
    colorErrorBorder: '#e2a19d',
    colorWarningBorder: '#dfb871',
    colorSuccessBorder: '#98cbab',
    controlItemBgActiveHover: '#d6e3f4',
    colorLinkHover: '#2b62a9',
    colorTextPlaceholder: '#6a7683',
  },
  components: components(light),
};

/** The dark algorithm dims what it is given; ours are chosen for the night already. */
const asChosen: typeof theme.darkAlgorithm = (_, derived) => ({
  ...(derived as NonNullable<typeof derived>),
  colorPrimary: dark.accent,
  colorInfo: dark.accent,
  colorLink: dark.accent,
  colorError: dark.over,
  colorWarning: dark.soon,
  colorSuccess: dark.ok,
});

const nightTheme: ThemeConfig = {
  algorithm: [theme.darkAlgorithm, asChosen],
  token: {
    ...common(dark),
    // On light blue the writing, the ticks and the knobs are dark.
    colorWhite: dark['on-strong'],
    colorTextLightSolid: dark['on-strong'],
    colorPrimaryHover: '#a5c9f6',
    colorPrimaryActive: '#6ea3e4',
    colorLinkHover: '#a5c9f6',
    colorLinkActive: '#6ea3e4',
    colorErrorHover: '#ffb3ab',
    colorErrorActive: '#f58378',
    colorPrimaryBgHover: '#274265',
    colorInfoBorder: '#355a88',
    colorErrorBorder: '#8a4641',
    colorWarningBorder: '#7b5f24',
    colorSuccessBorder: '#35714c',
    controlItemBgActiveHover: '#274265',
    colorTextPlaceholder: '#93a1b0',
    colorBgContainer: dark.paper,
    colorBgElevated: '#1d2936',
    colorBgSpotlight: '#dbe4ee',
    colorBgMask: dark.veil,
  },
  components: components(dark),
};

export const themes: Record<Shown, ThemeConfig> = { light: day, dark: nightTheme };
