// SPDX-License-Identifier: Apache-2.0
// The only file that fetches video from the recorder: streams, indexes, and the renewal of a view.
import type { Gap } from '../api/types';

export type Stream = 'main' | 'sub';

export interface FragmentInfo {
  seq: number;
  startUs: number;
  durUs: number;
  key: boolean;
}

export interface Part {
  segment: string;
  run: number;
  startUs: number;
  endUs: number;
  fragments: FragmentInfo[];
}

export interface MediaIndex {
  codecs: string;
  parts: Part[];
  gaps: Omit<Gap, 'cameraId'>[];
}

export interface MediaStream {
  codecs: string;
  /** Evidence time of the first frame; only with playback. */
  startUs: number | undefined;
  body: ReadableStream<Uint8Array>;
}

export type MediaFailure = 'denied' | 'gone' | 'network';

export class MediaError extends Error {
  override readonly name = 'MediaError';
  constructor(readonly failure: MediaFailure) {
    super(failure);
  }
}

const base = '/media/v1';

async function request(path: string, token: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`${base}${path}`, {
      ...init,
      cache: 'no-store',
      headers: { Authorization: `Bearer ${token}` },
    });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new MediaError('network');
  }
  if (response.ok) return response;
  await response.body?.cancel().catch(() => undefined);
  if (response.status === 401 || response.status === 403) throw new MediaError('denied');
  throw new MediaError(response.status === 404 || response.status === 416 ? 'gone' : 'network');
}

async function openStream(path: string, token: string, signal: AbortSignal): Promise<MediaStream> {
  const response = await request(path, token, { signal });
  if (!response.body) throw new MediaError('gone');
  const startUs = response.headers.get('X-Start-Us');
  return {
    codecs: response.headers.get('X-Codecs') ?? codecsOf(response.headers.get('Content-Type') ?? ''),
    startUs: startUs === null ? undefined : Number(startUs),
    body: response.body,
  };
}

function codecsOf(contentType: string): string {
  return /codecs="([^"]*)"/.exec(contentType)?.[1] ?? '';
}

export function openLive(camera: string, stream: Stream, token: string, signal: AbortSignal) {
  return openStream(`/live/${camera}?stream=${stream}`, token, signal);
}

export function openStill(camera: string, token: string, signal: AbortSignal) {
  return openStream(`/still/${camera}`, token, signal);
}

/** The first picture of a camera that was only tried. */
export function openTrialStill(trial: string, token: string, signal: AbortSignal) {
  return openStream(`/trials/${trial}/still`, token, signal);
}

export interface Span {
  fromUs: number;
  toUs: number;
}

export function openPlayback(camera: string, stream: Stream, span: Span, token: string, signal: AbortSignal) {
  return openStream(`/play/${camera}?stream=${stream}&from=${span.fromUs}&to=${span.toUs}`, token, signal);
}

export async function readIndex(
  camera: string,
  stream: Stream,
  span: Span,
  token: string,
  signal: AbortSignal,
): Promise<MediaIndex> {
  const response = await request(
    `/index/${camera}?stream=${stream}&from=${span.fromUs}&to=${span.toUs}`,
    token,
    { signal },
  );
  const answer: unknown = await response.json().catch(() => undefined);
  if (!isIndex(answer)) throw new MediaError('gone');
  return answer;
}

function isIndex(value: unknown): value is MediaIndex {
  if (typeof value !== 'object' || value === null) return false;
  const index = value as Partial<MediaIndex>;
  return Array.isArray(index.parts) && Array.isArray(index.gaps);
}

export async function renewAtRecorder(view: string, token: string): Promise<void> {
  await request(`/views/${view}/renew`, token, { method: 'POST' });
}
