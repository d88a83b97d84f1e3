// SPDX-License-Identifier: Apache-2.0
// What the room panel reads while the centre answers, kept for the time when it does not; and whether it answers.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call } from '../api/client';
import { useLinkState } from '../api/events';
import { outcomeUnknown } from '../api/problem';
import { useBoard, useQuestioning, useQuestionings, useStaff } from '../api/queries';
import type { Board, Me, Questioning, Staff } from '../api/types';
import { type PanelMemory, panelMemory, type Running } from '../panel/memory';
import { useUser } from '../session';

const everyMs = 5_000;
const seenEveryMs = 20_000;

export interface Reach {
  away: boolean;
  /** Whether this browser stands in a room; not known before the centre has said it. */
  placed: boolean | undefined;
}

/**
 * Whether the centre can be reached from here; nothing before the first answer or failure. It is asked again and again,
 * and asked once only each time; that nobody is signed in is an answer, too.
 */
export function useReach(): Reach | undefined {
  const { data, error, status, refetch } = useQuery({
    queryKey: ['terminal', 'panel'],
    queryFn: async ({ signal }) => call('get', '/terminals/here', { signal }),
    refetchInterval: everyMs,
    retry: false,
  });
  const link = useLinkState();
  const [reach, setReach] = useState<Reach>();
  useEffect(() => {
    if (status === 'success') setReach({ away: false, placed: data.room !== undefined });
    // A question that is asked anew after a failure changes nothing until it is answered.
    if (status === 'error') setReach((before) => ({ away: outcomeUnknown(error), placed: before?.placed }));
  }, [status, data, error]);
  useEffect(() => {
    // What broke or came back is asked about at once.
    if (link === 'lost' || link === 'open') void refetch();
    const ask = () => void refetch();
    for (const sign of ['online', 'offline']) window.addEventListener(sign, ask);
    return () => {
      for (const sign of ['online', 'offline']) window.removeEventListener(sign, ask);
    };
  }, [link, refetch]);
  useEffect(() => {
    if (!data) return;
    if (data.room) panelMemory.keep({ room: data.room });
    else panelMemory.forget();
  }, [data]);
  return reach;
}

/** Reads for who is signed in; every reading is kept on the device. */
export function usePanelReads(roomId: string): { cameras: Questioning['recording'] | undefined } {
  const { me, can } = useUser();
  const board = useBoard(can.seeBoard);
  const staff = useStaff();
  const open = useQuestionings(true);
  const here = open.data?.items.find((one) => one.room.id === roomId);
  const questioning = useQuestioning(here?.id, 3_000);
  const summary = questioning.data?.summary;

  useEffect(() => {
    if (board.data) panelMemory.keep({ ...fromBoard(board.data, roomId), readUs: board.data.serverTimeUs });
  }, [board.data, roomId]);
  useEffect(() => {
    if (staff.data) panelMemory.keep({ staff: staffOf(staff.data.items) });
  }, [staff.data]);
  useEffect(() => {
    if (open.data && !open.data.items.some((one) => one.room.id === roomId))
      panelMemory.keep({ running: undefined });
  }, [open.data, roomId]);
  useEffect(() => {
    if (questioning.data && summary && summary.room.id === roomId)
      panelMemory.keep({ running: runningOf(questioning.data, panelMemory.current().running) });
  }, [questioning.data, summary, roomId]);
  useKeepUser(me);
  return { cameras: questioning.data?.recording };
}

function useKeepUser(me: Me): void {
  useEffect(() => {
    const keep = () =>
      panelMemory.keep({
        user: {
          id: me.id,
          name: me.name,
          badge: me.badge,
          officer: me.function === 'officer',
          abilities: me.abilities,
          idleLimitS: me.idleLimitS,
          seenMs: Date.now(),
        },
      });
    keep();
    const timer = setInterval(keep, seenEveryMs);
    return () => clearInterval(timer);
  }, [me]);
}

export function fromBoard(board: Board, roomId: string): Pick<PanelMemory, 'persons' | 'recording'> {
  const persons = board.tiles
    .filter((tile) => !tile.damaged && !tile.questioningId)
    .map(({ stayId, number, nextSteps }) => ({ stayId, number, next: nextSteps.includes('question') }))
    .sort((a, b) => Number(b.next) - Number(a.next) || a.number.localeCompare(b.number));
  return { persons, recording: board.rooms.find((room) => room.id === roomId)?.recording };
}

function staffOf(staff: readonly Staff[]): PanelMemory['staff'] {
  return staff
    .flatMap(({ active, id, name, badge, function: work }) =>
      active && (work === 'officer' || work === 'auxiliary') ? [{ id, name, badge, function: work }] : [],
    )
    .sort((a, b) => a.badge.localeCompare(b.badge));
}

/** What ended is nothing that runs; what was begun here keeps the key under which later entries know it. */
export function runningOf(questioning: Questioning, before: Running | undefined): Running | undefined {
  const { summary, attendees, marks } = questioning;
  if (summary.state !== 'running') return undefined;
  return {
    id: summary.id,
    beginKey: before?.id === summary.id ? before.beginKey : undefined,
    stayId: summary.stayId,
    number: summary.stayNumber,
    startedAtUs: summary.startedAtUs,
    attendees: attendees
      .filter((one) => one.function !== 'person')
      .map((one) => ({
        attendeeId: one.attendeeId,
        function: one.function,
        present: one.present,
        named: Boolean(one.named) && !one.present && one.intervals.length === 0,
      })),
    marks: marks.map(({ kind, atUs }) => ({ kind, atUs })),
  };
}
