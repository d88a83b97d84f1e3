// SPDX-License-Identifier: Apache-2.0
// The log of record, its witnesses, display codes.
import type { Texts } from '../texts';
import type { log as zh } from '../zh/log';

export const log: Texts<typeof zh> = {
  title: 'Log of record',
  about:
    'Every minute the hashes of recordings, timelines and the audit log are gathered under a signed head, also when nothing is new. A missing head, anything rewritten or removed is found; witnesses keep the heads, so that not even the centre can change history.',
  newest: 'Newest head',
  age: 'signed {{time}} ago',
  ahead: "The head's time is later than the centre's; check the clock",
  none: 'No head yet',
  noneHint:
    'The first head is signed within a minute of the start; if it never comes, look at the state of the system.',
  state: { ok: 'In order', late: 'Heads are missing', never: 'No head yet' },
  cannot: 'The log cannot be extended now (since {{since}})',
  counter: 'Number',
  size: 'Leaves',
  signedAt: 'Signed',
  root: 'Root',
  hash: 'Hash of the head',
  publicKey: 'Public key of the centre',
  witnesses: 'Witnesses',
  witnessAbout:
    'Another office (procuratorate, inspection) runs mingjing-witness, which keeps the heads and countersigns them; it refuses a history that was rewritten or rolled back.',
  noWitness: 'No witness yet',
  noWitnessHint:
    'Without one only the centre itself could notice a rewritten history. Let another office run mingjing-witness and register its public key.',
  addWitness: 'Register a witness',
  witnessName: 'Office',
  witnessKey: 'Public key',
  witnessKeyHint:
    'The 43 characters that mingjing-witness key shows there; compare them in person or by telephone',
  seen: 'Seen up to',
  seenAt: 'Seen',
  notSeen: 'Nothing seen yet',
  addedBy: 'Registered by',
  prove: 'Prove a stay',
  proveAbout:
    'Whether the newest event of that stay is under a signed head. The proof can be saved, and anybody can check it offline.',
  stayNumber: 'Number of the stay, for example 20261124-07',
  proveNow: 'Prove',
  holds: 'It holds: leaf {{position}} is under head {{counter}}',
  fails:
    'It does not hold: what is stored is not what was signed. Tell the administrator at once and run mingjingctl log verify',
  leaf: 'Leaf',
  save: 'Save the proof',
  stamp: {
    newest: 'Time stamp: {{authority}} over head {{counter}}, ',
    none: 'No time stamp yet',
    off: 'No time-stamping authority is configured',
    trouble: 'No new time stamp since {{since}}',
  },
  liveness: {
    nav: 'Codes',
    title: 'Check a display code',
    about:
      'The screen in a questioning room shows a new code every 30 s, derived from a head that was just signed. A recording in which it is seen was made after that head, and in that room.',
    code: 'Display code',
    codeHint: '8 characters as the picture shows them; spaces, hyphens and small letters are all right',
    room: 'Room',
    when: 'Time that the recording shows',
    whenHint: 'Without one the last 24 hours are searched',
    within: 'Before and after',
    minutes: 'min',
    check: 'Check',
    fits: 'It fits: {{room}}, {{from}} to {{until}}',
    after: 'The recording is later than head {{counter}} (signed {{signed}})',
    not: 'It fits no head between {{from}} and {{until}}',
    notHint: 'Compare room and time; an older code or that of another room does not fit here.',
    none: 'Enter a code and its room',
  },
  display: {
    code: 'Display code',
    lost: 'Out of touch with the centre',
    noCode: 'No code now',
    noCodeHint: 'The log has no new head; tell the administrator',
    unknown: 'There is no such room: {{room}}',
    waiting: 'Connecting to the centre',
  },
};
