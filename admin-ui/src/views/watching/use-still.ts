// SPDX-License-Identifier: Apache-2.0
// A standing picture of the camera to draw on, and the same as a small JPEG for the picture of the empty room.
import { type RefObject, useEffect, useRef, useState } from 'react';
import { type StillState, showStill } from '../../media/still';

export interface Still {
  video: RefObject<HTMLVideoElement>;
  state: StillState;
  ratio: number | undefined;
  again: () => void;
}

export function useStill(cameraId: string, allowed: boolean): Still {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<StillState>({ kind: 'loading' });
  const [ratio, setRatio] = useState<number>();
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every press of the button takes another picture
  useEffect(() => {
    const element = video.current;
    if (!allowed) setState({ kind: 'denied' });
    if (!element || !allowed) return;
    const stopping = new AbortController();
    setState({ kind: 'loading' });
    const request = { cameraId, use: 'still' as const, reason: 'camera_test' as const };
    void showStill(element, request, stopping.signal).then((shown) => {
      if (stopping.signal.aborted) return;
      setState(shown);
      if (element.videoWidth > 0) setRatio(element.videoWidth / element.videoHeight);
    });
    return () => stopping.abort();
  }, [cameraId, attempt, allowed]);
  return { video, state, ratio, again: () => setAttempt((before) => before + 1) };
}

const bytesAtMost = 300_000;
const widths = [1280, 960, 640];
const qualities = [0.85, 0.7, 0.5];

/** A picture that the centre keeps, as it takes it; nothing when it cannot be read. */
export async function keptPicture(address: string): Promise<string | undefined> {
  try {
    const answer = await fetch(address);
    if (!answer.ok) return undefined;
    let bytes = '';
    for (const byte of new Uint8Array(await answer.arrayBuffer())) bytes += String.fromCharCode(byte);
    return btoa(bytes);
  } catch {
    return undefined;
  }
}

/** Base64 of a JPEG that the centre takes; nothing when the browser cannot make one. */
export async function pictureOf(video: HTMLVideoElement): Promise<string | undefined> {
  for (const width of widths) {
    const canvas = document.createElement('canvas');
    canvas.width = Math.min(width, video.videoWidth);
    canvas.height = Math.round((canvas.width * video.videoHeight) / Math.max(1, video.videoWidth));
    const context = canvas.getContext('2d');
    if (!context || canvas.width === 0) return undefined;
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    for (const quality of qualities) {
      const base64 = canvas.toDataURL('image/jpeg', quality).split(',')[1] ?? '';
      if (base64 && base64.length * 0.75 <= bytesAtMost) return base64;
    }
  }
  return undefined;
}
