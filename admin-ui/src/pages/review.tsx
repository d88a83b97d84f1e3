// SPDX-License-Identifier: Apache-2.0
// One finding: the picture at the contradicting second, the claim and its evidence, and the verdict by one key.
import { App, Button } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useFinding, useFindings, useQuestioning } from '../api/queries';
import type { FindingDetail } from '../api/types';
import { Empty } from '../components/empty';
import { Loadable } from '../components/loadable';
import { useKeys } from '../hooks/use-keys';
import { useText } from '../i18n';
import { useUser } from '../session';
import { EvidenceView } from '../views/player/evidence-view';
import { ClaimPanel } from '../views/review/claim-panel';
import { VerdictPanel } from '../views/review/verdict-panel';
import styles from './review.module.css';

const beforeUs = 4_000_000;
const aroundUs = 30_000_000;

export function ReviewPage() {
  const { id = '' } = useParams();
  const finding = useFinding(id);
  return (
    <div className={`page ${styles.page}`}>
      <Loadable query={finding} rows={12}>
        {(detail) => <Review key={id} detail={detail} />}
      </Loadable>
    </div>
  );
}

function Review({ detail }: { detail: FindingDetail }) {
  const { t, pick } = useText();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queue = useFindings({ status: 'to_review' });
  const [goTo, setGoTo] = useState<{ us: number; nonce: number }>();
  const { finding } = detail;

  const waiting = (queue.data?.pages ?? [])
    .flatMap((page) => page.items)
    .filter((item) => item.id !== finding.id);
  const following = waiting.find((item) => item.raisedAtUs >= finding.raisedAtUs) ?? waiting[0];
  const next = useCallback(() => {
    if (following) {
      void navigate(`/reviews/${following.id}`);
      return;
    }
    void message.info(t('review.allDone'));
    void navigate('/reviews');
  }, [following, navigate, message, t]);
  useKeys((key) => {
    if (key !== 'N') return false;
    next();
    return true;
  });

  return (
    <>
      <div className="page-head">
        <h1>{pick(finding.title, finding.titleEn)}</h1>
        <span className="quiet">{finding.rule}</span>
        {finding.room && <span>{finding.room.name}</span>}
        {finding.stayId && <Link to={`/stays/${finding.stayId}`}>{finding.stayNumber}</Link>}
        {finding.questioningId && (
          <>
            <Link to={`/questionings/${finding.questioningId}`}>{t('review.toQuestioning')}</Link>
            <Link to={`/questionings/${finding.questioningId}/transcript/review?at=${finding.atUs}`}>
              {t('transcript.review.open')}
            </Link>
          </>
        )}
        <span className="grow" />
        <span className="quiet">
          {t('board.toReview', { count: waiting.length + (finding.status === 'to_review' ? 1 : 0) })}
        </span>
        <Link to="/reviews">{t('review.toQueue')}</Link>
        <Button onClick={next}>
          {t('review.next')} <kbd>N</kbd>
        </Button>
      </div>
      <div className={styles.layout}>
        <Picture detail={detail} goTo={goTo} />
        <div className="stack">
          <VerdictPanel detail={detail} onDone={next} />
          <ClaimPanel detail={detail} onGoTo={(us) => setGoTo({ us, nonce: Date.now() })} />
        </div>
      </div>
    </>
  );
}

function Picture({
  detail,
  goTo,
}: {
  detail: FindingDetail;
  goTo: { us: number; nonce: number } | undefined;
}) {
  const { t } = useText();
  const { can } = useUser();
  const { finding, cameras } = detail;
  const questioning = useQuestioning(finding.questioningId);
  const claim = useMemo(
    () => ({ fromUs: finding.atUs, toUs: finding.untilUs ?? finding.atUs + 1_000_000 }),
    [finding.atUs, finding.untilUs],
  );
  const span = useMemo(
    () => ({
      fromUs: detail.playFromUs ?? finding.atUs - aroundUs,
      toUs: detail.playToUs ?? claim.toUs + aroundUs,
    }),
    [detail.playFromUs, detail.playToUs, finding.atUs, claim],
  );
  const request = useMemo(
    () => ({ reason: 'review' as const, findingId: finding.id, questioningId: finding.questioningId }),
    [finding.id, finding.questioningId],
  );
  if (cameras.length === 0 || !can.seePlayback) {
    return (
      <section className="panel">
        <Empty
          title={cameras.length === 0 ? t('review.noVideo') : t('questioning.live.denied')}
          action={finding.stayId && <Link to={`/stays/${finding.stayId}`}>{t('review.toStay')}</Link>}
        />
      </section>
    );
  }
  return (
    <EvidenceView
      cameras={cameras}
      span={span}
      startUs={Math.max(span.fromUs, finding.atUs - beforeUs)}
      request={request}
      questioning={questioning.data}
      claim={claim}
      goTo={goTo}
    />
  );
}
