// SPDX-License-Identifier: Apache-2.0
// One theme: light for the desk, dark for the wall. One blue; red, amber and green belong to duty states.
import { type ThemeConfig, theme } from 'antd';

const fontFamily =
  "'Noto Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', system-ui, -apple-system, 'Segoe UI', sans-serif";

export const deskTheme: ThemeConfig = {
  token: {
    colorPrimary: '#1d4f91',
    colorInfo: '#1d4f91',
    colorLink: '#1d4f91',
    colorError: '#b3261e',
    colorWarning: '#9a5b00',
    colorSuccess: '#1b6e3c',
    colorPrimaryBg: '#e6eef8',
    colorPrimaryBgHover: '#d6e3f4',
    colorInfoBg: '#e6eef8',
    colorInfoBorder: '#b5cbe8',
    colorErrorBg: '#fbeceb',
    colorErrorBorder: '#e2a19d',
    colorWarningBg: '#fdf3e0',
    colorWarningBorder: '#dfb871',
    colorSuccessBg: '#e7f4ec',
    colorSuccessBorder: '#98cbab',
    controlItemBgActive: '#e6eef8',
    controlItemBgActiveHover: '#d6e3f4',
    controlItemBgHover: '#f4f6f9',
    colorText: '#16202c',
    colorTextSecondary: '#4a5766',
    colorTextTertiary: '#5c6877',
    colorTextPlaceholder: '#737f8d',
    colorBgLayout: '#eef1f5',
    colorBorder: '#c5cdd7',
    colorBorderSecondary: '#dde3ea',
    borderRadius: 4,
    borderRadiusLG: 6,
    fontFamily,
    fontSize: 14,
    fontSizeSM: 12,
    // Nothing moves: a page is calm, and on a busy machine no leaving spinner keeps naming a button "loading".
    motion: false,
    boxShadowSecondary: '0 2px 10px rgba(22, 32, 44, 0.16)',
  },
  components: {
    Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px', labelColor: '#4a5766' },
    Table: { cellPaddingBlockSM: 7, headerBg: '#f4f6f9', headerColor: '#4a5766' },
    Alert: { withDescriptionPadding: '10px 12px', withDescriptionIconSize: 18 },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
  },
};

export const wallTheme: ThemeConfig = {
  algorithm: theme.darkAlgorithm,
  token: {
    ...deskTheme.token,
    colorText: '#eef3f9',
    colorTextSecondary: '#b4c0cd',
    colorBgLayout: '#0b1119',
  },
};
