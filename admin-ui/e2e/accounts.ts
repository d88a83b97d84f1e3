// SPDX-License-Identifier: Apache-2.0
// Demo accounts by role, read from the demo's own description; another file can be named in MINGJING_DEMO_CENTRE.
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
  sex?: string;
  function?: string;
  roles: string[];
}

interface DemoCentre {
  staff: DemoStaff[];
  password?: string;
}

function centre(): DemoCentre {
  const file =
    process.env.MINGJING_DEMO_CENTRE ?? new URL('../../deploy/demo/centre.json', import.meta.url).pathname;
  return JSON.parse(readFileSync(file, 'utf8')) as DemoCentre;
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
