// SPDX-License-Identifier: Apache-2.0
// The recording of one questioning in the player, from a little before it to a little after.
import { useMemo, useState } from 'react';
import type { Questioning } from '../../api/types';
import { Empty } from '../../components/empty';
import { useText } from '../../i18n';
import { serverNowUs } from '../../lib/now';
import { useUser } from '../../session';
import { spanOfQuestioning, within } from '../playback/span';
import { EvidenceView } from '../player/evidence-view';

interface Props {
  questioning: Questioning;
  startUs?: number;
  goTo?: { us: number; nonce: number; play?: boolean };
  onNow?: (us: number) => void;
}

/** Up to now while it runs: what comes later is not of this look. */
export function useQuestioningSpan(questioning: Questioning) {
  const { startedAtUs, endedAtUs } = questioning.summary;
  const [openedUs] = useState(() => Math.floor(serverNowUs()));
  return useMemo(
    () => spanOfQuestioning(startedAtUs, endedAtUs, openedUs),
    [startedAtUs, endedAtUs, openedUs],
  );
}

export function RecordedPictures({ questioning, startUs, goTo, onNow }: Props) {
  const { t, pick } = useText();
  const { can } = useUser();
  const { id, startedAtUs } = questioning.summary;
  const span = useQuestioningSpan(questioning);
  const cameras = useCamerasOf(questioning);
  const [begunUs] = useState(() => within(startUs ?? startedAtUs, span));
  const reason = can.review ? ('review' as const) : ('questioning' as const);
  const request = useMemo(() => ({ reason, questioningId: id }), [reason, id]);
  const findings = useMemo(
    () => questioning.findings.map((one) => ({ atUs: one.atUs, label: pick(one.title, one.titleEn) })),
    [questioning.findings, pick],
  );
  if (cameras.length === 0 || !can.seePlayback)
    return (
      <section className="panel">
        <Empty title={t(cameras.length === 0 ? 'transcript.review.noVideo' : 'questioning.live.denied')} />
      </section>
    );
  return (
    <EvidenceView
      cameras={cameras}
      span={span}
      startUs={begunUs}
      request={request}
      questioning={questioning}
      findings={findings}
      goTo={goTo}
      onNow={onNow}
    />
  );
}

function useCamerasOf(questioning: Questioning) {
  const ids = questioning.recording
    .filter((camera) => camera.state !== 'not_recorded')
    .map((camera) => camera.cameraId)
    .join(',');
  // The states of recorders change while one looks; the pictures must not begin again for it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only who they are matters
  return useMemo(
    () =>
      questioning.recording
        .filter((camera) => camera.state !== 'not_recorded')
        .map((camera) => ({ id: camera.cameraId, name: camera.name })),
    [ids],
  );
}
