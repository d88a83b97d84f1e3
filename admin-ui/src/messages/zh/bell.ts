// SPDX-License-Identifier: Apache-2.0
// Words of the bell, in Chinese.
export const bell = {
  kind: { approval: '审批', finding: '疑似问题', request: '待答复的要求', trouble: '镜头与画面' },
  label: '等您处理：{{count}} 项',
  moreFindings: '另有 {{count}} 项疑似问题，在“核查”中查看',
  none: '没有等您处理的事项',
  noneHint: '有新的审批、疑似问题或逾期未答复的要求时，会显示在这里。',
  since: '提出',
  title: '等您处理',
} as const;
