// SPDX-License-Identifier: Apache-2.0
// Words of recordings of body checks, in Chinese.
export const bodyChecks = {
  sealed: '人身检查录像加密保存',
  sealedHint:
    '没有人能直接查看。确因核查需要，可写明理由申请调阅：由法制部门或局领导批准，只对申请人开放所批时段，批准后 2 小时内有效；申请人须与被检查人同性别。每次解密记入操作日志。',
  ask: '申请调阅',
  alone: '人身检查录像单独回放，其他画面暂不显示。',
  waiting: '{{number}}：已申请，等待批准',
  refused: '{{number}}：未批准',
  over: '{{number}}：批准已到期',
  open: '经批准调阅，有效至 {{time}}；离开本页即关闭，每次解密记入操作日志。',
  interval: '所批时段',
  cannot: '申请调阅须有监督或法制权限。',
  form: {
    stay: '被检查人',
    stayHint: '此时段在区的人员。',
    noStay: '此时段没有您可以查看的在区人员，请改时刻。',
    from: '起',
    to: '止',
    toHint: '最长 2 小时，须在该人员在区期间、已经过去。',
    neededRole: '由谁批准',
    until: '最晚查看到',
    untilHint: '留空则批准后 2 小时内有效。',
    reason: '理由',
    reasonRule: '写明核查什么，至少 5 个字',
    choose: '请选择',
    submit: '提交申请',
    done: '已提交，等待批准',
  },
} as const;
