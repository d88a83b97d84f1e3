// SPDX-License-Identifier: Apache-2.0
// Words of who may see what, and why, in English.
import type { Texts } from '../texts';
import type { access as zh } from '../zh/access';

export const access: Texts<typeof zh> = {
  title: 'Access',
  explain:
    'This table decides who sees what, and every look is checked against it; what is not in it nobody sees.',
  material: 'What',
  room: 'Class of room',
  no: 'no',
  reach: { all: 'whole centre', own_unit: 'own unit', own_questioning: 'while own unit questions' },
  why: 'Why may I see this?',
  whyTitle: 'Why may I see this?',
  whyOf: 'What {{name}} may see, and why',
  ask: 'What somebody may see, and why',
  staff: 'Member of staff',
  staffHint: 'Choose somebody: the answer shows at once',
  stay: 'Stay number',
  stayHint: 'Type a part of the number',
  aboutRoom: 'Room',
  roomHint: "The person's own room without it",
  roomAlone: 'Choose a room to list pictures',
  noStays: 'Your account cannot look up stays; a supervisor can ask about one by its number.',
  allowed: 'Visible',
  denied: 'Not visible',
  noRoom: 'The person is in no room now, so pictures are not listed.',
  roomMissing: 'No room was named, so pictures are not listed.',
  logged: 'Reading this record and watching pictures are on record in the audit log.',
};
