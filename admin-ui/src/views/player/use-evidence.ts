// SPDX-License-Identifier: Apache-2.0
// Several cameras of one room played on one time axis: the first camera leads, the others follow it.
import { type MutableRefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { NamedId, ViewRequest } from '../../api/types';
import type { MediaIndex, Span } from '../../media/client';
import { EvidencePlayer, type EvidenceState } from '../../media/evidence-player';

export interface EvidenceRequest {
  reason: ViewRequest['reason'];
  questioningId?: string;
  findingId?: string;
}

export interface Evidence {
  videos: MutableRefObject<(HTMLVideoElement | null)[]>;
  states: EvidenceState[];
  indexes: (MediaIndex | undefined)[];
  nowUs: number;
  paused: boolean;
  rate: number;
  seek: (us: number) => void;
  /** Goes there and plays, also when it was paused. */
  playFrom: (us: number) => void;
  toggle: () => void;
  setRate: (rate: number) => void;
}

const lookEveryMs = 100;
const apartUs = 80_000;
const jumpUs = 2_000_000;

export function useEvidence(
  cameras: readonly NamedId[],
  span: Span,
  startUs: number,
  request: EvidenceRequest,
): Evidence {
  const videos = useRef<(HTMLVideoElement | null)[]>([]);
  const players = useRef<EvidencePlayer[]>([]);
  const [states, setStates] = useState<EvidenceState[]>(() => cameras.map(() => ({ kind: 'loading' })));
  const [indexes, setIndexes] = useState<(MediaIndex | undefined)[]>(() => cameras.map(() => undefined));
  const [nowUs, setNowUs] = useState(startUs);
  const [paused, setPaused] = useState(true);
  const [rate, setRate] = useState(1);
  const rateNow = useRef(1);
  const { reason, questioningId, findingId } = request;
  const cameraIds = useMemo(() => cameras.map((camera) => camera.id).join(','), [cameras]);
  const { fromUs, toUs } = span;

  useEffect(() => {
    const ids = cameraIds === '' ? [] : cameraIds.split(',');
    const made = ids.flatMap((cameraId, at) => {
      const video = videos.current[at];
      if (!video) return [];
      const view: ViewRequest = { cameraId, use: 'playback', fromUs, toUs, reason, questioningId, findingId };
      return new EvidencePlayer(
        video,
        view,
        'main',
        { fromUs, toUs },
        startUs,
        (state) => setStates((before) => replaced(before, at, state)),
        (index) => setIndexes((before) => replaced(before, at, index)),
      );
    });
    players.current = made;
    for (const player of made) player.play();
    const timer = setInterval(() => {
      const [lead, ...followers] = made;
      if (!lead) return;
      setNowUs(lead.currentUs);
      setPaused(lead.paused);
      for (const follower of followers) follow(lead, follower, rateNow.current);
    }, lookEveryMs);
    return () => {
      clearInterval(timer);
      for (const player of made) player.stop();
      players.current = [];
    };
  }, [cameraIds, fromUs, toUs, startUs, reason, questioningId, findingId]);

  useEffect(() => {
    rateNow.current = rate;
    for (const player of players.current) player.setRate(rate);
  }, [rate]);

  const seek = useCallback((us: number) => {
    setNowUs(us);
    for (const player of players.current) player.seek(us);
  }, []);
  const playFrom = useCallback(
    (us: number) => {
      seek(us);
      setPaused(false);
      for (const player of players.current) player.play();
    },
    [seek],
  );
  const toggle = useCallback(() => {
    const play = players.current[0]?.paused ?? true;
    setPaused(!play);
    for (const player of players.current) {
      if (play) player.play();
      else player.pause();
    }
  }, []);
  return { videos, states, indexes, nowUs, paused, rate, seek, playFrom, toggle, setRate };
}

function replaced<T>(list: readonly T[], at: number, value: T): T[] {
  const next = [...list];
  next[at] = value;
  return next;
}

/** Small differences are caught up by speed, large ones by a jump, so that a follower is never chased from jump to jump. */
function follow(lead: EvidencePlayer, follower: EvidencePlayer, rate: number): void {
  if (follower.paused !== lead.paused) {
    if (lead.paused) follower.pause();
    else follower.play();
  }
  if (!lead.steady || !follower.steady) return;
  const behindUs = lead.currentUs - follower.currentUs;
  if (Math.abs(behindUs) > jumpUs || (lead.paused && Math.abs(behindUs) > apartUs))
    follower.seek(lead.currentUs);
  else follower.setRate(rate * (Math.abs(behindUs) < apartUs ? 1 : behindUs > 0 ? 1.15 : 0.85));
}
