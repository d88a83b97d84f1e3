// SPDX-License-Identifier: Apache-2.0
// Asks a recorder to try a camera's address, and waits for what it found; never without an end.
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../api/client';
import type { CameraTrial } from '../api/types';

export interface TrialWish {
  url: string;
  username?: string;
  password?: string;
  transport?: 'tcp' | 'udp';
  cameraId?: string;
}

export type TrialState =
  | { kind: 'idle' }
  | { kind: 'trying'; seconds: number }
  | { kind: 'found'; id: string; trial: CameraTrial }
  | { kind: 'failed'; trial: CameraTrial }
  | { kind: 'lost' }
  | { kind: 'refused'; error: unknown };

/** The centre answers within half a minute; this is for the day on which it does not. */
export const trialWithinS = 35;
const askEveryMs = 500;

export function useCameraTrial() {
  const [state, setState] = useState<TrialState>({ kind: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const start = useCallback((wish: TrialWish) => {
    running.current?.abort();
    const stopping = new AbortController();
    running.current = stopping;
    const tell = (next: TrialState) => {
      if (!stopping.signal.aborted) setState(next);
    };
    tell({ kind: 'trying', seconds: 0 });
    void run(wish, tell, stopping.signal).catch((error: unknown) => tell({ kind: 'refused', error }));
  }, []);
  return { state, start };
}

async function run(wish: TrialWish, tell: (state: TrialState) => void, signal: AbortSignal) {
  const began = Date.now();
  const { trialId } = await call('post', '/camera-trials', { body: wish, signal });
  for (;;) {
    const trial = await call('get', '/camera-trials/{id}', { path: { id: trialId }, signal });
    if (trial.state === 'found') return tell({ kind: 'found', id: trialId, trial });
    if (trial.state === 'failed') return tell({ kind: 'failed', trial });
    const seconds = Math.floor((Date.now() - began) / 1000);
    if (seconds >= trialWithinS) return tell({ kind: 'lost' });
    tell({ kind: 'trying', seconds });
    await new Promise((resolve) => setTimeout(resolve, askEveryMs));
    if (signal.aborted) return;
  }
}
