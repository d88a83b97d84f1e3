// SPDX-License-Identifier: Apache-2.0
// Pages in words, which of a print a scan has become, and the time of a signature.
import type { Paper, TranscriptVersion } from '../api/types';
import { usPerMinute } from '../lib/time';
import type { Recognised } from './scan-tray';

/** 1, 2, 3, 7 becomes "1–3, 7" with the given comma. */
export function pageRanges(pages: readonly number[], comma: string): string {
  const runs: [number, number][] = [];
  for (const page of [...new Set(pages)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run[1] + 1 === page) run[1] = page;
    else runs.push([page, page]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(comma);
}

/** A receipt names the last entry of the act: the scan, or the signature that it brought, right after the scan. */
export function recognisedOf(papers: readonly Paper[], seq: number): Recognised | undefined {
  for (const wanted of [seq, seq - 1])
    for (const paper of papers) {
      const scan = paper.scans.find((one) => one.seq === wanted);
      if (scan) return { label: paper.label, labelEn: paper.labelEn, page: scan.page, pages: paper.pages };
    }
  return undefined;
}

/** Pages of a printed version that the person has not signed. */
export function unsignedPages({ pages = 0, signatures }: TranscriptVersion): number[] {
  const signed = new Set(signatures.filter((one) => one.how === 'paper').map((one) => one.page));
  return Array.from({ length: pages }, (_, at) => at + 1).filter((page) => !signed.has(page));
}

/** Times are chosen to the minute: this very minute means now, which is never before what was signed. */
export function signedAt(us: number | undefined, nowUs: number): number | undefined {
  const sameMinute = us !== undefined && Math.floor(us / usPerMinute) === Math.floor(nowUs / usPerMinute);
  return sameMinute ? undefined : us;
}
