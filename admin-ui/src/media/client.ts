// SPDX-License-Identifier: Apache-2.0
// The only file that fetches video from the recorder: streams, indexes, and the renewal of a view.
import type { Gap, Problem } from '../api/types';

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
  sound?: SoundForm;
  parts: Part[];
  gaps: Omit<Gap, 'cameraId'>[];
}

export interface MediaStream {
  codecs: string;
  /** Evidence time of the first frame; only with playback. */
  startUs: number | undefined;
  sound: SoundForm;
  body: ReadableStream<Uint8Array>;
}

export type MediaFailure = 'denied' | 'gone' | 'busy' | 'network';

/** How the sound of a stream is: as recorded, made playable for listening, or left out as no browser plays it. */
export type SoundForm = 'original' | 'converted' | 'left_out' | 'none';

export class MediaError extends Error {
  override readonly name = 'MediaError';
  constructor(
    readonly failure: MediaFailure,
    /** What the centre said, where it was the centre that refused. */
    readonly problem?: Problem,
  ) {
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
  const code = await codeOf(response);
  if (response.status === 401 || response.status === 403) throw new MediaError('denied');
  if (response.status === 404 || response.status === 416 || code === 'media.camera_away')
    throw new MediaError('gone');
  throw new MediaError(response.status === 429 ? 'busy' : 'network');
}

async function codeOf(response: Response): Promise<string | undefined> {
  const problem: unknown = await response.json().catch(() => undefined);
  return typeof problem === 'object' && problem !== null && 'code' in problem
    ? String(problem.code)
    : undefined;
}

async function openStream(path: string, token: string, signal: AbortSignal): Promise<MediaStream> {
  const response = await request(path, token, { signal });
  if (!response.body) throw new MediaError('gone');
  const startUs = response.headers.get('X-Start-Us');
  return {
    codecs: response.headers.get('X-Codecs') ?? codecsOf(response.headers.get('Content-Type') ?? ''),
    startUs: startUs === null ? undefined : Number(startUs),
    sound: soundOf(response.headers.get('X-Sound')),
    body: response.body,
  };
}

const soundForms: readonly SoundForm[] = ['original', 'converted', 'left_out', 'none'];

function soundOf(header: string | null): SoundForm {
  return soundForms.find((one) => one === header) ?? 'none';
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
