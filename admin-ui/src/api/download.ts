// SPDX-License-Identifier: Apache-2.0
// A file of the centre that is saved, not shown: with its name, how far it is, and the centre's words when it cannot be had.
import { isProblem, NetworkError, ProblemError, UnexpectedAnswer } from './problem';

export interface Download {
  name: string;
  file: Blob;
}

/** Given up when nothing of it has come for so long; making a large package takes its time. */
const stillWithinMs = 120_000;

export async function download(
  path: string,
  fallbackName: string,
  onBytes: (got: number, of: number | undefined) => void,
  signal: AbortSignal,
): Promise<Download> {
  const still = new AbortController();
  let timer = setTimeout(() => still.abort(), stillWithinMs);
  try {
    const answer = await fetch(`/api/v1${path}`, {
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.any([signal, still.signal]),
    });
    if (!answer.ok) throw await failureOf(answer);
    const length = Number(answer.headers.get('Content-Length'));
    const chunks: BlobPart[] = [];
    let got = 0;
    const reader = answer.body?.getReader();
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      clearTimeout(timer);
      timer = setTimeout(() => still.abort(), stillWithinMs);
      chunks.push(next.value as BlobPart);
      got += next.value.length;
      onBytes(got, length > 0 ? length : undefined);
    }
    const type = answer.headers.get('Content-Type') ?? 'application/octet-stream';
    return {
      name: nameOf(answer.headers.get('Content-Disposition')) ?? fallbackName,
      file: new Blob(chunks, { type }),
    };
  } catch (error) {
    if (signal.aborted || error instanceof ProblemError || error instanceof UnexpectedAnswer) throw error;
    throw new NetworkError(path);
  } finally {
    clearTimeout(timer);
  }
}

async function failureOf(answer: Response): Promise<Error> {
  const body: unknown = await answer.json().catch(() => undefined);
  return isProblem(body) ? new ProblemError(body) : new UnexpectedAnswer(answer.status);
}

/** The centre names it; a name is never a path. */
export function nameOf(disposition: string | null): string | undefined {
  const name = /filename="([^"]+)"/.exec(disposition ?? '')?.[1];
  return name?.replace(/[\\/:]/g, '_');
}
