// SPDX-License-Identifier: Apache-2.0
// One fragment of a camera shown as a standing picture.
import type { ViewRequest } from '../api/types';
import { MediaError, type MediaStream, openStill, openTrialStill } from './client';
import { chunksOf, MseSink, UnsupportedCodecs } from './mse-sink';
import { MediaView } from './view';

export type StillState =
  | { kind: 'loading' }
  | { kind: 'shown' }
  | { kind: 'unsupported'; codecs: string }
  | { kind: 'denied' }
  | { kind: 'gone' };

export async function showStill(
  video: HTMLVideoElement,
  request: ViewRequest,
  signal: AbortSignal,
): Promise<StillState> {
  let view: MediaView | undefined;
  try {
    view = await MediaView.open(request, () => undefined, signal);
    return await paint(video, await openStill(request.cameraId, view.token, signal), signal);
  } catch (error) {
    return whyNot(error);
  } finally {
    view?.close();
  }
}

export async function showTrialStill(
  video: HTMLVideoElement,
  trial: string,
  token: string,
  signal: AbortSignal,
): Promise<StillState> {
  try {
    return await paint(video, await openTrialStill(trial, token, signal), signal);
  } catch (error) {
    return whyNot(error);
  }
}

async function paint(video: HTMLVideoElement, stream: MediaStream, signal: AbortSignal): Promise<StillState> {
  const sink = await MseSink.open(video, stream.codecs);
  signal.addEventListener('abort', () => sink.close());
  for await (const chunk of chunksOf(stream.body)) await sink.append(chunk);
  if (sink.buffered.length === 0) return { kind: 'gone' };
  video.currentTime = sink.buffered.start(0) + 0.01;
  await sink.finish();
  return { kind: 'shown' };
}

function whyNot(error: unknown): StillState {
  if (error instanceof UnsupportedCodecs) return { kind: 'unsupported', codecs: error.codecs };
  return { kind: error instanceof MediaError && error.failure === 'denied' ? 'denied' : 'gone' };
}
