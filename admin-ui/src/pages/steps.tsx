// SPDX-License-Identifier: Apache-2.0
// Leading one person through the centre: the steps on the left, the form of one step in the middle, the person on the right.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useStay } from '../api/queries';
import type { StayDetail, Step } from '../api/types';
import { Empty } from '../components/empty';
import { Loadable } from '../components/loadable';
import { useText } from '../i18n';
import { useUser } from '../session';
import { StayAttention } from '../views/acts/stay-attention';
import { StayDialogs } from '../views/acts/stay-dialogs';
import { isSealed, SealedStay } from '../views/sealed-stay';
import { StayFacts } from '../views/stay-facts';
import { StayHead } from '../views/stay-head';
import { StepList } from '../views/step-list';
import { stepForms } from '../views/steps/forms';
import styles from './steps.module.css';

export function StepsPage() {
  const { id = '', step } = useParams();
  const stay = useStay(id);
  return (
    <div className="page">
      {isSealed(stay.error) ? (
        <SealedStay key={id} stayId={id} />
      ) : (
        <Loadable query={stay}>{(detail) => <Steps detail={detail} asked={step} />}</Loadable>
      )}
    </div>
  );
}

/** The step of the address, or else the most usual next one. */
export function stepToShow(detail: StayDetail, asked: string | undefined): Step | undefined {
  const known = detail.steps.find((state) => state.step === asked);
  if (known) return known.step;
  return detail.tile.nextSteps.find((step) => step !== 'care' && step !== 'extend');
}

function Steps({ detail, asked }: { detail: StayDetail; asked: string | undefined }) {
  const { t } = useText();
  const { can } = useUser();
  const client = useQueryClient();
  const navigate = useNavigate();
  const id = detail.tile.stayId;
  const step = stepToShow(detail, asked);
  const state = detail.steps.find((candidate) => candidate.step === step);
  const Form = step ? stepForms[step] : undefined;
  const left = detail.departedAtUs !== undefined;
  const [round, setRound] = useState(0);

  // The step is fixed in the address: what other desks do must not replace the form that is being filled.
  useEffect(() => {
    if (step && step !== asked) void navigate(`/stays/${id}/steps/${step}`, { replace: true });
  }, [step, asked, id, navigate]);

  const goOn = async () => {
    await client.refetchQueries({ queryKey: ['stay', id] });
    setRound((before) => before + 1);
    await navigate(`/stays/${id}/steps`);
  };

  return (
    <>
      <StayHead detail={detail} active="steps" />
      <StayAttention detail={detail} />
      <StayDialogs detail={detail} />
      <div className={styles.layout}>
        <StepList detail={detail} current={step} />
        <section className="panel">
          {left && (
            <p style={{ marginBottom: 16 }}>
              {t('stay.steps.finished')} {t('stay.steps.closedHint')}
            </p>
          )}
          {step && Form && (can.leadStay || can.question || can.approveExtension) ? (
            <>
              <header>
                <h2>{t(`domain.step.${step}`)}</h2>
                {state?.done && step !== 'place' && !(step === 'question' && detail.tile.questioningId) && (
                  <span className="quiet small">{t('stay.steps.again')}</span>
                )}
              </header>
              {state && !state.allowed && !state.done && !left && state.notices.length === 0 && (
                <div className="strip strip-soon">{t('stay.steps.blockedHint')}</div>
              )}
              <Form
                key={`${id}.${step}.${round}`}
                detail={detail}
                notices={state?.notices ?? []}
                onDone={() => void goOn()}
              />
            </>
          ) : (
            <Empty
              title={left ? t('stay.page.closed') : t('error.notAllowed')}
              action={<Link to={`/stays/${id}`}>{t('stay.steps.toTimeline')}</Link>}
            />
          )}
        </section>
        <StayFacts detail={detail} />
      </div>
    </>
  );
}
