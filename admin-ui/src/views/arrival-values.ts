// SPDX-License-Identifier: Apache-2.0
// What the forms about a person hold, and what is sent of it.
import type { Arrival, BasisKind, Facts, Flag, Identity, Sex, Tile } from '../api/types';
import { type BasisValues, basisOf } from './basis-fields';

const text = (value: string | undefined) => value?.trim() || undefined;

/** Who the person is, as it is typed on arrival, on booking, and when it becomes known later. */
export interface PersonValues {
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
}

/** For which case, in which role, on what basis. */
export interface CaseValues extends BasisValues {
  caseId: string;
  /** How the chosen case reads, so that a restored draft need not search for it. */
  caseLabel?: string;
  unitId: string;
  role: Tile['role'];
}

export interface ArrivalValues extends PersonValues, CaseValues {
  arrivedAtUs: number;
  arrivalPaperUs?: number;
  broughtBy: string[];
  /** The identity above is a pseudonym; what follows is the true one. */
  protected?: boolean;
  trueName?: string;
  trueIdType?: Identity['idType'];
  trueIdNumber?: string;
  trueAddress?: string;
  truePhone?: string;
}

const secret = ['trueName', 'trueIdType', 'trueIdNumber', 'trueAddress', 'truePhone'] as const;

/** What may wait in this tab for later: never who stands behind a pseudonym. */
export function keptArrival(values: ArrivalValues): Partial<ArrivalValues> {
  const kept: Partial<ArrivalValues> = { ...values };
  for (const name of secret) delete kept[name];
  return kept;
}

function trueIdentityOf(values: ArrivalValues): Identity | undefined {
  const helps = values.role === 'witness' || values.role === 'victim';
  if (!helps || !values.protected) return undefined;
  return {
    name: values.trueName?.trim() ?? '',
    idType: values.trueIdType,
    idNumber: values.trueIdType === 'none' ? undefined : text(values.trueIdNumber)?.toUpperCase(),
    address: text(values.trueAddress),
    phone: text(values.truePhone),
  };
}

export function identityOf(values: PersonValues): Identity {
  return {
    name: values.name.trim(),
    idType: values.idType,
    idNumber: values.idType === 'none' ? undefined : text(values.idNumber)?.toUpperCase(),
    nation: text(values.nation),
    address: text(values.address),
    phone: text(values.phone),
  };
}

export function factsOf(values: PersonValues): Facts {
  return {
    sex: values.sex,
    birthDate: text(values.birthDate),
    identityUnknown: values.identityUnknown ?? false,
    flags: values.flags,
  };
}

export function arrivalBody(values: ArrivalValues): Arrival {
  return {
    caseId: values.caseId,
    unitId: values.unitId,
    role: values.role,
    basis: basisOf(values),
    arrivedAtUs: values.arrivedAtUs,
    arrivalPaperUs: values.arrivalPaperUs,
    identity: identityOf(values),
    facts: factsOf(values),
    broughtBy: values.broughtBy,
    trueIdentity: trueIdentityOf(values),
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
