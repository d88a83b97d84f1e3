// SPDX-License-Identifier: Apache-2.0
// Words of the room panel, in English.
import type { Texts } from '../texts';
import type { panel as zhPanel } from '../zh/panel';

export const panel: Texts<typeof zhPanel> = {
  nav: 'Room panel',
  open: 'Room panel',
  notPlaced: 'This terminal is not placed in any room',
  notPlacedHint:
    'Have an administrator sign in at this terminal, open “Administration › Rooms”, press “This terminal”, choose the room and save. Then open this page again.',
  unknown: 'The centre is out of reach, and this device does not know its room',
  unknownHint:
    'Use the numbered blank forms for now. Open this page once when the centre is back; after that it works without a network.',
  mayNot: 'Your account may not question',
  mayNotHint: 'Let an investigating officer switch to their own sign-in.',
  online: 'Linked to the centre',
  away: 'The centre is out of reach: go on, entries are kept here and delivered when it is back',
  awayShort: 'Out of reach',
  recorderNote:
    'The recorder records all the time. Start and end are marks in the recording; they do not switch it.',
  recordingUnknown: 'State of recording not known now',
  nobody: 'Nobody signed in',
  nobodyHint:
    'Entries are kept here and belong to nobody yet. When the centre is back, an officer of the room signs in, checks them and delivers them in their own name.',
  lastUser: 'Entries are kept for {{name}} ({{badge}}) and delivered after their own sign-in.',
  leave: 'Leave the panel',
  begin: {
    title: 'Start a questioning',
    person: 'Person number',
    persons: 'Who may be questioned',
    others: '{{count}} others present',
    noPersons: 'Nobody to choose',
    noPersonsHint:
      'Place people on the board. While out of reach only those last read by this device can be chosen; use the blank forms for others.',
    officers: 'Officers (scan or type the badge, at least two)',
    officersHint: 'Badge or name',
    told: 'Told',
    submit: 'Start',
    choosePerson: 'Choose the person',
    chooseOfficers: 'Enter the officers',
    oneOfficer: 'Only one officer is entered; the law wants at least two.',
    room: 'Before a start in this room',
  },
  running: 'Questioning',
  elapsed: 'Running for',
  since: 'since {{time}}',
  waitsMark: 'kept here',
  mark: 'Mark',
  marked: 'Noted: {{what}}',
  keptMark: 'Kept here: {{what}}',
  end: 'End',
  endTitle: 'End the questioning',
  transcript: 'Transcript',
  inRoom: 'In the room',
  person: 'Person questioned',
  enterSelf: 'I enter',
  other: 'Somebody else enters',
  ownSignIn: 'An officer enters by switching to their own sign-in here',
  what: {
    begin: '{{number}} questioning starts',
    mark: '{{number}} {{mark}}',
    join: '{{number}} {{who}} enters',
    leave: '{{number}} {{who}} leaves',
    end: '{{number}} questioning ends',
  },
  kept: {
    title: 'Kept here',
    count: 'Kept here: {{count}}, not delivered yet',
    none: 'Nothing is waiting',
    refused: '{{count}} not taken: correct and deliver again',
    of: '{{count}} of {{name}} ({{badge}}) are kept here; they are delivered after their own sign-in.',
    ofOther: '{{count}} of others are kept here, too; they are delivered after their own sign-in.',
    ofNobody: '{{count}} were kept while nobody was signed in. Check them, then deliver them in your name.',
    adopt: 'Checked, deliver in my name',
    waiting: 'Waiting',
    sending: 'Sent, no answer yet',
    follows: 'After the start is delivered',
    edit: 'Correct',
    remove: 'Delete',
    removeTitle: 'Delete this entry from the device?',
    removeHint:
      'It will not be delivered and cannot be brought back. If it did happen, correct and deliver it instead.',
    removeOk: 'Delete it',
    sendNow: 'Deliver now',
    happened: 'Happened at',
    again: 'Correct and deliver',
  },
  delivered: {
    title: 'Delivered',
    entry: 'entry {{seq}}',
  },
  shell: {
    ready: 'This page can be reloaded without a network',
    missing:
      'This browser could not store the page: do not reload or close it while out of reach. Have an administrator check that it trusts the certificate of the centre.',
  },
};
