// SPDX-License-Identifier: Apache-2.0
// Many cameras in one table (CSV, or cells copied from a spreadsheet): read row by row, each mistake at its row.
import type { CameraInput, Room } from '../../api/types';

export type RowMistake = 'columns' | 'code' | 'room' | 'url' | 'transport' | 'twice';

export interface CameraRow {
  line: number;
  code: string;
  name: string;
  input?: CameraInput;
  mistake?: RowMistake;
}

type Column =
  | 'code'
  | 'name'
  | 'room'
  | 'mainUrl'
  | 'subUrl'
  | 'username'
  | 'password'
  | 'transport'
  | 'audio';

/** The first row names the columns, in either language and any order. */
const headings: Record<string, Column> = {
  code: 'code',
  代码: 'code',
  name: 'name',
  名称: 'name',
  room: 'room',
  房间: 'room',
  mainurl: 'mainUrl',
  主码流: 'mainUrl',
  suburl: 'subUrl',
  子码流: 'subUrl',
  username: 'username',
  账号: 'username',
  password: 'password',
  密码: 'password',
  transport: 'transport',
  传输: 'transport',
  audio: 'audio',
  拾音: 'audio',
};
export const tableHeadings = '代码,名称,房间,主码流,子码流,账号,密码,传输,拾音';
const needed: readonly Column[] = ['code', 'name', 'room', 'mainUrl'];
const address = /^rtsps?:\/\/[^@\s]+$/;
const no = ['0', 'no', 'false', '否', '无'];

export class MissingColumns extends Error {}

/** Rooms are named by code or name. Throws MissingColumns when the first row does not name what is needed. */
export function readCameraTable(text: string, rooms: readonly Room[]): CameraRow[] {
  const [head, ...rows] = cellsOf(text);
  const columns = (head?.cells ?? []).map((cell) => headings[cell.trim().toLowerCase()]);
  if (needed.some((column) => !columns.includes(column))) throw new MissingColumns();
  const seen = new Set<string>();
  return rows
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ line, cells }) => {
      const at = (column: Column) => cells[columns.indexOf(column)]?.trim() ?? '';
      const row = { line, code: at('code'), name: at('name') };
      if (cells.length > columns.length) return { ...row, mistake: 'columns' as const };
      const twice = seen.has(row.code);
      seen.add(row.code);
      return twice ? { ...row, mistake: 'twice' as const } : { ...row, ...inputOf(at, rooms) };
    });
}

function inputOf(
  at: (column: Column) => string,
  rooms: readonly Room[],
): Pick<CameraRow, 'input' | 'mistake'> {
  const room = rooms.find((known) => known.code === at('room') || known.name === at('room'));
  const transport = at('transport').toLowerCase() || 'tcp';
  if (!at('code') || !at('name')) return { mistake: 'code' };
  if (!room) return { mistake: 'room' };
  if (!address.test(at('mainUrl')) || (at('subUrl') && !address.test(at('subUrl'))))
    return { mistake: 'url' };
  if (transport !== 'tcp' && transport !== 'udp') return { mistake: 'transport' };
  return {
    input: {
      code: at('code'),
      name: at('name'),
      roomId: room.id,
      mainUrl: at('mainUrl'),
      subUrl: at('subUrl') || undefined,
      username: at('username') || undefined,
      password: at('password') || undefined,
      transport,
      audio: !no.includes(at('audio').toLowerCase()),
      active: true,
    },
  };
}

/** Commas, semicolons or tabs between cells, as the first row has them; quotes as spreadsheets write them. */
function cellsOf(text: string): { line: number; cells: string[] }[] {
  const plain = text.replace(/^\uFEFF/, '');
  const first = plain.split('\n', 1)[0] ?? '';
  const between = ['\t', ';'].find((sign) => first.includes(sign)) ?? ',';
  const rows: { line: number; cells: string[] }[] = [];
  let row = { line: 1, cells: [''] };
  let line = 1;
  let quoted = false;
  for (let i = 0; i < plain.length; i++) {
    const sign = plain[i] as string;
    if (sign === '\n') line++;
    const last = row.cells.length - 1;
    if (quoted && sign === '"' && plain[i + 1] === '"') {
      row.cells[last] += '"';
      i++;
    } else if (sign === '"' && (quoted || row.cells[last] === '')) quoted = !quoted;
    else if (!quoted && sign === between) row.cells.push('');
    else if (!quoted && sign === '\n') {
      rows.push(row);
      row = { line, cells: [''] };
    } else if (quoted || sign !== '\r') row.cells[last] += sign;
  }
  rows.push(row);
  return rows;
}
