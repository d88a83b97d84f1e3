// SPDX-License-Identifier: Apache-2.0
import { render } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import type { BodyMap } from '../../api/types';
import { startI18n } from '../../i18n';
import { InjuriesPanel } from './injuries-panel';

beforeAll(async () => {
  await startI18n();
});

const mark = (kind: string, differs: boolean) =>
  ({ side: 'front', xMilli: 500, yMilli: 300, kind, differs }) as NonNullable<BodyMap['marks']>[number];

it('columns stand in the order of happening, and what differs is said in words', () => {
  const maps: BodyMap[] = [
    { seq: 5, occasion: 'exit', atUs: 1, byName: '甲', marks: [mark('bruise', false)], gone: [] },
    {
      seq: 9,
      occasion: 'intake',
      atUs: 2,
      byName: '乙',
      said: 'as_listed',
      marks: [mark('cut', true)],
      gone: [mark('bruise', true)],
    },
  ];
  const { container } = render(<InjuriesPanel maps={maps} />);
  const columns = [...container.querySelectorAll('section')];
  expect(columns.map((one) => one.querySelector('h3')?.textContent)).toEqual(['出区检查', '收押检查']);
  expect(columns[0]?.textContent).not.toContain('不一致');
  expect(columns[1]?.textContent).toContain('不一致');
  const words = [...(columns[1]?.querySelectorAll('li') ?? [])].map((one) => one.textContent);
  expect(words[0]).toContain('新增');
  expect(words[1]).toContain('未见');
});
