// SPDX-License-Identifier: Apache-2.0
// Words of recordings that leave the centre, in English.
import type { Texts } from '../texts';
import type { recordingExports as zh } from '../zh/exports';

export const recordingExports: Texts<typeof zh> = {
  title: 'Exported recordings',
  ask: 'Ask for an export',
  ofQuestioning: 'Export this recording',
  none: 'No export of recordings was asked for yet',
  noneHint:
    'Ask here when recordings are to be handed over or shown; when somebody else has allowed it, the recorder makes a package that anybody can verify.',
  count: '{{count}} in all',
  state: {
    requested: 'Waiting for approval',
    refused: 'Refused',
    making: 'Being made',
    made: 'Made',
    failed: 'Could not be made',
  },
  cameras: 'Cameras',
  interval: 'Interval',
  recipient: 'Recipient',
  recipients: {
    own_case_file: "Own unit's case file",
    procuratorate: 'Procuratorate',
    court: 'Court',
    supervision: 'Supervision',
    other_authority: 'Other authority',
  },
  keys: 'Keys',
  keysAlong: 'go along: who has the package can open recordings of body checks',
  use: 'Use of the copy',
  defence: 'Copy for the defence',
  encrypted: 'Encrypted to',
  encryptedHint:
    'The file is a .zip.p7m: only the recipient opens it, with its own key; the cover sheet says how.',
  zip: 'ZIP file inside',
  record: 'Record of the stay',
  recordReadable: 'goes along, readable',
  recordChain: 'only its chain goes along, its content cannot be read',
  whole: 'Questioning no. {{count}}, whole',
  clip: 'Clip',
  approvals: 'Approvals',
  size: 'Size',
  sha256: 'SHA-256',
  madeAt: 'Made at',
  megabytes: '{{size}} MB',
  progress: '{{done}} of {{total}} MB written',
  queued: 'Allowed; the recorder has yet to begin',
  fetch: 'Fetch package',
  cover: 'Print cover sheet',
  fetching: 'The browser saves it; every fetching is logged.',
  fetchFailed:
    'The package did not come. Press "Fetch package" again in a while; if it still fails, ask the administrator whether the recorder is connected.',
  again: 'Make again',
  againDone: 'The recorder was told to make it again',
  copy: 'Copy',
  copied: 'Copied',
  key: {
    title: "The centre's public key",
    how: 'Whoever receives a package checks it with the verifier or the page that goes along and types this key: "OK" with a fitting key means released by this centre and not changed.',
    page: 'Verifying page',
  },
  form: {
    kind: 'What',
    kinds: { questioning: 'A whole questioning', clip: 'A clip' },
    questioning: 'Questioning',
    questioningNone: 'No questioning has ended yet; a clip can be exported',
    cameras: 'Cameras',
    camerasHint: 'At most 16; toilets, changing rooms and body check rooms may not leave and are not listed',
    from: 'From (Beijing time)',
    to: 'To (Beijing time)',
    recipient: 'Recipient',
    recipientHint: 'Copies for the defence go through procuratorate or court',
    office: 'Office',
    officeRule: 'Choose an office whose certificate is confirmed',
    officeHint: 'The package is encrypted to its certificate; nobody else opens it',
    officeNone:
      'There is none to choose: the administrator adds its certificate under "Administration › Recipients", the head of the legal unit confirms the fingerprint',
    defenceHint:
      'The office passes it on; this stands in the approval, on the cover sheet and in the signed statement',
    recipientName: 'Name of the authority or person',
    reason: 'Purpose and reason',
    reasonRule: 'Say what it is for, in 5 to 500 characters',
    withKeys: 'Keys of the recordings of body checks go along',
    withKeysHint:
      'Without them they can be verified, not seen. With them, who asks must be of the same sex as the person searched; every key is in the audit log.',
    withRecord: "The stay's record goes along readable",
    withRecordHint:
      "If ticked, the recipient can read all of this person's record (identity, health, injuries, belongings, questionings); otherwise only its chain goes along, without the content.",
    neededRole: 'Who decides',
    submit: 'Ask for it',
    done: 'Asked for; it waits for approval',
    roomCameras: '{{room}}: {{cameras}}',
    noCameras: 'This room has no camera that may be exported',
    choose: 'Choose',
  },
  plan: {
    sealed:
      'Holds recordings of body checks: they leave encrypted, and the legal unit or the bureau head decides.',
    title: 'What it would be',
    incomplete: 'When the range is chosen, its size and who else may be seen show up here',
    asking: 'Estimating',
    size: 'About {{size}} MB, {{length}} long',
    nothing:
      'The size is not known yet: this interval is still being written, or nothing was recorded. Check the times.',
    noOthers: 'Nobody else was in these rooms at that time',
    others: 'Others may be seen: {{numbers}}',
    othersDecide: 'Because of them the head of the legal unit decides as well.',
  },
  problem: {
    media_nothing_recorded:
      'Nothing was recorded in this interval. Check times and cameras, and ask for another export.',
    media_no_such_stream:
      'The recorder has no recording of this camera. Check the camera, and ask for another export.',
    evidence_damaged:
      'The recording does not fit its records and may be damaged. The administrator should run evidence-check before it is made again.',
    evidence_fragment_damaged:
      'A part of the recording is damaged. The administrator should run evidence-check before it is made again.',
    evidence_init_damaged:
      'The beginning of a recording is damaged. The administrator should run evidence-check before it is made again.',
    evidence_not_closed: 'This recording is not sealed yet. Make it again in a while.',
    evidence_unreadable:
      'A recording cannot be read. The administrator should check the disk before it is made again.',
    export_recipient_retired:
      "The recipient's certificate was retired. Choose its current one and ask for another export.",
    export_recipient_expired:
      "The recipient's certificate is not valid at this time. Add and confirm its current one and ask for another export.",
    export_recipient_changed:
      "The recipient's certificate is not the one that was approved, so nothing was made. Check the recipient and ask for another export.",
    export_recipient_unknown: 'The recipient is gone, so nothing was made. Ask for another export.',
    export_too_large_to_encrypt:
      'The encrypted package is too large for its recipient to open. Ask for shorter intervals or fewer cameras, in several exports.',
    storage_full:
      'The disk for packages is full. The administrator should make room before it is made again.',
    storage_failed:
      'Writing to the disk failed. The administrator should check the disk before it is made again.',
    storage_missing:
      'The folder for packages is missing. The administrator should check the storage settings before it is made again.',
    other:
      'It could not be made ({{code}}). Make it again; if it still fails, tell the administrator this code.',
  },
};
