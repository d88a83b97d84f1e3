// SPDX-License-Identifier: Apache-2.0
import type { Camera } from '../../api/types';

/** Only where analysis is permitted is there anything to set. */
export const mayBeWatched = ({ analysis }: Pick<Camera, 'analysis'>): boolean => analysis !== 'not_permitted';
