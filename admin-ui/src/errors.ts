// SPDX-License-Identifier: Apache-2.0
// The error funnel: whatever failed becomes one message that names the field, the rule and the remedy in the current language.
import type { TFunction } from 'i18next';
import { NetworkError, ProblemError, UnexpectedAnswer } from './api/problem';
import type { Language } from './i18n';

export interface ErrorMessage {
  kind: 'network' | 'problem' | 'unexpected' | 'internal';
  title: string;
  detail: string;
  field?: (string | number)[];
  rule?: string;
  source?: string;
  trace?: string;
}

export function describeError(error: unknown, t: TFunction, language: Language): ErrorMessage {
  if (error instanceof NetworkError) {
    return { kind: 'network', title: t('error.network'), detail: t('error.networkRemedy') };
  }
  if (error instanceof UnexpectedAnswer) {
    return {
      kind: 'unexpected',
      title: t('error.unexpected', { status: error.status }),
      detail: t('error.unexpectedRemedy'),
    };
  }
  if (error instanceof ProblemError) return describeProblem(error, t, language);
  return { kind: 'internal', title: t('error.internal'), detail: t('error.internalRemedy') };
}

function describeProblem({ problem }: ProblemError, t: TFunction, language: Language): ErrorMessage {
  const english = language === 'en';
  const source = english ? (problem.sourceEn ?? problem.source) : problem.source;
  return {
    kind: 'problem',
    title: problem.rule ? t('error.refused', { rule: problem.rule }) : t('error.title'),
    detail: english ? problem.detailEn : problem.detail,
    field: problem.field ? fieldPath(problem.field) : undefined,
    rule: problem.rule,
    source,
    trace: problem.status >= 500 ? problem.traceId : undefined,
  };
}

/** A failed read is no act: it says what to do, not whether something was stored. */
export function describeReadError(error: unknown, t: TFunction, language: Language): ErrorMessage {
  const message = describeError(error, t, language);
  if (message.kind === 'problem')
    return message.rule ? message : { ...message, title: t('error.unreadable') };
  return { ...message, title: t('error.read'), detail: t('error.readRemedy') };
}

/** "$.items[0].name", "/items/0/name" and "items.0.name" all become ["items", 0, "name"]. */
export function fieldPath(path: string): (string | number)[] {
  return path
    .replace(/^\$/, '')
    .split(/[./[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
