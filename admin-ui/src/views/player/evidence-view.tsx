// SPDX-License-Identifier: Apache-2.0
// The evidence player: pictures above, controls and one time axis with all bands below, everything in evidence time.
import { useEffect, useMemo, useState } from 'react';
import type { NamedId, Questioning } from '../../api/types';
import { useKeys } from '../../hooks/use-keys';
import { useText } from '../../i18n';
import { beijingClock, lengthText } from '../../lib/time';
import type { Span } from '../../media/client';
import { rosterSeries } from '../../media/time-maths';
import { gapCause } from '../questioning/gap-cause';
import videoStyles from '../video.module.css';
import { Controls } from './controls';
import styles from './evidence-view.module.css';
import { PlayedPicture } from './picture';
import { playerKey } from './player-keys';
import { type AxisMark, TimeAxis } from './time-axis';
import { type Evidence, type EvidenceRequest, useEvidence } from './use-evidence';

interface Props {
  cameras: readonly NamedId[];
  span: Span;
  startUs: number;
  request: EvidenceRequest;
  /** Roster, counts and marks of the questioning, where there is one. */
  questioning: Questioning | undefined;
  claim?: Span;
  /** Moments of findings: shown on the axis, and gone to by key. */
  findings?: readonly AxisMark[];
  /** Set from outside to go to a moment, for example by pressing a line of the evidence. */
  goTo?: { us: number; nonce: number; play?: boolean };
  /** Follows the picture: the moment that is shown. */
  onNow?: (us: number) => void;
}

/** Browsers play no sound faster than this. */
const audibleRate = 4;
const noFindings: readonly AxisMark[] = [];

export function EvidenceView(props: Props) {
  const { cameras, span, startUs, request, questioning, claim, findings = noFindings, goTo, onNow } = props;
  const [heardId, setHeardId] = useHeard(cameras);
  const heardAt = cameras.findIndex((camera) => camera.id === heardId);
  const evidence = useEvidence(cameras, span, startUs, request, heardAt < 0 ? undefined : heardAt);
  const { seek, playFrom, nowUs, paused } = evidence;
  const expected = useMemo(() => rosterSeries(questioning?.attendees ?? []), [questioning]);
  const marks = useAxisMarks(questioning);
  const homeUs = claim ? claim.fromUs - 4e6 : span.fromUs;

  useEffect(() => {
    if (goTo?.play) playFrom(goTo.us);
    else if (goTo) seek(goTo.us);
  }, [goTo, seek, playFrom]);

  useEffect(() => onNow?.(nowUs), [onNow, nowUs]);

  const sound = () => setHeardId(heardId === undefined ? firstHeard(cameras, evidence) : undefined);
  const found = claim && findings.length === 0 ? [claim.fromUs] : findings.map((one) => one.atUs);
  const state = { nowUs, paused, rate: evidence.rate, marks: marks.map((one) => one.atUs), findings: found };
  useKeys((key, event) => {
    const act = playerKey(key, event.shiftKey, { ...state, homeUs });
    if (!act) return false;
    if (act.do === 'seek') seek(act.us);
    else if (act.do === 'step') evidence.step(act.by);
    else if (act.do === 'rate') evidence.setRate(act.rate);
    else if (act.do === 'sound') sound();
    else evidence[act.do]();
    return true;
  });

  return (
    <div className={styles.view} data-now-us={nowUs}>
      <div className={`${styles.pictures} ${cameras.length > 1 ? styles.two : ''}`}>
        {cameras.map((camera, at) => (
          <PlayedPicture
            key={camera.id}
            camera={camera}
            state={evidence.states[at]}
            index={evidence.indexes[at]}
            heard={camera.id === heardId}
            silent={evidence.rate > audibleRate}
            onHeard={(on) => setHeardId(on ? camera.id : undefined)}
            onVideo={(element) => {
              evidence.videos.current[at] = element;
            }}
          />
        ))}
        <JumpNote evidence={evidence} />
      </div>
      <Controls evidence={evidence} homeUs={claim && homeUs} />
      <TimeAxis
        span={span}
        nowUs={nowUs}
        cameras={cameras}
        indexes={evidence.indexes}
        seen={questioning?.series ?? []}
        expected={expected}
        attendees={questioning?.attendees ?? []}
        marks={marks}
        findings={findings}
        claim={claim}
        onSeek={seek}
      />
    </div>
  );
}

/** The first camera is heard until somebody chooses; a camera that is gone is heard no more. */
function useHeard(cameras: readonly NamedId[]) {
  const [chosen, setChosen] = useState<string | null>();
  const known = cameras.some((camera) => camera.id === chosen);
  const heard = chosen === null ? undefined : known ? (chosen ?? undefined) : cameras[0]?.id;
  return [heard, (id: string | undefined) => setChosen(id ?? null)] as const;
}

function firstHeard(cameras: readonly NamedId[], { indexes }: Evidence): string | undefined {
  const at = indexes.findIndex((index) => index?.sound === 'original' || index?.sound === 'converted');
  return cameras[Math.max(at, 0)]?.id;
}

/** Where no camera has a picture: for how long, why, and where it goes on. */
function JumpNote({ evidence }: { evidence: Evidence }) {
  const { t } = useText();
  const { jump, ended } = evidence;
  if (ended) return <p className={videoStyles.jump}>{t('review.player.end')}</p>;
  if (!jump) return null;
  return (
    <p className={videoStyles.jump} role="status">
      {t('review.player.jump', {
        cause: t(`domain.gapCause.${gapCause(jump.cause)}`),
        length: lengthText(jump.toUs - jump.fromUs, t),
        at: beijingClock(jump.toUs, true),
      })}
    </p>
  );
}

const markNames = [
  'start',
  'stop',
  'end',
  'moment',
  'evidence_shown',
  'rights_read',
  'reading_and_signing',
  'break_start',
  'break_end',
] as const;

function useAxisMarks(questioning: Questioning | undefined): AxisMark[] {
  const { t } = useText();
  return useMemo(
    () =>
      (questioning?.marks ?? []).map((mark) => {
        const known = markNames.find((name) => name === mark.kind);
        return { atUs: mark.atUs, label: known ? t(`domain.mark.${known}`) : mark.kind };
      }),
    [questioning, t],
  );
}
