// SPDX-License-Identifier: Apache-2.0
// Words of the search, in Chinese.
export const search = {
  button: '搜索',
  choose: '选择',
  close: '关闭',
  dialogFirst: '请先完成或关闭当前窗口，再搜索',
  failed: '暂时读不到在区人员，请检查网络',
  hint: '编号、姓名、房间，或菜单中的页面',
  hintPages: '菜单中的页面',
  loading: '正在读取在区人员…',
  more: '另有 {{count}} 项，请再输入几个字',
  none: '在区人员和菜单中没有找到。',
  noneHint: '已离区的人员请在“在区记录”中查找。',
  old: '连接已断开，名单可能不是最新',
  open: '打开',
  page: '页面',
  title: '搜索在区人员和页面',
} as const;
