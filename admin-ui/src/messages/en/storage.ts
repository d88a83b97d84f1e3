// SPDX-License-Identifier: Apache-2.0
// Words of what is kept of recordings and what may go, in English.
import type { Texts } from '../texts';
import type { storage as zh } from '../zh/storage';

export const storage: Texts<typeof zh> = {
  title: 'Keeping recordings',
  state: { ok: 'Normal', tight: 'Tight', full: 'Full' },
  does: {
    ok: 'Recording and video analysis go on; nothing is removed.',
    tight:
      'Video analysis stops first, to leave the space to recording; recording goes on, nothing is removed.',
    full: 'Video analysis stays stopped; if an order allows it, the oldest surveillance past its keeping time and not held is removed. What is within its time or held never goes; where nothing may go, recording will break off.',
  },
  strip: {
    tight: 'Storage of recordings is tight',
    tightHint:
      'Video analysis has stopped, recording goes on. Call the administrator to add space or ask for a removal order.',
    full: 'Storage of recordings is full',
    fullHint:
      'Video analysis has stopped; only surveillance past its keeping time, not held and allowed by an order is removed, and where nothing may go recording will break off. Call the administrator now.',
    look: 'See what is kept',
  },
  recorders: {
    title: 'Storage of the recorders',
    none: 'No recorder yet',
    noneHint: 'Once a recorder has reached the centre, its storage is shown here.',
    name: 'Name',
    state: 'State',
    free: 'Free',
    used: 'Used by recordings',
    quota: 'Quota',
    noQuota: 'whole disk',
  },
  kept: {
    title: 'Recordings kept',
    none: 'No recordings are kept yet',
    noneHint: 'Once a camera records, how much is kept is shown here.',
    all: '{{size}} in all',
    part: { within: 'Within its time', held: 'Past its time, held', removable: 'Past its time, may go' },
    days: 'Surveillance is kept for {{days}} days',
    order:
      'A removal order is in force: when space is short, the oldest surveillance past its time and not held is removed.',
    noOrder: 'No removal order is in force: nothing is removed.',
    held: 'Recordings of questionings, and the whole way of a person where the law asks for it, are held by the system and cannot be released.',
  },
  orders: {
    title: 'Orders for removal',
    about:
      'The administrator asks, the head of the legal unit decides: two persons. Only the newest decision is in force.',
    none: 'No removal order was asked for yet',
    noneHint: 'Nothing is removed without one. When space is short, the administrator asks here.',
    ask: 'Ask for a removal order',
    askDone: 'Asked; the head of the legal unit decides',
    askExplain:
      'Once granted, surveillance older than these days and not held is removed when space is short, the oldest first, and cannot be brought back.',
    days: 'Days kept',
    daysHint: 'At least {{least}}, usually 180',
    fault: {
      whole: 'Type a whole number of days',
      short: 'Surveillance is kept for at least {{least}} days; type {{least}} or more',
      long: 'At most {{most}} days; type fewer',
    },
    count: 'Kept for {{count}} days',
    askedBy: 'Asked by {{name}}, {{time}}',
    decidedBy: 'Decided by {{name}}, {{time}}',
    state: { open: 'To be decided', inForce: 'In force', replaced: 'No longer in force', refused: 'Refused' },
    own: 'Somebody else decides',
    grant: 'Grant',
    refuse: 'Refuse',
    grantTitle: 'Grant removal after {{count}} days',
    refuseTitle: 'Refuse removal after {{count}} days',
    grantExplain:
      'Surveillance older than {{count}} days and not held is then removed when space is short, the oldest first, and cannot be brought back. An earlier order is replaced. Your name goes into the audit log.',
    refuseExplain:
      'An earlier order is then no longer in force either, and nothing is removed. Your name goes into the audit log.',
    granted: 'Granted',
    refused: 'Refused',
  },
  holds: {
    title: 'Holds',
    about: 'Held recordings are not removed after their keeping time, until another person lifts the hold.',
    none: 'Nobody has placed a hold yet',
    noneHint:
      'Recordings of an incident or a complaint, or needed as evidence, are held here by room or by number of the stay.',
    place: 'Place a hold',
    placeDone: 'Held',
    what: 'What to hold',
    kinds: { room: 'A room', stay: 'The whole way of a stay' },
    room: 'Room',
    stay: 'Number of the stay',
    stayTyped: 'Type the number',
    from: 'From',
    to: 'To',
    interval: 'The end must be after the start, at most {{days}} days',
    wholeStay: 'Filled in from arrival to exit.',
    reason: 'Reason',
    reasonRule: 'Give a reason of at least 5 characters',
    plan: 'Would be held',
    planIncomplete: 'Choose a room or a stay and the interval; how much that is is shown here.',
    planAsking: 'Being reckoned',
    planSize: 'About {{size}}',
    planNothing: 'There is no recording of this interval now; what comes later of it will be held.',
    ofStay: 'Stay {{number}}',
    ofRemovedStay: 'A stay',
    placedBy: 'Placed by {{name}}, {{time}}',
    liftedBy: 'Lifted by {{name}}, {{time}}',
    state: { inForce: 'In force', lifted: 'Lifted' },
    own: 'Somebody else lifts it',
    lift: 'Lift',
    liftTitle: 'Lift the hold: {{what}}',
    liftExplain:
      'Surveillance of it that is past its time and not held otherwise may then be removed when space is short and an order is in force, and cannot be brought back. Your name goes into the audit log.',
    lifted: 'Hold lifted',
  },
};
