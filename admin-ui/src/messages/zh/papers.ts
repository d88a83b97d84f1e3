// SPDX-License-Identifier: Apache-2.0
export const papers = {
  print: '打印',
  form: {
    use_register: '办案区使用情况登记表',
    safety_check: '人身安全检查登记表',
    belongings: '随身财物登记表',
    rights: '权利义务告知书',
    care_log: '看护巡查及饮食休息记录',
    temporary_exit: '临时出区审批表',
    own_record: '在区情况告知单（交本人）',
  },
  import: {
    open: '导入案件',
    title: '从案件系统导入',
    system: '按案件编号',
    file: '从文件',
    number: '案件编号',
    fileHint: 'JSON 或 CSV 文件，由案件系统导出。',
    take: '导入',
    close: '完成',
    caseKnown: '案件已有',
    caseNew: '案件已建立',
    known: '已预约，未重复',
    booked: '已预约',
  },
} as const;
