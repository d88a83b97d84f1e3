// SPDX-License-Identifier: Apache-2.0
// What runs in the room: what the centre last said, and on top of it what was entered here and waits.
import type { Unsent } from '../unsent';
import type { PanelAttendee, PanelPerson, Running } from './memory';

export interface BeginBody {
  roomId: string;
  officers: string[];
  rightsRead: boolean;
  recordingTold: boolean;
}
export interface MarkBody {
  kind: string;
}
export interface AttendanceBody {
  action: 'join' | 'leave';
  function: PanelAttendee['function'];
  attendeeId: string;
  name?: string;
}

interface Known {
  roomId: string;
  persons: readonly PanelPerson[];
}

export function foldRunning(
  running: Running | undefined,
  entries: readonly Unsent[],
  known: Known,
): Running | undefined {
  return entries.reduce((now, entry) => foldOne(now, entry, known), running);
}

function foldOne(running: Running | undefined, entry: Unsent, known: Known): Running | undefined {
  if (entry.kind === 'begin') return begun(running, entry, known);
  if (!running || !isAbout(entry, running)) return running;
  switch (entry.kind) {
    case 'mark': {
      const { kind } = entry.body as MarkBody;
      return { ...running, marks: [...running.marks, { kind, atUs: entry.atUs, waits: true }] };
    }
    case 'attendance':
      return { ...running, attendees: moved(running.attendees, entry.body as AttendanceBody) };
    case 'end':
      return undefined;
    default:
      return running;
  }
}

function begun(running: Running | undefined, entry: Unsent, known: Known): Running | undefined {
  const { roomId, officers } = entry.body as BeginBody;
  if (roomId !== known.roomId || running?.beginKey === entry.key) return running;
  // It was stored although no answer came.
  if (running?.stayId === entry.target) return { ...running, beginKey: entry.key };
  const number = known.persons.find(({ stayId }) => stayId === entry.target)?.number ?? '';
  return {
    beginKey: entry.key,
    stayId: entry.target,
    number,
    startedAtUs: entry.atUs,
    attendees: officers.map((attendeeId) => ({ attendeeId, function: 'officer', present: true })),
    marks: [],
  };
}

function isAbout(entry: Unsent, running: Running): boolean {
  if (entry.after !== undefined) return entry.after === running.beginKey;
  return running.id !== undefined && entry.target === running.id;
}

function moved(attendees: PanelAttendee[], body: AttendanceBody): PanelAttendee[] {
  const present = body.action === 'join';
  const { attendeeId } = body;
  if (attendees.some((one) => one.attendeeId === attendeeId))
    return attendees.map((one) => (one.attendeeId === attendeeId ? { ...one, present, named: false } : one));
  return [...attendees, { attendeeId, function: body.function, present }];
}

/** What was entered stays in sight between its delivery and the next reading. */
export function afterDelivery(
  running: Running | undefined,
  entry: Unsent,
  id: string | undefined,
  known: Known,
): Running | undefined {
  const next = foldOne(running, entry, known);
  if (!next) return undefined;
  const named = entry.kind === 'begin' && next.beginKey === entry.key ? { ...next, id } : next;
  return { ...named, marks: named.marks.map(({ kind, atUs }) => ({ kind, atUs })) };
}
