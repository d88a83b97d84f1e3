// SPDX-License-Identifier: Apache-2.0
// What can go wrong between the page and the centre, as three classes that the error funnel knows.
import type { Problem } from './types';

/** The centre answered, and said what is wrong. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
  get status(): number {
    return this.problem.status;
  }
}

/** No answer came: whether the act was done is unknown until it is sent again with the same key. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}

/** An answer came that is not of the contract, for example from a proxy in between. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
  constructor(readonly status: number) {
    super(`status ${status}`);
  }
}

export function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null) return false;
  const problem = value as Record<string, unknown>;
  return (
    typeof problem.code === 'string' &&
    typeof problem.status === 'number' &&
    typeof problem.detail === 'string' &&
    typeof problem.detailEn === 'string'
  );
}

/** A plan that only warning rules stand against: it may be repeated with a typed reason. */
export function asksForReason(error: unknown): error is ProblemError {
  return error instanceof ProblemError && (error.problem.warnings?.length ?? 0) > 0;
}

/** Whether the outcome of a sent act is still open. */
export function outcomeUnknown(error: unknown): boolean {
  if (error instanceof NetworkError) return true;
  if (error instanceof UnexpectedAnswer) return error.status >= 500;
  return error instanceof ProblemError && error.status >= 500;
}
