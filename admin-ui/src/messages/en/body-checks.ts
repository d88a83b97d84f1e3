// SPDX-License-Identifier: Apache-2.0
// Words of recordings of body checks, in English.
export const bodyChecks = {
  sealed: 'Recordings of body checks are encrypted',
  sealedHint:
    'Nobody sees them as they are. Where one must be looked into, ask with a reason: the legal unit or the bureau head decides, it opens for who asked and the approved interval only, for two hours; who asks must be of the same sex as the person searched. Every decryption is in the audit log.',
  ask: 'Ask to see it',
  alone: 'A body check is played by itself; other pictures are not shown meanwhile.',
  waiting: '{{number}}: asked for, not decided yet',
  refused: '{{number}}: refused',
  over: '{{number}}: the approval has ended',
  open: 'Opened by an approval until {{time}}. It shuts when you leave this page; every decryption is in the audit log.',
  interval: 'Approved interval',
  cannot: 'Supervisors and the legal unit may ask.',
  form: {
    stay: 'Person searched',
    stayHint: 'Who was in the centre then.',
    noStay: 'Nobody whom you may see was in the centre then. Choose another moment.',
    from: 'From',
    to: 'To',
    toHint: 'Two hours at most, within the stay, and over.',
    neededRole: 'Who decides',
    until: 'Look until, at the latest',
    untilHint: 'Empty: two hours from the approval.',
    reason: 'Reason',
    reasonRule: 'What is looked into, in 5 characters at least',
    choose: 'Choose one',
    submit: 'Send',
    done: 'Sent, to be decided',
  },
} as const;
