// SPDX-License-Identifier: Apache-2.0
// The head of every page about one person: who, where, which clock, and the ways on.
import { Button } from 'antd';
import { Link } from 'react-router';
import type { StayDetail } from '../api/types';
import { ClockBadge } from '../components/clock-badge';
import { Moment } from '../components/moment';
import { RiskMark } from '../components/risk-mark';
import { ToneMark } from '../components/tone';
import { useOpened } from '../hooks/use-opened';
import { useText } from '../i18n';
import { useUser } from '../session';
import { WhyLink } from './access/why';
import { useMayRecord } from './acts/stay-dialogs';
import { StayFileButton } from './papers/stay-file-button';
import { BasisLine, PersonName } from './person-tile';
import { PrintMenu } from './print-menu';
import { OpenUntil } from './sealed-stay';
import styles from './stay-head.module.css';

export function StayHead({ detail, active }: { detail: StayDetail; active: 'steps' | 'timeline' }) {
  const { t } = useText();
  const { can } = useUser();
  const { open } = useOpened();
  const may = useMayRecord();
  const { tile } = detail;
  const next = tile.nextSteps.find((step) => step !== 'care' && step !== 'extend');
  return (
    <header className={`panel ${styles.head}`}>
      <span className={styles.number} title={tile.number}>
        {tile.number.split('-').at(-1)}
        <small>
          {tile.number.slice(4, 6)}-{tile.number.slice(6, 8)}
        </small>
      </span>
      <div className={styles.who}>
        <div className="row-wrap">
          <PersonName tile={tile} />
          <span>{tile.room?.name ?? t('board.notPlaced')}</span>
          <span className="chip">{t(`domain.state.${tile.state}`)}</span>
          <RiskMark level={tile.riskLevel} />
          <OpenUntil stayId={tile.stayId} />
          {tile.questioningId && (
            <Link to={`/questionings/${tile.questioningId}`}>● {t('board.nowQuestioning')}</Link>
          )}
        </div>
        <div className="row-wrap">
          <BasisLine tile={tile} />
          {active === 'timeline' && <WhyLink stayId={tile.stayId} />}
        </div>
      </div>
      <div className={styles.clock}>
        {tile.clock ? (
          <ClockBadge clock={tile.clock} seconds />
        ) : (
          <ToneMark tone="quiet">{t('board.free')}</ToneMark>
        )}
        <span className="quiet small">
          {t('adminPages.history.arrived')} <Moment us={tile.arrivedAtUs} />
          {tile.clock && (
            <>
              {' → '}
              <Moment us={tile.clock.endsAtUs} />
            </>
          )}
        </span>
      </div>
      <div className="row">
        {may && (
          <Button onClick={() => open('records')}>
            {t('acts.more')} <kbd>A</kbd>
          </Button>
        )}
        {(can.leadStay || can.question) && <PrintMenu stayId={tile.stayId} />}
        {can.seePlayback && (
          <Link to={`/playback?stay=${tile.stayId}`}>
            <Button tabIndex={-1}>{t('playback.open')}</Button>
          </Link>
        )}
        {active === 'timeline' && <StayFileButton stayId={tile.stayId} number={tile.number} />}
        {active === 'steps' ? (
          <Link to={`/stays/${tile.stayId}`}>
            <Button tabIndex={-1}>{t('stay.page.timeline')}</Button>
          </Link>
        ) : (
          (can.leadStay || can.question) && (
            <Link to={`/stays/${tile.stayId}/steps`}>
              <Button type="primary" tabIndex={-1}>
                {next ? t(`domain.step.${next}`) : t('stay.page.steps')}
              </Button>
            </Link>
          )
        )}
      </div>
    </header>
  );
}
