// SPDX-License-Identifier: Apache-2.0
// Colours of the kinds of zones on the picture of a camera. None of them is a colour of duty states, and all are seen on
// dark and on bright pictures; the hatchings tell the kinds apart without them.
import type { ZoneKind } from '../../api/watching-types';

export const zoneColours: Record<ZoneKind, string> = {
  person_seat: '#4da3ff',
  officer_seat: '#b58cff',
  door: '#2fd0d8',
  bed: '#ff8ad1',
  clock: '#ffffff',
  display: '#d9c3a5',
  guard_post: '#8fb4c9',
  mask: '#8d98a5',
};

/** What a mask hides is dark, so that nobody takes it for watched. */
export const maskGround = '#10161d';

/** Under every line, so that it is seen on a ground of its own colour. */
export const casing = '#0b1119';
