// SPDX-License-Identifier: Apache-2.0
// The catalogue of plain acts of the made-up centre: the same acts and fields as the centre has, with words of its own.
import type * as T from '../../src/api/types';

/** "word 中文|English", one per line or comma. */
type Words = string;

function wordsOf(text: Words): NonNullable<T.ActField['words']> {
  return text.split(',').map((one) => {
    const [word = '', labels = ''] = one.trim().split(/ (.*)/);
    const [label = '', labelEn = ''] = labels.split('|');
    return { word, label, labelEn: labelEn || label };
  });
}

type Made = (names: string) => T.ActField;

const field =
  (kind: T.ActField['kind'], more: Partial<T.ActField> = {}): Made =>
  (names) => {
    const [name = '', labels = ''] = names.split(/ (.*)/);
    const [label = '', labelEn = ''] = labels.split('|');
    return { name, kind, label, labelEn, required: true, ...more };
  };

const word = (names: string, words: Words) => field('word', { words: wordsOf(words) })(names);
const words = (names: string, list: Words) => field('words', { words: wordsOf(list) })(names);
const text = (names: string, high = 500) => field('text', { high })(names);
const label = field('label', { high: 64 });
const one = field('staff');
const several = field('staffs');
const room = field('room');
const time = field('time');
const flag = field('flag');
const ref = field('ref');
const number = (names: string, low: number, high: number) => field('number', { low, high })(names);
const optional = (made: T.ActField): T.ActField => ({ ...made, required: false });
const note = () => optional(text('note 备注|Note'));
const healthNote = () => optional(text('note 情况说明|Note', 2000));
const place = () => optional(room('roomId 地点|Room'));
const paper = () => text('number 文书编号|Document number', 64);

const signed =
  'signed 本人签名|Signed, fingerprint 捺指印|Fingerprint, signed_and_fingerprint 签名并捺指印|Both, refused 拒绝签字|Refused';
const powers =
  'none 未使用|None, strap 约束带|Strap, police_rope 警绳|Police rope, handcuffs 手铐|Handcuffs, shackles 脚镣|Shackles, chair 约束椅|Chair';
const supporters =
  'guardian 监护人|Guardian, appropriate_adult 合适成年人|Appropriate adult, interpreter 翻译|Interpreter, sign_interpreter 手语翻译|Sign interpreter, female_officer 女民警|Female officer, lawyer 律师|Lawyer';
export const asked = wordsOf(
  'lawyer 会见律师|Lawyer, legal_aid 法律援助|Legal aid, doctor 看医生|Doctor, medicine 用药|Medicine, interpreter 翻译|Interpreter, guardian 通知监护人|Guardian, food 饮食|Food, water 饮水|Water, toilet 如厕|Toilet, rest 休息|Rest, own_statement 自行书写供述|Own statement, recusal 申请回避|Recusal, complaint 控告申诉|Complaint, other 其他|Other',
);

interface More {
  ability?: T.Ability;
  free?: boolean;
  begins?: T.SpellKind;
  ends?: T.SpellKind;
  newId?: string;
}

type Row = [names: string, fields: T.ActField[], more?: More];

function group(name: T.ActKind['group'], ability: T.Ability, rows: Row[]): T.ActKind[] {
  return rows.map(([names, fields, more = {}]) => {
    const [act = '', labels = ''] = names.split(/ (.*)/);
    const [chinese = '', english = ''] = labels.split('|');
    return {
      name: act,
      group: name,
      label: chinese,
      labelEn: english,
      ability: more.ability ?? ability,
      effect: more.begins ? 'begin' : more.ends ? 'end' : 'keep',
      spell: more.begins ?? more.ends,
      heldOnly: !more.free,
      newId: more.newId,
      fields,
    };
  });
}

const rights = group('rights', 'lead_stay', [
  [
    'give_rights_notice 告知权利义务|Give the rights notice',
    [
      word(
        'kind 告知书|Sheet',
        'criminal_suspect 犯罪嫌疑人|Criminal suspect, administrative_suspect 违法嫌疑人|Administrative suspect, continued_questioning 继续盘问|Continued questioning, witness 证人|Witness, victim 被害人|Victim, belongings_pickup 随身财物领取|Collecting belongings',
      ),
      word(
        'how 告知方式|How',
        'read_by_person 本人阅读|Read by the person, read_aloud 宣读|Read aloud, translated 翻译|Translated',
      ),
      word('signed 签收|Signature', signed),
      optional(text('language 语言|Language', 64)),
      optional(text('witness 见证人|Witness', 64)),
      note(),
    ],
    { free: true },
  ],
  [
    'notify_family 通知家属|Tell the family',
    [
      word('outcome 结果|Outcome', 'told 已通知|Told, tried 未联系上|Tried, not_told 未通知|Not told'),
      optional(
        word(
          'channel 方式|Channel',
          'phone 电话|Phone, message 短信|Message, letter 书面|Letter, in_person 当面|In person',
        ),
      ),
      optional(
        word(
          'exception 不通知的情形|Exception',
          'impossible 无法通知|Impossible, state_security 危害国家安全|State security, terrorism 恐怖活动|Terrorism',
        ),
      ),
      optional(text('recipient 被通知人|Told whom', 64)),
      optional(text('reason 原因|Reason')),
    ],
  ],
  [
    'note_request 本人要求|Note a request',
    [
      field('word', { words: asked })('kind 要求事项|What'),
      optional(text('text 本人原话|In their words', 2000)),
    ],
    { free: true, ability: 'care', newId: 'requestId' },
  ],
  [
    'answer_request 答复要求|Answer a request',
    [
      ref('requestId 要求|Request'),
      word(
        'outcome 办理结果|Outcome',
        'granted 已满足|Granted, passed_on 已转告|Passed on, arrived 已到场|Arrived, refused 未同意|Refused, withdrawn 本人撤回|Withdrawn',
      ),
      optional(text('text 说明|Explanation')),
    ],
    { free: true, ability: 'care' },
  ],
  [
    'call_support 联系到场人员|Call a supporter',
    [word('kind 联系何人|Whom', supporters), optional(text('name 姓名|Name', 64)), note()],
    { free: true },
  ],
  [
    'note_support_arrival 到场人员到达|Supporter arrived',
    [
      word('kind 何人到场|Who', supporters),
      text('name 姓名|Name', 64),
      optional(
        word(
          'relation 关系|Relation',
          'parent 父母|Parent, relative 其他亲属|Relative, school 学校|School, work_unit 单位|Work unit, community 居住地基层组织|Community, protection_body 未成年人保护组织|Protection body, none 无|None',
        ),
      ),
      note(),
    ],
    { free: true, ability: 'care' },
  ],
  [
    'begin_visit 开始会见|Begin a visit',
    [
      word(
        'kind 会见人|Visitor',
        'lawyer 律师|Lawyer, guardian 监护人|Guardian, consul 领事官员|Consul, family 家属|Family, other 其他|Other',
      ),
      text('visitor 姓名|Name', 64),
      optional(text('certificate 证件号码|Certificate', 64)),
      place(),
      note(),
    ],
    { free: true, begins: 'visit' },
  ],
  ['end_visit 结束会见|End the visit', [note()], { free: true, ends: 'visit' }],
]);

const questions =
  'self_harm_before 曾自伤自杀|Harmed self before, suicide_thoughts 有轻生念头|Suicidal thoughts, violent 有暴力倾向|Violent, escape_before 曾脱逃|Escaped before, withdrawal 有戒断反应|Withdrawal, illness 患有疾病|Illness, medicine_needed 需按时服药|Needs medicine, injury 有伤|Injured, infectious 患传染病|Infectious, pregnant 怀孕|Pregnant, cannot_be_alone 不宜单独看管|Cannot be alone';

const care = group('care', 'care', [
  [
    'assess_risk 风险评估|Assess the risk',
    [
      word(
        'occasion 评估时机|Occasion',
        'admission 入区|Admission, change 情况变化|Change, before_release 离区前|Before release',
      ),
      number('level 看护级别|Care level', 1, 4),
      field('answers', { words: wordsOf(questions) })('answers 询问与观察|Questions'),
      optional(text('reason 理由|Reason', 2000)),
    ],
  ],
  [
    'make_check 巡查看护|Check on the person',
    [
      words(
        'phrases 情况|What was seen',
        'calm 平静|Calm, asleep_breathing 入睡，呼吸正常|Asleep, roused 已唤醒|Roused, spoke 已交谈|Spoke, upset 情绪激动|Upset, unwell 身体不适|Unwell, injured 有伤|Injured, not_in_place 不在室内|Not in place',
      ),
      place(),
      healthNote(),
    ],
  ],
  [
    'begin_watch 开始专人看护|Begin a constant watch',
    [one('officer 看护人|Officer'), note()],
    { begins: 'watch' },
  ],
  ['hand_over_watch 看护交接|Hand over the watch', [one('officer 接替人|Officer'), note()]],
  ['end_watch 结束专人看护|End the watch', [note()], { ends: 'watch' }],
  [
    'note_medical 医疗处置|Medical',
    [
      word(
        'kind 事项|What',
        'examination 检查|Examination, treatment 治疗|Treatment, ambulance 呼叫急救|Ambulance, fitness_for_questioning 能否接受讯问|Fit for questioning, fitness_for_custody 能否羁押|Fit for custody',
      ),
      word(
        'result 结果|Result',
        'fit 适宜|Fit, not_fit 不适宜|Not fit, treated 已处置|Treated, open 待定|Open',
      ),
      optional(text('doctor 医生|Doctor', 64)),
      healthNote(),
    ],
    { newId: 'medicalId' },
  ],
  [
    'map_injuries 体表伤情图|Map injuries',
    [
      word('occasion 检查时机|Occasion', 'entry 入区|Entry, change 情况变化|Change, exit 出区|Exit'),
      field('marks', {
        high: 40,
        words: wordsOf(
          'bruise 瘀伤|Bruise, cut 切割伤|Cut, graze 擦伤|Graze, swelling 肿胀|Swelling, burn 烧烫伤|Burn, scar 陈旧疤痕|Scar, pain 疼痛|Pain, other 其他|Other',
        ),
      })('marks 部位|Where'),
      flag('photographed 已拍照|Photographed'),
      healthNote(),
    ],
  ],
  [
    'begin_sobering 开始醒酒约束|Begin sobering up',
    [
      one('guard 看护人|Guard'),
      word('restraint 约束方式|Restraint', powers),
      optional(number('breathMg 呼气酒精（mg/100mL）|Breath alcohol', 0, 600)),
      place(),
      healthNote(),
    ],
    { begins: 'sobering' },
  ],
  [
    'end_sobering 酒醒|End sobering up',
    [
      flag('sober 已酒醒|Sober'),
      optional(number('breathMg 呼气酒精（mg/100mL）|Breath alcohol', 0, 600)),
      healthNote(),
    ],
    { ends: 'sobering' },
  ],
  [
    'apply_restraint 使用约束性警械|Apply restraint',
    [
      word(
        'kind 警械|Kind',
        'handcuffs 手铐|Handcuffs, shackles 脚镣|Shackles, police_rope 警绳|Police rope, strap 约束带|Strap, chair 约束椅|Chair',
      ),
      word(
        'reason 原因|Reason',
        'escape 可能脱逃|Escape, violence 行凶|Violence, suicide 自杀|Suicide, self_harm 自伤|Self-harm, other_danger 其他危险|Other danger',
      ),
      note(),
    ],
    { begins: 'restraint' },
  ],
  ['review_restraint 复核约束|Review the restraint', [flag('goesOn 继续使用|Goes on'), note()]],
  ['remove_restraint 解除约束|Remove the restraint', [note()], { ends: 'restraint' }],
  [
    'report_incident 报告突发情况|Report an incident',
    [
      word(
        'kind 情况|What',
        'illness 突发疾病|Illness, injury 受伤|Injury, fall 摔倒|Fall, self_harm 自伤|Self-harm, fight 打斗|Fight, escape 脱逃|Escape, death 死亡|Death, fire 火情|Fire, other 其他|Other',
      ),
      optional(time('inspectionToldUs 报告督察时间|Inspection told at')),
      healthNote(),
    ],
    { free: true, begins: 'incident' },
  ],
  [
    'close_incident 突发情况处置完毕|Close the incident',
    [optional(time('inspectionCameUs 督察到场时间|Inspection came at')), note()],
    { free: true, ends: 'incident' },
  ],
]);

const legal = group('legal', 'lead_stay', [
  [
    'serve_paper 送达法律文书|Serve a paper',
    [
      word(
        'kind 文书|Paper',
        'summons 传唤证|Summons, compelled_appearance 拘传证|Compelled appearance, detention_warrant 拘留证|Detention warrant, detention_notice 拘留通知书|Detention notice, continued_questioning_approval 继续盘问审批表|Continued questioning approval, continued_questioning_notice 继续盘问通知书|Continued questioning notice, bail_decision 取保候审决定书|Bail, residential_surveillance_decision 监视居住决定书|Residential surveillance, penalty_decision 处罚决定书|Penalty decision, penalty_notice 处罚告知书|Penalty notice, release_notice 释放通知书|Release, seizure_list 扣押清单|Seizure list, other 其他|Other',
      ),
      word('signed 签收|Signature', `${signed}, not_needed 无需签收|Not needed`),
      paper(),
      note(),
    ],
  ],
  ['reset_clock 重新计算时限|Reset the clock', [paper(), note()]],
  [
    'hold_identification 组织辨认|Hold an identification',
    [
      word(
        'kind 辨认对象|What',
        'persons 人|Persons, person_photos 人的照片|Photos of persons, objects 物品|Objects, object_photos 物品照片|Photos of objects',
      ),
      number('count 对象数量|How many', 1, 100),
      several('officers 主持人|Officers'),
      flag('recorded 全程录像|Recorded'),
      flag('separately 单独进行|Separately'),
      flag('shownBefore 此前见过对象|Shown before'),
      place(),
      text('witness 见证人|Witness', 64),
      optional(text('result 辨认结果|Result', 2000)),
    ],
    { free: true },
  ],
  [
    'review_case_legally 法制审核|Legal review',
    [
      word('result 审核结果|Result', 'passed 通过|Passed, returned 退回|Returned'),
      optional(text('opinion 意见|Opinion', 2000)),
    ],
    { ability: 'review_legality' },
  ],
  [
    'hand_in_file 移交案卷|Hand in the file',
    [
      word('to 移交给|To', 'case_management 案管|Case management, legal_unit 法制部门|Legal unit'),
      optional(paper()),
      note(),
    ],
  ],
]);

const movement = group('movement', 'lead_stay', [
  [
    'begin_absence 临时出区|Begin an absence',
    [
      word(
        'reason 事由|Reason',
        'recover_goods 起赃|Recover goods, identify_scene 辨认现场|Identify the scene, identify_body 辨认尸体|Identify a body, medical 就医|Medical, other 其他|Other',
      ),
      several('escorts 押解人|Escorts'),
      word('restraint 约束方式|Restraint', powers),
      optional(ref('approvalId 批准|Approval')),
      text('place 去向|Where to'),
      note(),
    ],
    { begins: 'absence' },
  ],
  ['end_absence 返回办案区|End the absence', [note()], { ends: 'absence' }],
  [
    'move_belonging 财物取放|Move a belonging',
    [
      number('item 财物序号|Item', 1, 100),
      word(
        'action 动作|Action',
        'taken_out 取出|Taken out, put_back 放回|Put back, returned 返还本人|Returned, to_family 交家属|To family, seized 扣押|Seized, goes_with_person 随人移交|Goes with the person',
      ),
      one('keeper 保管人|Keeper'),
      flag('signedByPerson 本人签名|Signed by the person'),
      optional(text('recipient 领取人|Recipient', 64)),
      note(),
    ],
  ],
  [
    'note_body_camera 执法记录仪|Body camera',
    [
      word('action 动作|Action', 'on 开启|On, returned 交回|Returned'),
      label('number 设备编号|Number'),
      one('officer 使用人|Officer'),
    ],
    { free: true },
  ],
  [
    'confirm_intake 收押确认|Confirm the intake',
    [
      time('receivedUs 收押时间|Received at'),
      flag('accepted 已收押|Accepted'),
      word(
        'injuries 体表|Injuries',
        'none 未见伤情|None, as_listed 与记录一致|As listed, different 与记录不符|Different',
      ),
      optional(text('number 回执编号|Receipt number', 64)),
      healthNote(),
    ],
  ],
]);

export const catalogue: T.ActKind[] = [...rights, ...care, ...legal, ...movement];

export const actOf = (name: string) => catalogue.find((act) => act.name === name);
