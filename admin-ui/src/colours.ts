// SPDX-License-Identifier: Apache-2.0
// The colours of the pages by day and by night. base.css holds the same for the first paint; a test keeps them alike.
export const light = {
  ink: '#16202c',
  'ink-2': '#4a5766',
  'ink-3': '#5c6877',
  line: '#dde3ea',
  'line-2': '#c5cdd7',
  paper: '#ffffff',
  ground: '#eef1f5',
  quiet: '#f4f6f9',
  accent: '#1d4f91',
  'accent-soft': '#e6eef8',
  over: '#b3261e',
  'over-soft': '#fbeceb',
  soon: '#9a5b00',
  'soon-soft': '#fdf3e0',
  ok: '#1b6e3c',
  'ok-soft': '#e7f4ec',
  /** Only of the practice centre's mark. */
  practice: '#6a3fa8',
  'practice-soft': '#f1eafa',
  /** Writing on a plane of accent, over, soon or ok. */
  'on-strong': '#ffffff',
  shade: 'rgba(22, 32, 44, 0.16)',
  veil: 'rgba(22, 32, 44, 0.32)',
} as const;

export type Colours = { readonly [K in keyof typeof light]: string };

export const dark: Colours = {
  ink: '#e6edf5',
  'ink-2': '#b9c5d2',
  'ink-3': '#9dabba',
  line: '#2a3747',
  'line-2': '#45566a',
  paper: '#18222e',
  ground: '#0f161f',
  quiet: '#1f2b39',
  accent: '#82b3f0',
  'accent-soft': '#1e3450',
  over: '#ff9a90',
  'over-soft': '#3b1f1e',
  soon: '#f0b64f',
  'soon-soft': '#342911',
  ok: '#72d094',
  'ok-soft': '#183121',
  practice: '#c3a5f0',
  'practice-soft': '#2c2140',
  'on-strong': '#0b1119',
  shade: 'rgba(0, 0, 0, 0.6)',
  veil: 'rgba(0, 0, 0, 0.6)',
};
