// SPDX-License-Identifier: Apache-2.0
// Offices that receive packages of recordings, and their certificates.
import type { Texts } from '../texts';
import type { recipients as zh } from '../zh/recipients';

export const recipients: Texts<typeof zh> = {
  title: 'Recipients',
  about:
    'Packages for a procuratorate or a court leave this centre only encrypted to the certificate of that office; copies for the defence are passed on by it. The administrator adds a certificate; it is used after the head of the legal unit compared its fingerprint.',
  add: 'Add a certificate',
  added: 'Added; the head of the legal unit must compare its fingerprint',
  none: 'There is no recipient yet',
  noneHint:
    'Ask procuratorate and court for their encryption certificate (X.509, PEM); the administrator adds it here.',
  count: '{{count}} in all',
  state: {
    waiting: 'Not confirmed',
    confirmed: 'In use',
    expired: 'Not valid now',
    changed: 'Not what was added',
    retired: 'Retired',
  },
  kind: 'Kind',
  name: 'Name of the office',
  certificate: 'Certificate (PEM)',
  certificateHint:
    'RSA of 2048 bits or more, or EC on P-256 or P-384; its key usage must allow encryption. Never paste a private key.',
  fingerprint: 'Fingerprint (SHA-256)',
  subject: 'Subject',
  valid: 'Valid',
  acts: 'By whom',
  addedBy: 'Added by {{name}} at {{time}}',
  confirmedBy: 'Confirmed by {{name}} at {{time}}',
  retiredBy: 'Retired by {{name}} at {{time}}',
  own: 'Somebody else must confirm what you added',
  confirm: 'Confirm fingerprint',
  confirmTitle: 'Confirm fingerprint · {{name}}',
  confirmExplain:
    'Get the fingerprint on another way (official letter, in person, or by calling the published number of the office) and type it here; do not copy it from this page. If it fits, the certificate may be used.',
  told: 'Fingerprint as the office told it',
  toldHint: '64 hexadecimal digits; spaces, colons and capitals do not matter',
  confirmed: 'The fingerprint fits; the certificate may be used',
  retire: 'Retire',
  retireTitle: 'Retire certificate · {{name}}',
  retireExplain:
    'This cannot be undone: nothing more is made for this certificate, and what was made is not handed out any more. If the office has a new certificate, add it.',
  retired: 'Retired',
};
