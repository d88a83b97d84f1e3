// SPDX-License-Identifier: Apache-2.0
// 接收录音录像资料包的机关及其证书。
export const recipients = {
  title: '接收机关',
  about:
    '移送检察院、法院的录音录像资料包，只以该机关的证书加密后离开本中心；为辩护人提供的副本由其转交。证书由管理员添加，经法制部门负责人核对指纹后方可使用。',
  add: '添加证书',
  added: '已添加，待法制部门负责人核对指纹',
  none: '还没有接收机关',
  noneHint: '向检察院、法院索取其加密证书（X.509，PEM 格式），由管理员在此添加。',
  count: '共 {{count}} 份',
  state: {
    waiting: '待确认',
    confirmed: '可用',
    expired: '不在有效期',
    changed: '与添加时不符',
    retired: '已停用',
  },
  kind: '类别',
  name: '机关名称',
  certificate: '证书（PEM）',
  certificateHint: 'RSA 2048 位以上，或 EC P-256、P-384；密钥用途须允许加密。不要粘贴私钥。',
  fingerprint: '指纹（SHA-256）',
  subject: '证书主体',
  valid: '有效期',
  acts: '经手',
  addedBy: '{{name}} 添加于 {{time}}',
  confirmedBy: '{{name}} 确认于 {{time}}',
  retiredBy: '{{name}} 停用于 {{time}}',
  own: '您添加的证书须由他人确认',
  confirm: '确认指纹',
  confirmTitle: '确认指纹 · {{name}}',
  confirmExplain:
    '请用另一途径（公函、当面或拨打该机关公开的电话）取得证书指纹，照此填写；不要从本页抄录。指纹相符，证书即可使用。',
  told: '该机关告知的指纹',
  toldHint: '64 位十六进制数字，空格、冒号和大小写不影响',
  confirmed: '指纹相符，证书可用',
  retire: '停用',
  retireTitle: '停用证书 · {{name}}',
  retireExplain:
    '停用后不能恢复：不再以此证书制作资料包，已制成的也不再提供下载。该机关换了证书的，请另行添加。',
  retired: '已停用',
} as const;
