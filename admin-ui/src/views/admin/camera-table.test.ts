// SPDX-License-Identifier: Apache-2.0
// Tables of cameras as people really have them.
import { describe, expect, test } from 'vitest';
import type { Room } from '../../api/types';
import { MissingColumns, readCameraTable, tableHeadings } from './camera-table';

const rooms = [
  { id: 'r1', code: 'IT-01', name: '讯问室一' },
  { id: 'r2', code: 'WT-01', name: '候问室' },
] as Room[];
const read = (...lines: string[]) => readCameraTable([tableHeadings, ...lines].join('\n'), rooms);

describe('a table of cameras', () => {
  test('rooms are named by code or name, and what is left out has its usual value', () => {
    const rows = read(
      'A1,全景,IT-01,rtsp://10.0.0.1/1,,admin,"p,a""ss",,',
      'A2,近景,候问室,rtsp://10.0.0.2/1,rtsp://10.0.0.2/2,,,UDP,否',
    );
    expect(rows.map((row) => row.mistake)).toEqual([undefined, undefined]);
    expect(rows[0]?.input).toEqual({
      code: 'A1',
      name: '全景',
      roomId: 'r1',
      mainUrl: 'rtsp://10.0.0.1/1',
      subUrl: undefined,
      username: 'admin',
      password: 'p,a"ss',
      transport: 'tcp',
      audio: true,
      active: true,
    });
    expect(rows[1]?.input).toMatchObject({ roomId: 'r2', transport: 'udp', audio: false });
  });

  test('each mistake is told with its line, and the other rows stay', () => {
    const rows = read(
      'A1,全景,IT-01,rtsp://10.0.0.1/1',
      '',
      'A1,又一,IT-01,rtsp://10.0.0.3/1',
      'A3,全景,XX-09,rtsp://10.0.0.4/1',
      'A4,全景,IT-01,http://10.0.0.5/1',
      'A5,全景,IT-01,rtsp://u:p@10.0.0.6/1',
      'A6,全景,IT-01,rtsp://10.0.0.7/1,,,,multicast',
      ',全景,IT-01,rtsp://10.0.0.8/1',
      'A8,全景,IT-01,rtsp://10.0.0.9/1,,,,,,,多余',
    );
    expect(rows.map(({ line, mistake }) => [line, mistake])).toEqual([
      [2, undefined],
      [4, 'twice'],
      [5, 'room'],
      [6, 'url'],
      [7, 'url'],
      [8, 'transport'],
      [9, 'code'],
      [10, 'columns'],
    ]);
  });

  test('columns stand in any order, in English too, between tabs or semicolons, with or without a BOM', () => {
    for (const [bom, sign] of [
      ['', '\t'],
      ['\uFEFF', ';'],
    ] as const) {
      const head = ['mainUrl', 'Room', 'code', 'NAME'].join(sign);
      const rows = readCameraTable(
        `${bom}${head}\r\n${['rtsp://10.0.0.1/1', 'IT-01', 'A1', '全景'].join(sign)}\r\n`,
        rooms,
      );
      expect(rows).toHaveLength(1);
      expect(rows[0]?.input).toMatchObject({ code: 'A1', name: '全景', mainUrl: 'rtsp://10.0.0.1/1' });
    }
  });

  test('a table that does not name what is needed is refused as a whole', () => {
    expect(() => readCameraTable('代码,名称\nA1,全景', rooms)).toThrow(MissingColumns);
    expect(() => readCameraTable('', rooms)).toThrow(MissingColumns);
  });
});
