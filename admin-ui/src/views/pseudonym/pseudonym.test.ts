// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { type ArrivalValues, arrivalBody, keptArrival } from '../arrival-values';

const values: ArrivalValues = {
  role: 'witness',
  caseId: 'c',
  unitId: 'u',
  basisKind: 'voluntary',
  arrivedAtUs: 1,
  broughtBy: [],
  flags: [],
  sex: 'F',
  idType: 'none',
  name: '化名江某',
  protected: true,
  trueName: ' 真名 ',
  trueIdType: 'resident_id',
  trueIdNumber: '11010119900307467x',
};

describe('a protected witness', () => {
  it('arrives with both names, each in its place', () => {
    const body = arrivalBody(values);
    expect(body.identity.name).toBe('化名江某');
    expect(body.trueIdentity).toMatchObject({ name: '真名', idNumber: '11010119900307467X' });
  });

  it('who is held, or not marked, sends no true identity', () => {
    expect(arrivalBody({ ...values, role: 'suspect' }).trueIdentity).toBeUndefined();
    expect(arrivalBody({ ...values, protected: false }).trueIdentity).toBeUndefined();
  });

  it('leaves no true name in the draft', () => {
    const kept = JSON.stringify(keptArrival(values));
    expect(kept).toContain('化名江某');
    expect(kept).not.toContain('真名');
    expect(kept).not.toContain('110101');
  });
});
