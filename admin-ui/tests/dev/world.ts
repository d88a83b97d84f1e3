// SPDX-License-Identifier: Apache-2.0
// The made-up centre that pages are developed against: staff, units, rooms, cameras, cases, and persons in it.
import { createHash } from 'node:crypto';
import type * as T from '../../src/api/types';

export const nowUs = () => Date.now() * 1000;
export const minute = 60e6;
export const hour = 3600e6;

/** Stable ids, so that a reload of the page finds the same things. */
export function idOf(name: string): string {
  const h = createHash('sha256').update(name).digest('hex');
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-7${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`;
}

export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

export const units: T.Unit[] = ['城南派出所', '城北派出所', '刑事侦查大队', '法制大队'].map((name, at) => ({
  id: idOf(name),
  code: `U${at + 1}`,
  name,
  active: true,
}));

const unit = (at: number) => {
  const found = units[at] as T.Unit;
  return { id: found.id, name: found.name };
};

const person = (
  login: string,
  name: string,
  badge: string,
  sex: T.Sex,
  fn: T.StaffFunction,
  unitAt: number,
  roles: T.Role[],
): T.Staff => ({
  id: idOf(login),
  login,
  name,
  badge,
  sex,
  function: fn,
  unit: unit(unitAt),
  roles,
  active: true,
  lastSignInUs: nowUs() - 3 * hour,
});

export const staff: T.Staff[] = [
  person('duty', '演示民警甲', '040112', 'M', 'officer', 0, ['duty_officer']),
  person('officer1', '演示民警乙', '040208', 'M', 'officer', 0, ['investigator']),
  person('officer2', '演示民警丙', '040215', 'F', 'officer', 0, ['investigator']),
  person('officer3', '演示民警丁', '040221', 'M', 'officer', 2, ['investigator']),
  person('aux1', '演示辅警癸', 'F0031', 'F', 'auxiliary', 0, []),
  person('aux2', '演示辅警子', 'F0042', 'M', 'auxiliary', 1, []),
  person('unithead', '演示负责人戊', '040101', 'M', 'officer', 0, ['unit_head']),
  person('supervisor', '演示监督员己', '040061', 'F', 'officer', 3, ['supervisor']),
  person('legal', '演示法制员庚', '040060', 'M', 'officer', 3, ['legal_head']),
  person('guard1', '演示看管员丑', 'F0051', 'M', 'auxiliary', 0, ['guard']),
  person('bureau', '演示局领导寅', '040001', 'F', 'officer', 3, ['bureau_head']),
  person('keeper', '演示保管员壬', 'C0007', 'F', 'civilian', 0, ['property_keeper']),
  person('admin', '演示管理员辛', 'C0001', 'M', 'civilian', 3, ['administrator']),
  person('wall', '大屏', 'K0001', 'M', 'civilian', 3, ['kiosk']),
];

const abilitiesBy: Partial<Record<T.Role, T.Ability[]>> = {
  duty_officer: ['see_wall', 'see_board', 'see_stay', 'lead_stay', 'care', 'see_live'],
  investigator: ['see_board', 'see_stay', 'lead_stay', 'question', 'care', 'see_live'],
  guard: ['see_wall', 'see_board', 'see_stay', 'care'],
  bureau_head: ['see_board', 'see_stay', 'approve_extension', 'see_live'],
  unit_head: ['see_board', 'see_stay', 'approve_extension', 'see_live'],
  supervisor: ['see_board', 'see_stay', 'see_live', 'see_playback', 'review_findings', 'see_audit'],
  legal_head: [
    'see_board',
    'see_stay',
    'see_playback',
    'review_findings',
    'confirm_rules',
    'review_legality',
  ],
  administrator: ['administer', 'see_audit', 'see_board'],
  kiosk: ['see_wall'],
};

export function meOf(member: T.Staff): T.Me {
  const all: T.Ability[] = [
    'see_wall',
    'see_board',
    'see_stay',
    'lead_stay',
    'question',
    'approve_extension',
    'see_live',
    'see_playback',
    'review_findings',
    'administer',
    'confirm_rules',
    'see_audit',
    'review_legality',
    'care',
  ];
  const abilities =
    member.login === 'duty' && process.env.MINGJING_DEV_ALL === '1'
      ? all
      : member.roles.flatMap((role) => abilitiesBy[role] ?? []);
  return {
    id: member.id,
    login: member.login,
    name: member.name,
    badge: member.badge,
    function: member.function,
    unit: member.unit,
    roles: member.roles,
    abilities: [...new Set(abilities)],
    centreName: '示范县公安局执法办案管理中心',
    serverTimeUs: nowUs(),
    idleLimitS: member.roles.includes('kiosk') ? 0 : 900,
    expiresUs: nowUs() + 12 * hour,
  };
}

type Seed = [string, string, T.RoomKind, number, T.Privacy?, ('F' | 'M')?, boolean?];

const roomSeeds: Seed[] = [
  ['JD', '接待区', 'reception', 0],
  ['DJ', '登记室', 'registration', 2],
  ['AJ-M', '安检室（男）', 'safety_check_male', 1, 'restricted', 'M'],
  ['AJ-F', '安检室（女）', 'safety_check_female', 1, 'restricted', 'F'],
  ['XX', '信息采集室', 'information_collection', 2],
  ['HW1', '候问室 1', 'waiting', 2, 'normal', 'M'],
  ['HW2', '候问室 2', 'waiting', 2, 'normal', 'F'],
  ['HW3', '候问室 3', 'waiting', 1],
  ['HW4', '候问室 4（未成年）', 'waiting', 1, 'normal', undefined, true],
  ['XW1', '讯问室 1', 'interrogation', 1],
  ['XW2', '讯问室 2', 'interrogation', 1],
  ['XW3', '讯问室 3', 'interrogation', 1],
  ['YW1', '询问室 1', 'questioning', 1],
  ['WCN', '未成年人询问室', 'minor_questioning', 1, 'normal', undefined, true],
  ['XJ', '醒酒室', 'sobering', 1],
  ['YL', '医疗室', 'medical', 1],
  ['LS', '律师会见室', 'lawyer_meeting', 1, 'no_sound'],
  ['WSJ', '卫生间', 'toilet', 1, 'no_picture'],
  ['YZ', '院落', 'yard', 0],
];

export const rooms: T.Room[] = roomSeeds.map(([code, name, kind, capacity, privacy, sexUse, minorUse]) => ({
  id: idOf(code),
  code,
  name,
  kind,
  capacity,
  privacy: privacy ?? 'normal',
  sexUse: sexUse ?? 'any',
  minorUse: minorUse ?? false,
  active: code !== 'XW3',
  outOfServiceReason: code === 'XW3' ? '空调维修' : undefined,
  occupants: [],
  recording:
    privacy === 'no_picture'
      ? 'not_recorded'
      : ['JD', 'DJ', 'XX', 'YL', 'XJ'].includes(code)
        ? 'none'
        : code === 'YW1'
          ? 'down'
          : 'running',
}));

const cameraOf = (
  code: string,
  roomCode: string,
  name: string,
  audio: boolean,
  state: T.CameraRecording['state'] = 'running',
): T.Camera => ({
  id: idOf(`camera-${code}`),
  code,
  name,
  room: { id: idOf(roomCode), name: rooms.find((room) => room.code === roomCode)?.name ?? '' },
  mainUrl: `rtsp://10.20.4.11:554/${code.toLowerCase()}/main`,
  subUrl: `rtsp://10.20.4.11:554/${code.toLowerCase()}/sub`,
  hasCredentials: true,
  transport: 'tcp',
  audio,
  active: true,
  recording: {
    cameraId: idOf(`camera-${code}`),
    name,
    state,
    hasAudio: audio,
    lastDurableUs: nowUs() - 800_000,
  },
  fpsMilli: state === 'running' ? 25_000 : undefined,
  kbps: state === 'running' ? 3_940 : undefined,
  driftUs: state === 'running' ? 412_000 : undefined,
  analysis: state === 'running' ? 'watching' : 'not_watching',
  sight: { live: true, playback: true, sealed: false, mayAsk: false },
});

export const cameras: T.Camera[] = [
  cameraOf('XW1-Q', 'XW1', '讯问室1 全景', true),
  cameraOf('XW1-T', 'XW1', '讯问室1 特写', false),
  cameraOf('XW2-Q', 'XW2', '讯问室2 全景', true),
  cameraOf('YW1-Q', 'YW1', '询问室1 全景', true, 'down'),
  cameraOf('YZ-1', 'YZ', '院落', false),
];

export const cases: T.Case[] = [
  {
    id: idOf('c1'),
    number: '青公（南）立字〔2026〕312号',
    name: '涉嫌盗窃案',
    kind: 'criminal',
    unit: unit(0),
    manyPersons: false,
    openedAtUs: nowUs() - 60 * hour,
  },
  {
    id: idOf('c2'),
    number: '青公（北）受案字〔2026〕1187号',
    name: '殴打他人案',
    kind: 'administrative',
    unit: unit(1),
    manyPersons: false,
    openedAtUs: nowUs() - 20 * hour,
  },
  {
    id: idOf('c3'),
    number: '青公（刑）立字〔2026〕89号',
    name: '涉嫌开设赌场案',
    kind: 'criminal',
    unit: unit(2),
    manyPersons: true,
    openedAtUs: nowUs() - 90 * hour,
  },
];
