// SPDX-License-Identifier: Apache-2.0
// The axis by keys: an arrow leads to the next item, Enter to its entry, and each item says what, when and by whom.
import { fireEvent, screen } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { centre, prepare, show, user } from '../../../tests/render';
import type { StayDetail, TimelineEvent } from '../../api/types';
import { entryId } from './show-entry';
import { Axis } from './stay-axis';

beforeAll(async () => {
  await prepare();
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
});

const arrived = Date.UTC(2026, 10, 24, 1) * 1000;
const event = (seq: number, type: string, minutes: number, more: Partial<TimelineEvent> = {}) =>
  ({
    seq,
    type,
    label: type,
    labelEn: type,
    happenedUs: arrived + minutes * 60e6,
    enteredUs: arrived + minutes * 60e6,
    late: false,
    actor: { id: 'a', name: '演示民警甲' },
    hash: '',
    details: [],
    ...more,
  }) as TimelineEvent;
const detail = {
  tile: { stayId: 's', arrivedAtUs: arrived },
  departedAtUs: arrived + 3600e6,
  acts: [],
  care: [],
  clocks: [],
  findings: [],
  questionings: [],
} as unknown as StayDetail;

test('an arrow leads on, Enter leads to the entry in the list', async () => {
  centre({});
  show(
    <>
      <Axis
        detail={detail}
        events={[
          event(1, 'PersonPlaced', 5, { room: { id: 'r', name: '候问室1' } }),
          event(2, 'CheckMade', 10, { late: true }),
        ]}
      />
      <ol>
        <li id={entryId(2)} tabIndex={-1} />
      </ol>
    </>,
    user(),
  );
  const room = await screen.findByRole('button', {
    name: '候问室1 · 09:05:00 至 10:00:00（00:55:00） · 登记人 演示民警甲',
  });
  const check = screen.getByRole('button', { name: '查看 · 09:10:00 · 登记人 演示民警甲 · 补录' });
  expect([room.tabIndex, check.tabIndex]).toEqual([0, -1]);
  room.focus();
  fireEvent.keyDown(room, { key: 'ArrowRight' });
  expect(document.activeElement).toBe(check);
  expect([room.tabIndex, check.tabIndex]).toEqual([-1, 0]);
  const entry = document.getElementById(entryId(2)) as HTMLElement;
  entry.scrollIntoView = vi.fn();
  fireEvent.click(check);
  expect(entry.scrollIntoView).toHaveBeenCalledOnce();
  expect(document.activeElement).toBe(entry);
});
