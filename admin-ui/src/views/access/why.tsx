// SPDX-License-Identifier: Apache-2.0
// Why one may see this, or not: one line per material, from the table of access.
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useWhy, type WhyQuery } from '../../api/queries';
import type { AccessAnswers } from '../../api/types';
import { Loadable } from '../../components/loadable';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import styles from './access.module.css';

/** About oneself: a quiet link beside what is seen. */
export function WhyLink(about: Omit<WhyQuery, 'staffId'>) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="link" size="small" className={styles.link} onClick={() => setOpen(true)}>
        {t('access.why')}
      </Button>
      {open && <WhyDialog about={about} onClose={() => setOpen(false)} />}
    </>
  );
}

function WhyDialog({ about, onClose }: { about: WhyQuery; onClose: () => void }) {
  const { t } = useText();
  const why = useWhy(about);
  return (
    <Modal
      open
      title={t('access.whyTitle')}
      onCancel={onClose}
      width={720}
      footer={
        <Button autoFocus onClick={onClose}>
          {t('act.close')}
        </Button>
      }
    >
      <Loadable query={why}>
        {(answers) => (
          <>
            <WhyList answers={answers} noPicture={t('access.noRoom')} />
            <p className="quiet small">{t('access.logged')}</p>
          </>
        )}
      </Loadable>
    </Modal>
  );
}

interface Props {
  answers: AccessAnswers;
  /** What is said where no room is meant, so that no picture is among the answers. */
  noPicture: string;
}

export function WhyList({ answers, noPicture }: Props) {
  const { t, pick } = useText();
  const pictures = answers.items.some((one) => one.material === 'live');
  return (
    <>
      <ul className={styles.answers} aria-label={t('access.whyOf', { name: answers.who.name })}>
        {answers.items.map((one) => (
          <li key={one.material} data-material={one.material} data-allowed={one.allowed}>
            <ToneMark tone={one.allowed ? 'ok' : 'ended'}>
              {t(one.allowed ? 'access.allowed' : 'access.denied')}
            </ToneMark>
            <strong>{pick(one.label, one.labelEn)}</strong>
            <span className="quiet">{pick(one.because, one.becauseEn)}</span>
          </li>
        ))}
      </ul>
      {!pictures && <p className="quiet small">{noPicture}</p>}
    </>
  );
}
