// SPDX-License-Identifier: Apache-2.0
// The evidence player: pictures above, controls and one time axis with all bands below, everything in evidence time.
import { Button, Segmented } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { NamedId, Questioning } from '../../api/types';
import { useKeys } from '../../hooks/use-keys';
import { useText } from '../../i18n';
import { beijing, seconds, utc } from '../../lib/time';
import type { Span } from '../../media/client';
import type { EvidenceState } from '../../media/evidence-player';
import { rosterSeries } from '../../media/time-maths';
import { gapCause } from '../questioning/gap-cause';
import videoStyles from '../video.module.css';
import styles from './evidence-view.module.css';
import { type AxisMark, TimeAxis } from './time-axis';
import { type EvidenceRequest, useEvidence } from './use-evidence';

interface Props {
  cameras: readonly NamedId[];
  span: Span;
  startUs: number;
  request: EvidenceRequest;
  /** Roster, counts and marks of the questioning, where there is one. */
  questioning: Questioning | undefined;
  claim?: Span;
  /** Set from outside to go to a moment, for example by pressing a line of the evidence. */
  goTo?: { us: number; nonce: number; play?: boolean };
  /** Follows the picture: the moment that is shown. */
  onNow?: (us: number) => void;
}

const rates = [0.5, 1, 2, 4];

export function EvidenceView({ cameras, span, startUs, request, questioning, claim, goTo, onNow }: Props) {
  const { t } = useText();
  const evidence = useEvidence(cameras, span, startUs, request);
  const [sound, setSound] = useState(true);
  const { seek, playFrom, toggle, nowUs } = evidence;
  const expected = useMemo(() => rosterSeries(questioning?.attendees ?? []), [questioning]);
  const marks = useAxisMarks(questioning);

  useEffect(() => {
    if (goTo?.play) playFrom(goTo.us);
    else if (goTo) seek(goTo.us);
  }, [goTo, seek, playFrom]);

  useEffect(() => onNow?.(nowUs), [onNow, nowUs]);

  useKeys((key, event) => {
    if (key === ' ') toggle();
    else if (key === 'ArrowLeft') seek(nowUs - (event.shiftKey ? 1e6 : 5e6));
    else if (key === 'ArrowRight') seek(nowUs + (event.shiftKey ? 1e6 : 5e6));
    else if (key === 'Home') seek(claim ? claim.fromUs - 4e6 : span.fromUs);
    else if (key === 'V') setSound(!sound);
    else if (key === '[' || key === ']') {
      const next = nearestMark(marks, nowUs, key === ']');
      if (next === undefined) return false;
      seek(next);
    } else return false;
    return true;
  });

  return (
    <div className={styles.view}>
      <div className={cameras.length > 1 ? styles.two : undefined}>
        {cameras.map((camera, at) => (
          <figure key={camera.id} className={videoStyles.figure}>
            <video
              ref={(element) => {
                evidence.videos.current[at] = element;
              }}
              className={videoStyles.video}
              muted={!sound || at > 0}
              playsInline
              aria-label={camera.name}
            />
            <figcaption className={videoStyles.badge}>{camera.name}</figcaption>
            <StateNote state={evidence.states[at]} />
          </figure>
        ))}
      </div>
      <div className={styles.controls}>
        <Button
          onClick={() => seek(nowUs - 5e6)}
          title={t('review.player.back')}
          aria-label={t('review.player.back')}
        >
          −5 s
        </Button>
        <Button type="primary" onClick={toggle} className={styles.play}>
          {evidence.paused ? `▶ ${t('review.player.play')}` : `❚❚ ${t('review.player.pause')}`}
        </Button>
        <Button
          onClick={() => seek(nowUs + 5e6)}
          title={t('review.player.forward')}
          aria-label={t('review.player.forward')}
        >
          +5 s
        </Button>
        {claim && <Button onClick={() => seek(claim.fromUs - 4e6)}>{t('review.player.claim')}</Button>}
        <time className={styles.now} title={utc(nowUs)}>
          {beijing(nowUs)}
        </time>
        <span className="grow" />
        <Button onClick={() => setSound(!sound)} aria-pressed={sound}>
          {sound ? t('questioning.soundOff') : t('questioning.soundOn')}
        </Button>
        <Segmented
          value={evidence.rate}
          onChange={evidence.setRate}
          aria-label={t('review.player.rate')}
          options={rates.map((value) => ({ value, label: `${value}×` }))}
        />
      </div>
      <TimeAxis
        span={span}
        nowUs={nowUs}
        cameras={cameras}
        indexes={evidence.indexes}
        seen={questioning?.series ?? []}
        expected={expected}
        attendees={questioning?.attendees ?? []}
        marks={marks}
        claim={claim}
        onSeek={seek}
      />
    </div>
  );
}

function StateNote({ state }: { state: EvidenceState | undefined }) {
  const { t } = useText();
  if (!state || state.kind === 'ready' || state.kind === 'end') return null;
  return (
    <div className={videoStyles.note} role="status">
      {noteText(t, state)}
    </div>
  );
}

function noteText(t: ReturnType<typeof useText>['t'], state: EvidenceState): string {
  switch (state.kind) {
    case 'gap':
      return t('review.player.gap', {
        cause: t(`domain.gapCause.${gapCause(state.hole.cause)}`),
        seconds: seconds(state.hole.toUs - state.hole.fromUs),
      });
    case 'unsupported':
      return t('review.player.unsupported', { codecs: state.codecs });
    case 'denied':
      return t('questioning.live.denied');
    case 'empty':
      return t('review.player.gapUnknown');
    case 'failed':
      return t('review.player.failed');
    default:
      return t('review.player.loading');
  }
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

function nearestMark(marks: readonly AxisMark[], nowUs: number, forward: boolean): number | undefined {
  const times = marks.map((mark) => mark.atUs).sort((a, b) => a - b);
  return forward
    ? times.find((us) => us > nowUs + 500_000)
    : times.reverse().find((us) => us < nowUs - 500_000);
}
