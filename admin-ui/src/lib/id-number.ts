// SPDX-License-Identifier: Apache-2.0
// What an 18-digit resident identity number says about its holder (GB 11643): birth date, sex, and whether it was mistyped.
import type { Sex } from '../api/types';

export interface IdNumberFacts {
  birthDate: string;
  sex: Sex;
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

export type IdNumberReading =
  | { kind: 'valid'; facts: IdNumberFacts }
  | { kind: 'incomplete' }
  | { kind: 'wrong' };

export function readIdNumber(text: string): IdNumberReading {
  const number = text.trim().toUpperCase();
  if (number.length < 18) return { kind: 'incomplete' };
  if (!/^\d{17}[\dX]$/.test(number)) return { kind: 'wrong' };
  const sum = weights.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  if (checkCharacters[sum % 11] !== number[17]) return { kind: 'wrong' };
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isDate(birthDate)) return { kind: 'wrong' };
  return { kind: 'valid', facts: { birthDate, sex: Number(number[16]) % 2 === 1 ? 'M' : 'F' } };
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
