// SPDX-License-Identifier: Apache-2.0
// All texts of this language, one room each.
import { access } from './access';
import { acts } from './acts';
import { admin } from './admin';
import { approvals } from './approvals';
import { axis } from './axis';
import { bell } from './bell';
import { board } from './board';
import { bodyChecks } from './body-checks';
import { bookings } from './bookings';
import { certificate } from './certificate';
import { common } from './common';
import { domain } from './domain';
import { recordingExports } from './exports';
import { handover } from './handover';
import { help } from './help';
import { live, playback } from './live';
import { log } from './log';
import { outage, sealed } from './outage';
import { panel } from './panel';
import { papers } from './papers';
import { practice } from './practice';
import { questioning } from './questioning';
import { recipients } from './recipients';
import { review } from './review';
import { round, unsent } from './round';
import { search } from './search';
import { stay } from './stay';
import { storage } from './storage';
import { transcript } from './transcript';

export const en = {
  ...common,
  access,
  axis,
  bell,
  board,
  stay,
  acts,
  approvals,
  bodyChecks,
  bookings,
  certificate,
  exports: recordingExports,
  handover,
  log,
  help,
  live,
  outage,
  panel,
  papers,
  playback,
  practice,
  questioning,
  recipients,
  review,
  round,
  search,
  sealed,
  storage,
  transcript,
  unsent,
  adminPages: admin,
  domain,
};
