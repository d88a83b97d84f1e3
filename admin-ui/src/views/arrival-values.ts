// SPDX-License-Identifier: Apache-2.0
// What the arrival form holds, and the report it becomes.
import type { Arrival, BasisKind, Flag, Identity, Sex, Tile } from '../api/types';

export interface ArrivalValues {
  idType: NonNullable<Identity['idType']>;
  idNumber?: string;
  name: string;
  sex: Sex;
  birthDate?: string;
  nation?: string;
  address?: string;
  phone?: string;
  identityUnknown?: boolean;
  flags: Flag[];
  caseId: string;
  /** How the chosen case reads, so that a restored draft need not search for it. */
  caseLabel?: string;
  unitId: string;
  role: Tile['role'];
  basisKind: BasisKind;
  oral?: boolean;
  documentNumber?: string;
  issuedBy?: string;
  arrivedAtUs: number;
  arrivalPaperUs?: number;
  broughtBy: string[];
}

const text = (value: string | undefined) => value?.trim() || undefined;

export function arrivalBody(values: ArrivalValues): Arrival {
  return {
    caseId: values.caseId,
    unitId: values.unitId,
    role: values.role,
    basis: {
      kind: values.basisKind,
      oral: values.oral ?? false,
      documentNumber: text(values.documentNumber),
      issuedBy: text(values.issuedBy),
    },
    arrivedAtUs: values.arrivedAtUs,
    arrivalPaperUs: values.arrivalPaperUs,
    identity: {
      name: values.name.trim(),
      idType: values.idType,
      idNumber: values.idType === 'none' ? undefined : text(values.idNumber)?.toUpperCase(),
      nation: text(values.nation),
      address: text(values.address),
      phone: text(values.phone),
    },
    facts: {
      sex: values.sex,
      birthDate: text(values.birthDate),
      identityUnknown: values.identityUnknown ?? false,
      flags: values.flags,
    },
    broughtBy: values.broughtBy,
  };
}

/** The usual way of arrival for a kind of case and a role. */
export function usualBasis(role: Tile['role'], caseKind: Tile['caseKind']): BasisKind {
  if (role === 'witness' || role === 'victim') return 'voluntary';
  return caseKind === 'criminal' ? 'criminal_summons' : 'administrative_summons';
}

/** In an administrative case the person is an offender, in a criminal one a suspect; witnesses stay witnesses. */
export function usualRole(role: Tile['role'], caseKind: Tile['caseKind']): Tile['role'] {
  if (role === 'witness' || role === 'victim') return role;
  return caseKind === 'criminal' ? 'suspect' : 'offender';
}
