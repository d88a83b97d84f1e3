// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from 'vitest';
import { proposePair, rememberPair } from './pair';

const all = () => true;

describe('the pair that is proposed', () => {
  beforeEach(() => localStorage.clear());

  it('is the officer alone where nothing is known', () => {
    expect(proposePair('a', all)).toEqual(['a']);
  });

  it('is the last one, with the officer first', () => {
    rememberPair('a', ['b', 'a']);
    expect(proposePair('a', all)).toEqual(['a', 'b']);
  });

  it('leaves out who is not there any more, and is of one user only', () => {
    rememberPair('a', ['a', 'b', 'c']);
    expect(proposePair('a', (id) => id !== 'b')).toEqual(['a', 'c']);
    expect(proposePair('b', all)).toEqual(['b']);
  });

  it('survives what it cannot read', () => {
    localStorage.setItem('mingjing-pair.a', '{');
    expect(proposePair('a', all)).toEqual(['a']);
    localStorage.setItem('mingjing-pair.a', '[1,"b"]');
    expect(proposePair('a', all)).toEqual(['a', 'b']);
  });
});
