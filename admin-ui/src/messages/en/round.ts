// SPDX-License-Identifier: Apache-2.0
// Words of the guard's round and of entries that wait for the network, in English.
import type { Texts } from '../texts';
import type { round as zhRound, unsent as zhUnsent } from '../zh/round';

export const round: Texts<typeof zhRound> = {
  title: 'Round',
  nav: 'Round',
  hint: 'The most urgent room first; press a room to note a check',
  none: 'Nobody has to be checked',
  noneHint: 'Whoever is placed in a room shows up here.',
  nowhere: 'Not placed',
  people: '{{count}} inside',
  noCheck: 'No check due',
  back: 'All rooms',
  backRoom: 'Back to {{room}}',
  whom: 'Who was checked',
  phrases: 'What was seen',
  note: 'Note',
  addNote: 'Note (optional)',
  single: 'One person',
  choosePhrase: 'Choose what was seen',
  choosePerson: 'Choose whom',
  send: 'Store for {{count}}',
  sendOne: 'Store: {{what}}',
  sendNone: 'Store',
  tab: { care: 'Care', check: 'Check', request: 'Request' },
  words: 'In their words (optional)',
  noted: 'Stored: {{what}}',
  kept: 'No network. Kept on this device: {{what}}. It is sent when the network is back, with its own time.',
  what: { room: '{{room}} {{numbers}}: {{phrases}}', person: '{{number}} {{what}}' },
  more: 'More records',
  waits: 'To be sent',
};

export const unsent: Texts<typeof zhUnsent> = {
  badge: '{{count}} to be sent',
  refusedBadge: '{{count}} not taken',
  title: 'Entries to be sent',
  hint: 'They are sent in their order, with the time at which they were made, and never twice.',
  waiting: 'To be sent',
  sending: 'Sent, no answer yet',
  refused: 'Not taken',
  remove: 'Take back',
  removeRefused: 'Seen, remove',
  sendNow: 'Send now',
  signOutTitle: '{{count}} entries are still to be sent',
  signOutHint: 'They stay on this device and are sent when you sign in here again.',
  signOut: 'Sign out anyway',
  onDevice: '{{count}} entries wait on this device; they are sent when their owner signs in.',
};
