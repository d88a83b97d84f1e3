// SPDX-License-Identifier: Apache-2.0
// One fragment of a camera shown as a standing picture.
import type { ViewRequest } from '../api/types';
import { MediaError, openStill } from './client';
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
    const stream = await openStill(request.cameraId, view.token, signal);
    const sink = await MseSink.open(video, stream.codecs);
    signal.addEventListener('abort', () => sink.close());
    for await (const chunk of chunksOf(stream.body)) await sink.append(chunk);
    if (sink.buffered.length === 0) return { kind: 'gone' };
    video.currentTime = sink.buffered.start(0) + 0.01;
    await sink.finish();
    return { kind: 'shown' };
  } catch (error) {
    if (error instanceof UnsupportedCodecs) return { kind: 'unsupported', codecs: error.codecs };
    return { kind: error instanceof MediaError && error.failure === 'denied' ? 'denied' : 'gone' };
  } finally {
    view?.close();
  }
}
