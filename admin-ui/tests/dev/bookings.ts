// SPDX-License-Identifier: Apache-2.0
// Expected persons of the made-up centre.
import { randomUUID } from 'node:crypto';
import type * as T from '../../src/api/types';
import { ageAt, beijingDay } from '../../src/lib/time';
import { arrive, type Stay } from './stays';
import { cases, hour, idOf, nowUs, rooms, staff } from './world';

interface Kept {
  booking: T.Booking;
  input: T.BookingInput;
}

const kept: Kept[] = [];

export function book(input: T.BookingInput, me: T.Staff): T.Booking {
  const held = cases.find((one) => one.id === input.caseId) as T.Case;
  const age = input.facts.birthDate ? ageAt(input.facts.birthDate, nowUs()) : undefined;
  const booking: T.Booking = {
    id: randomUUID(),
    number: `B${beijingDay(nowUs()).replaceAll('-', '')}-${String(kept.length + 1).padStart(2, '0')}`,
    state: 'expected',
    expectedAtUs: input.expectedAtUs,
    caseNumber: held.number,
    caseName: held.name,
    caseKind: held.kind,
    unit: held.unit,
    role: input.role,
    basis: input.basis,
    name: input.identity.name,
    sex: input.facts.sex,
    minor: age !== undefined && age < 18,
    needs: input.needs ?? [],
    bookedBy: { id: me.id, name: me.name },
    bookedAtUs: nowUs(),
  };
  kept.push({ booking, input });
  return booking;
}

export function bookingList(state: string) {
  const waiting = rooms.filter((room) => room.kind === 'waiting' && room.active);
  return {
    items: kept
      .map((one) => one.booking)
      .filter((booking) => booking.state === state)
      .sort((a, b) => a.expectedAtUs - b.expectedAtUs),
    waitingPlaces: waiting.reduce((sum, room) => sum + room.capacity, 0),
    waitingTaken: waiting.reduce((sum, room) => sum + room.occupants.length, 0),
    serverTimeUs: nowUs(),
  };
}

export function arriveBooked(id: string, body: T.BookedArrival, me: T.Staff): Stay | undefined {
  const found = kept.find((one) => one.booking.id === id);
  if (!found) return undefined;
  const stay = arrive({ ...found.input, ...body }, me.id);
  found.booking.state = 'arrived';
  found.booking.stayId = stay.id;
  return stay;
}

export function cancelBooking(id: string): void {
  const found = kept.find((one) => one.booking.id === id);
  if (found) Object.assign(found.booking, { state: 'cancelled', name: '' });
}

export function seedBookings(): void {
  const me = staff.find((one) => one.login === 'officer1') as T.Staff;
  const expect = (
    name: string,
    sex: T.Sex,
    birthDate: string,
    caseName: string,
    inHours: number,
    needs: T.Need[],
  ) => {
    const held = cases.find((one) => one.id === idOf(caseName)) as T.Case;
    book(
      {
        caseId: held.id,
        unitId: held.unit.id,
        role: held.kind === 'criminal' ? 'suspect' : 'offender',
        basis: {
          kind: held.kind === 'criminal' ? 'criminal_summons' : 'administrative_summons',
          oral: false,
          documentNumber: '青公（南）传唤字〔2026〕81号',
        },
        expectedAtUs: Math.floor((nowUs() + inHours * hour) / 60e6) * 60e6,
        identity: { name, idType: 'resident_id', idNumber: '' },
        facts: { sex, birthDate, identityUnknown: false, flags: [] },
        needs,
      },
      me,
    );
  };
  expect('示例人员庚', 'M', '1988-02-19', 'c1', -0.4, []);
  expect('示例人员辛', 'F', '2010-05-01', 'c2', 1.2, ['guardian', 'female_officer', 'minor_room']);
  expect('示例人员壬', 'M', '1975-10-30', 'c3', 5, ['interpreter']);
}
