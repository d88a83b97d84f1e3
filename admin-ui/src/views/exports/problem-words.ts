// SPDX-License-Identifier: Apache-2.0
// Why a package could not be made: the recorder's code as a sentence with the remedy.
import type { TFunction } from 'i18next';
import { zh } from '../../messages/zh';

type Known = keyof typeof zh.exports.problem;

/** Of a code that has no words of its own, those of its family. */
export function exportProblem(t: TFunction, code: string): string {
  const name = code.replace('.', '_');
  if (name !== 'other' && name in zh.exports.problem) return t(`exports.problem.${name as Known}`, { code });
  if (code.startsWith('evidence.')) return t('exports.problem.evidence_damaged');
  if (code.startsWith('storage.')) return t('exports.problem.storage_failed');
  return t('exports.problem.other', { code });
}

/** Whether a reason in the log is such a code. */
export const isExportProblem = (code: string): boolean => /^(media|evidence|storage|export)\.\w+$/.test(code);
