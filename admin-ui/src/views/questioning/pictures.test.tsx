// SPDX-License-Identifier: Apache-2.0
// Beside the live pictures, and where they are not shown, one is told why: about this room and this person.
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { centre, prepare, show, user } from '../../../tests/render';
import type { Questioning } from '../../api/types';
import { Pictures } from './pictures';

beforeAll(prepare);
vi.setConfig({ testTimeout: 40_000 });

const questioning = (state: 'running' | 'ended') =>
  ({
    summary: { id: 'q1', stayId: 's1', room: { id: 'r1', name: '讯问室一' }, state },
    recording: [{ cameraId: 'c1', name: '全景', state: 'running', hasAudio: false }],
  }) as unknown as Questioning;

test.each([[['see_live']], [[]]] as const)(
  'with %j the link asks about the room and the stay',
  async (abilities) => {
    const asked = centre({ 'GET /access/why': { who: { id: 'u1', name: '甲' }, items: [] } });
    show(<Pictures questioning={questioning('running')} />, user({ abilities: [...abilities] }));
    expect(document.querySelectorAll('video')).toHaveLength(abilities.length);
    fireEvent.click(screen.getByRole('button', { name: '为何可见' }));
    await waitFor(() => expect(asked.map((one) => one.path)).toContain('/access/why?stayId=s1&roomId=r1'));
  },
);

test('of a questioning that is over there is no live picture to ask about', () => {
  centre({});
  show(<Pictures questioning={questioning('ended')} />, user({ abilities: ['see_live'] }));
  expect(screen.queryByRole('button', { name: '为何可见' })).toBeNull();
});
