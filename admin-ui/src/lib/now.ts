// SPDX-License-Identifier: Apache-2.0
// The centre's time on this page: the computer's clock corrected by what the centre last said, ticking once a second.
import { useSyncExternalStore } from 'react';

let offsetUs = 0;
let learned = false;
let tickUs = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

export function learnServerTime(serverTimeUs: number): void {
  offsetUs = serverTimeUs - Date.now() * 1000;
  learned = true;
}

/** How far this computer's clock is off, once the centre has said its time. */
export function serverOffsetUs(): number | undefined {
  return learned ? offsetUs : undefined;
}

/** What was learned before a restart holds until the centre says its time again. */
export function restoreServerOffset(us: number): void {
  if (!learned) offsetUs = us;
}

export function serverNowUs(): number {
  return Date.now() * 1000 + offsetUs;
}

function tick() {
  tickUs = serverNowUs();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== undefined) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

function snapshot(): number {
  if (timer === undefined || tickUs === 0) tickUs = Math.floor(serverNowUs() / 1_000_000) * 1_000_000;
  return tickUs;
}

export function useNowUs(): number {
  return useSyncExternalStore(subscribe, snapshot);
}
