// SPDX-License-Identifier: Apache-2.0
// Words of the time axis of a stay, in English.
import type { Texts } from '../texts';
import type { axis as zh } from '../zh/axis';

export const axis: Texts<typeof zh> = {
  title: 'Time axis of the whole stay',
  hint: '← → item by item, ↑ ↓ between rows, Enter opens',
  lane: {
    room: 'Place',
    questioning: 'Questioning',
    spell: 'Lasting',
    care: 'Care, checks',
    entry: 'Other entries',
    finding: 'Findings',
    limit: 'Time limit',
  },
  limit: 'Limit of {{count}} h, ends {{time}}',
  totalLimit: 'Whole stay of {{count}} h, ends {{time}}',
  until: '{{from}} to {{to}} ({{length}})',
  goesOn: 'since {{from}}, {{length}} so far',
  noEnd: 'since {{from}}, no end entered',
  by: 'entered by {{name}}',
  byBoth: 'entered by {{began}} and {{ended}}',
  late: 'entered late',
  corrected: 'corrected',
  provisional: 'provisional',
  before: 'before arrival',
  after: 'after leaving',
  more: '{{count}} more',
  place: '{{at}} of {{of}}',
  lateShape: 'entered late',
  entryShape: 'entry',
  mixed: 'several kinds',
  now: 'now',
};
