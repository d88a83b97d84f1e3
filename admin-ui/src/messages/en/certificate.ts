// SPDX-License-Identifier: Apache-2.0
// The certificate of a recording.

export const certificate = {
  title: 'Certificate of recording',
  about:
    'Facts only: what was recorded and what was not, from the first person in to the room empty. Whether it may be used is for people to judge.',
  open: 'See certificate',
  window: 'From beginning to end',
  firstIn: 'First person in',
  declared: 'Start and end as entered',
  empty: 'Room empty',
  byVideo: 'by video',
  byEntry: 'by entry',
  running: 'Not ended yet',
  stillThere: 'Ended; persons are still in the room',
  covered: 'Recorded',
  ofAll: '{{part}} of {{all}}',
  longest: 'Longest break',
  live: 'Proven by display codes',
  liveNone: 'No code read yet',
  missing: 'Stretches without recording',
  missingNone: 'None',
  outside: 'Persons in the room before the start or after the end',
  outsideNone: 'Not seen',
  unwatched: 'Not analysed: nobody knows whether persons were there',
  unwatchedNone: 'None',
  clock: "Error of the camera's clock",
  clockOff: '{{least}} to {{most}} (camera less centre)',
  clockPending: 'Not known before the running file is closed, within ten minutes',
  clockUntold: 'This camera does not tell its time',
  watchers: 'Who watched meanwhile',
  watchersNone: 'Nobody',
  read: 'Check a display code',
  readHint:
    "Find the room's display in the recording and copy the code of a moment. Where it fits, thirty seconds are proven to be recorded then, in this room.",
  readSubmit: 'Check',
  readFits: 'It fits and counts for the certificate',
  readFitsNot: 'It does not fit. ',
  camera: 'Camera',
  at: 'Moment of the recording',
  code: 'Code',
  otherTime:
    'This code does not belong to that moment but to {{from}} – {{until}}. Check the copy first; if it is right, report it to a supervisor.',
  noTime:
    'This room showed no such code within a day before or after. Check the copy first; if it is right, report it to a supervisor.',
} as const;
