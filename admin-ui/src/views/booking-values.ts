// SPDX-License-Identifier: Apache-2.0
// What the booking form holds and sends, what a person usually needs prepared, and how expected persons are found.
import type { Booking, BookingInput, Need } from '../api/types';
import { ageAt } from '../lib/time';
import { type CaseValues, factsOf, identityOf, type PersonValues } from './arrival-values';
import { basisOf } from './basis-fields';

export interface BookingValues extends PersonValues, CaseValues {
  expectedAtUs: number;
  needs: Need[];
}

export const needs: readonly Need[] = [
  'guardian',
  'interpreter',
  'sign_interpreter',
  'female_officer',
  'doctor',
  'minor_room',
];

export function bookingBody(values: BookingValues): BookingInput {
  return {
    caseId: values.caseId,
    unitId: values.unitId,
    role: values.role,
    basis: basisOf(values),
    expectedAtUs: values.expectedAtUs,
    identity: identityOf(values),
    facts: factsOf(values),
    needs: values.needs,
  };
}

export function usualNeeds(person: Partial<PersonValues>, atUs: number): Need[] {
  const flags = person.flags ?? [];
  const age = person.birthDate ? ageAt(person.birthDate, atUs) : undefined;
  const minor = age !== undefined && age < 18;
  const ill = flags.some((flag) =>
    ['pregnant', 'serious_illness', 'infectious', 'mental_illness'].includes(flag),
  );
  const wanted: Record<Need, boolean> = {
    guardian: minor || flags.includes('mental_illness'),
    interpreter: flags.includes('foreign_language'),
    sign_interpreter: flags.includes('deaf_mute'),
    female_officer: person.sex === 'F',
    doctor: ill,
    minor_room: minor,
  };
  return needs.filter((need) => wanted[need]);
}

export function matchesBooking(booking: Booking, typed: string): boolean {
  const text = `${booking.name} ${booking.number} ${booking.caseNumber} ${booking.caseName}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
