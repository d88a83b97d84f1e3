// SPDX-License-Identifier: Apache-2.0
// All texts of this language, one room each.
import { admin } from './admin';
import { board } from './board';
import { common } from './common';
import { domain } from './domain';
import { questioning } from './questioning';
import { review } from './review';
import { stay } from './stay';

export const en = { ...common, board, stay, questioning, review, adminPages: admin, domain };
