// SPDX-License-Identifier: Apache-2.0
// The player's buttons: back and on, by seconds and by pictures, the speed, and the moment that is shown.
import { StepBackwardOutlined, StepForwardOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '../../i18n';
import { beijing, utc } from '../../lib/time';
import { rates } from '../../media/evidence-clock';
import styles from './evidence-view.module.css';
import type { Evidence } from './use-evidence';

const jumpUs = 5_000_000;

interface Props {
  evidence: Evidence;
  /** Where a claim begins; nothing where there is none. */
  homeUs: number | undefined;
}

export function Controls({ evidence, homeUs }: Props) {
  const { t } = useText();
  const { nowUs, paused, rate, seek, step } = evidence;
  return (
    <div className={styles.controls}>
      <Named label={t('review.player.back')} onClick={() => seek(nowUs - jumpUs)}>
        −5 s
      </Named>
      <Named label={t('review.player.frameBack')} onClick={() => step(-1)}>
        <StepBackwardOutlined />
      </Named>
      <Button type="primary" onClick={evidence.toggle} className={styles.play}>
        {paused ? `▶ ${t('review.player.play')}` : `❚❚ ${t('review.player.pause')}`}
      </Button>
      <Named label={t('review.player.frameOn')} onClick={() => step(1)}>
        <StepForwardOutlined />
      </Named>
      <Named label={t('review.player.forward')} onClick={() => seek(nowUs + jumpUs)}>
        +5 s
      </Named>
      {homeUs !== undefined && <Button onClick={() => seek(homeUs)}>{t('review.player.claim')}</Button>}
      <time className={styles.now} title={utc(nowUs)}>
        {beijing(nowUs)}
      </time>
      <span className="grow" />
      <Segmented
        value={rate}
        onChange={evidence.setRate}
        aria-label={t('review.player.rate')}
        options={rates.map((value) => ({ value, label: `${value}×` }))}
      />
    </div>
  );
}

function Named({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <Button onClick={onClick} title={label} aria-label={label}>
      {children}
    </Button>
  );
}
