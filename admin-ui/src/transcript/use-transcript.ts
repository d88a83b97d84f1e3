// SPDX-License-Identifier: Apache-2.0
// An open transcript in a page: its lines, its writer, and everything in the browser that makes the writer send or ask.
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { call } from '../api/client';
import { useLinkState } from '../api/events';
import { type TranscriptRead, useTranscript } from '../api/queries';
import { useUser } from '../session';
import { Lines, type LineView } from './lines';
import { ServerClock } from './server-clock';
import { type KeptBatch, TranscriptStore } from './transcript-store';
import { Writer, type WriterState } from './writer';

export interface OpenTranscript {
  lines: Lines;
  writer: Writer;
  clock: ServerClock;
  store: TranscriptStore;
}

/** A larger body would be refused by the browser when the page is being left; it waits on the device then. */
const leavingBytes = 60_000;

function sendBatch(id: string, batch: KeptBatch, leaving: boolean): Promise<unknown> {
  const body = { edits: batch.edits };
  return call('post', '/questionings/{id}/transcript/lines', {
    path: { id },
    body,
    key: batch.key,
    once: true,
    leaving: leaving && new Blob([JSON.stringify(body)]).size < leavingBytes,
  });
}

export function useOpenTranscript(id: string, read: TranscriptRead): OpenTranscript {
  const { me } = useUser();
  const { refetch } = useTranscript(id);
  const again = useRef(refetch);
  again.current = refetch;
  const [open] = useState<OpenTranscript>(() => {
    const store = new TranscriptStore(me.id, id, crypto.randomUUID());
    const lines = new Lines(store);
    const clock = new ServerClock();
    const writer = new Writer(
      lines,
      store,
      {
        send: (batch, leaving) => sendBatch(id, batch, leaving),
        isMine: async (signal) => (await call('get', '/session', { signal })).id === me.id,
        readAgain: () => void again.current(),
      },
      () => clock.nowUs(),
    );
    clock.learn(read.serverTimeUs, read.askedMs, read.gotMs);
    writer.read(read.lines, read.askedMs, read.state === 'locked');
    return { lines, writer, clock, store };
  });

  const { writer, clock } = open;
  useEffect(() => {
    clock.learn(read.serverTimeUs, read.askedMs, read.gotMs);
    writer.read(read.lines, read.askedMs, read.state === 'locked');
  }, [read, writer, clock]);
  useEffect(() => {
    writer.start();
    return () => {
      writer.flush(true);
      writer.stop();
    };
  }, [writer]);
  useBrowser(open, again);
  return open;
}

function useBrowser({ writer, clock }: OpenTranscript, again: { current: () => unknown }): void {
  const link = useLinkState();
  const wake = useCallback(() => {
    if (clock.unsure) again.current();
    writer.wake();
  }, [writer, clock, again]);
  useEffect(() => {
    if (link === 'open') wake();
  }, [link, wake]);
  useEffect(() => {
    const seen = () => {
      if (document.visibilityState === 'hidden') {
        writer.flush(true);
        writer.doubt();
      } else wake();
    };
    const left = () => writer.flush(true);
    const blurred = () => {
      writer.flush();
      writer.doubt();
    };
    document.addEventListener('visibilitychange', seen);
    window.addEventListener('pagehide', left);
    window.addEventListener('blur', blurred);
    window.addEventListener('focus', wake);
    window.addEventListener('online', wake);
    // The computer slept, or its clock was set: ask the centre for its time.
    const watching = setInterval(() => {
      if (clock.unsure) again.current();
    }, 5_000);
    return () => {
      document.removeEventListener('visibilitychange', seen);
      window.removeEventListener('pagehide', left);
      window.removeEventListener('blur', blurred);
      window.removeEventListener('focus', wake);
      window.removeEventListener('online', wake);
      clearInterval(watching);
    };
  }, [writer, clock, wake, again]);
}

export function useWriterState(writer: Writer): WriterState {
  return useSyncExternalStore(writer.subscribe, writer.current);
}

export function useOrder(lines: Lines): readonly string[] {
  return useSyncExternalStore(lines.subscribe, lines.order);
}

export function useLine(lines: Lines, id: string): LineView {
  const subscribe = useCallback((listener: () => void) => lines.subscribeLine(id, listener), [lines, id]);
  return useSyncExternalStore(subscribe, () => lines.view(id));
}
