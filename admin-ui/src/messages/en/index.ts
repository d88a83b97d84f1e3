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
import { observations } from './observations';
import { outage, sealed } from './outage';
import { panel } from './panel';
import { papers } from './papers';
import { practice } from './practice';
import { quality } from './quality';
import { questioning } from './questioning';
import { recipients } from './recipients';
import { review } from './review';
import { round, unsent } from './round';
import { search } from './search';
import { staged } from './staged';
import { stay } from './stay';
import { storage } from './storage';
import { transcript } from './transcript';
import { watching } from './watching';

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
  observations,
  outage,
  panel,
  papers,
  playback,
  practice,
  quality,
  questioning,
  recipients,
  review,
  round,
  search,
  sealed,
  staged,
  storage,
  transcript,
  unsent,
  watching,
  adminPages: admin,
  domain,
};
