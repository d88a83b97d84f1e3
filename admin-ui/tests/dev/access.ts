// SPDX-License-Identifier: Apache-2.0
// Who sees what in the made-up centre: a part of the centre's table, in its shape.
import type * as T from '../../src/api/types';
import { staff } from './world';

const names: Partial<Record<T.Role, [string, string]>> = {
  duty_officer: ['值班民警', 'duty officer'],
  investigator: ['办案民警', 'investigator'],
  supervisor: ['执法监督', 'supervisor'],
};
const reaches = {
  all: ['全中心', 'whole centre'],
  own_unit: ['本单位', 'own unit'],
  own_questioning: ['本单位正在讯（询）问的房间', 'rooms in which the own unit questions now'],
} as const;
type Reach = keyof typeof reaches;

function cell(
  material: string,
  [label, labelEn]: [string, string],
  [room, roomLabel, roomLabelEn]: [string, string, string],
  given: Partial<Record<T.Role, Reach>>,
): T.AccessCell {
  const shown = (Object.entries(given) as [T.Role, Reach][]).map(([role, reach]) => ({
    role,
    roleLabel: names[role]?.[0] ?? role,
    roleLabelEn: names[role]?.[1] ?? role,
    reach,
    reachLabel: reaches[reach][0],
    reachLabelEn: reaches[reach][1],
  }));
  return { material, label, labelEn, room, roomLabel, roomLabelEn, reaches: shown };
}

const none: [string, string, string] = ['none', '不分房间', 'not of a room'];
const general: [string, string, string] = ['general', '一般区域', 'general rooms'];
const closed: [string, string, string] = [
  'no_picture',
  '卫生间、更衣室（无画面）',
  'toilet, changing room (no picture)',
];
const live: [string, string] = ['实时画面', 'Live picture'];

const table: T.AccessCell[] = [
  cell('stay', ['在区记录', 'Record of a stay'], none, {
    duty_officer: 'all',
    investigator: 'own_unit',
    supervisor: 'all',
  }),
  cell('transcript', ['笔录', 'Transcripts'], none, { investigator: 'own_unit', supervisor: 'all' }),
  cell('live', live, general, { duty_officer: 'all', investigator: 'own_questioning', supervisor: 'all' }),
  cell('live', live, closed, {}),
];

export function accessRead(path: string, query: URLSearchParams, me: T.Staff) {
  if (path === '/access/table') return { items: table };
  if (path !== '/access/why') return undefined;
  const who = staff.find((one) => one.id === query.get('staffId')) ?? me;
  const items = table
    .filter((one) => one.room !== closed[0] && (one.material !== 'live' || query.has('roomId')))
    .map(({ material, label, labelEn, reaches: given }): T.AccessAnswer => {
      const found = given.find((one) => who.roles.includes(one.role));
      return {
        material,
        label,
        labelEn,
        allowed: found !== undefined,
        because: found ? `${found.roleLabel}：${found.reachLabel}` : '所任岗位均不可查看。',
        becauseEn: found
          ? `A ${found.roleLabelEn}: ${found.reachLabelEn}.`
          : 'No role held gives sight of it.',
      };
    });
  return { who: { id: who.id, name: who.name }, items };
}
