// SPDX-License-Identifier: Apache-2.0
// Several cameras in a page, played together by one clock (media/evidence-group.ts).
import { type MutableRefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { NamedId, ViewRequest } from '../../api/types';
import type { MediaIndex, Span } from '../../media/client';
import { EvidenceGroup, type GroupState } from '../../media/evidence-group';
import { EvidencePlayer, type EvidenceState } from '../../media/evidence-player';

export interface EvidenceRequest {
  reason: ViewRequest['reason'];
  questioningId?: string;
  findingId?: string;
}

export interface Evidence extends GroupState {
  videos: MutableRefObject<(HTMLVideoElement | null)[]>;
  states: EvidenceState[];
  indexes: (MediaIndex | undefined)[];
  seek: (us: number) => void;
  /** Goes there and plays, also when it was paused. */
  playFrom: (us: number) => void;
  play: () => void;
  pause: () => void;
  toggle: () => void;
  step: (by: 1 | -1) => void;
  setRate: (rate: number) => void;
}

const lookEveryMs = 100;

/** `heard`: which camera's sound is on; nothing where none is. */
export function useEvidence(
  cameras: readonly NamedId[],
  span: Span,
  startUs: number,
  request: EvidenceRequest,
  heard: number | undefined,
): Evidence {
  const videos = useRef<(HTMLVideoElement | null)[]>([]);
  const group = useRef<EvidenceGroup>();
  const [states, setStates] = useState<EvidenceState[]>([]);
  const [indexes, setIndexes] = useState<(MediaIndex | undefined)[]>([]);
  const [state, setState] = useState<GroupState>(() => beginning(startUs));
  const rate = useRef(1);
  const { reason, questioningId, findingId } = request;
  const cameraIds = useMemo(() => cameras.map((camera) => camera.id).join(','), [cameras]);
  const { fromUs, toUs } = span;

  useEffect(() => {
    const ids = cameraIds === '' ? [] : cameraIds.split(',');
    setStates(ids.map(() => ({ kind: 'loading' })));
    setIndexes(ids.map(() => undefined));
    const players = ids.flatMap((cameraId, at) => {
      const video = videos.current[at];
      if (!video) return [];
      const view: ViewRequest = { cameraId, use: 'playback', fromUs, toUs, reason, questioningId, findingId };
      return new EvidencePlayer(
        video,
        view,
        'main',
        { fromUs, toUs },
        startUs,
        (next) => setStates((before) => replaced(before, at, next)),
        (index) => setIndexes((before) => replaced(before, at, index)),
      );
    });
    const made = new EvidenceGroup(players, { fromUs, toUs }, startUs);
    made.setRate(rate.current);
    group.current = made;
    setState(made.state);
    const timer = setInterval(() => {
      made.look();
      setState((before) => sameOr(before, made.state));
    }, lookEveryMs);
    return () => {
      clearInterval(timer);
      for (const player of players) player.stop();
      group.current = undefined;
    };
  }, [cameraIds, fromUs, toUs, startUs, reason, questioningId, findingId]);

  useEffect(() => {
    if (group.current) group.current.heard = heard;
  });

  const act = useCallback((what: (of: EvidenceGroup) => void) => {
    if (!group.current) return;
    what(group.current);
    setState(group.current.state);
  }, []);
  const does = useMemo(
    () => ({
      seek: (us: number) => act((of) => of.seek(us)),
      playFrom: (us: number) =>
        act((of) => {
          of.seek(us);
          of.play();
        }),
      play: () => act((of) => of.play()),
      pause: () => act((of) => of.pause()),
      toggle: () => act((of) => (of.state.paused ? of.play() : of.pause())),
      step: (by: 1 | -1) => act((of) => of.step(by)),
      setRate: (next: number) => {
        rate.current = next;
        act((of) => of.setRate(next));
      },
    }),
    [act],
  );
  return { videos, states, indexes, ...state, ...does };
}

const beginning = (startUs: number): GroupState => ({
  nowUs: startUs,
  paused: false,
  rate: 1,
  jump: undefined,
  ended: false,
});

/** Nothing is drawn anew while everything stands. */
function sameOr(before: GroupState, after: GroupState): GroupState {
  const same = (Object.keys(after) as (keyof GroupState)[]).every((key) => before[key] === after[key]);
  return same ? before : after;
}

function replaced<T>(list: readonly T[], at: number, value: T): T[] {
  const next = [...list];
  next[at] = value;
  return next;
}
