// SPDX-License-Identifier: Apache-2.0
// The demo's people and units, read from the demo's own description; MINGJING_DEMO_CENTRE can name another file.
import { readFileSync } from 'node:fs';

export interface Account {
  login: string;
  password: string;
  name: string;
}

interface DemoStaff {
  login: string;
  name: string;
  password?: string;
  sex: 'F' | 'M';
  function: 'officer' | 'auxiliary' | 'civilian';
  roles: string[];
}

interface DemoCentre {
  staff: DemoStaff[];
  units: { name: string }[];
  password?: string;
}

let read: DemoCentre | undefined;

function centre(): DemoCentre {
  const file =
    process.env.MINGJING_DEMO_CENTRE ?? new URL('../../deploy/demo/centre.json', import.meta.url).pathname;
  read ??= JSON.parse(readFileSync(file, 'utf8')) as DemoCentre;
  return read;
}

/** The first (or a later) member of the demo's staff with a role. */
export function account(role: string, which = 0): Account {
  const { staff, password } = centre();
  const found = staff.filter((member) => member.roles.includes(role))[which];
  if (!found) throw new Error(`the demo has no account number ${which} with role ${role}`);
  const secret = process.env.MINGJING_DEMO_PASSWORD ?? found.password ?? password;
  if (!secret) throw new Error('no password: set MINGJING_DEMO_PASSWORD');
  return { login: found.login, name: found.name, password: secret };
}

/** Names of members of the staff of one sex, for choosing checkers and the like. */
export function names(sex: 'F' | 'M', functions = ['officer', 'auxiliary']): string[] {
  return centre()
    .staff.filter((member) => member.sex === sex && functions.includes(member.function))
    .map((member) => member.name);
}

export function officers(): string[] {
  return centre()
    .staff.filter((member) => member.function === 'officer')
    .map((member) => member.name);
}

export function keeper(): string {
  const found = centre().staff.find((member) => member.roles.includes('property_keeper'));
  return found?.name ?? account('duty_officer').name;
}

export function unit(): string {
  return centre().units[0]?.name ?? '';
}
