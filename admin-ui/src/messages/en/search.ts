// SPDX-License-Identifier: Apache-2.0
// Words of the search, in English.
import type { Texts } from '../texts';
import type { search as zh } from '../zh/search';

export const search: Texts<typeof zh> = {
  button: 'Search',
  choose: 'choose',
  close: 'close',
  dialogFirst: 'Finish or close this window first, then search',
  failed: 'The persons in the centre cannot be read now; check the network',
  hint: 'Number, name, room, or a page of the menu',
  hintPages: 'A page of the menu',
  loading: 'Reading who is in the centre…',
  more: '{{count}} more; type a little more',
  none: 'Nobody in the centre and no page fits.',
  noneHint: 'Look for persons who have left under "Stays".',
  old: 'The link is down; the list may be old',
  open: 'open',
  page: 'Page',
  title: 'Search persons in the centre and pages',
};
