// SPDX-License-Identifier: Apache-2.0
// Two wordings of one line side by side, and the choice between them. Neither is lost before somebody has chosen.
import { Button } from 'antd';
import { useText } from '../../i18n';
import type { Choice, Conflict } from '../../transcript/lines';
import styles from './paper.module.css';

export function ConflictBox({
  conflict,
  onChoose,
}: {
  conflict: Conflict;
  onChoose: (choice: Choice) => void;
}) {
  const { t } = useText();
  const removed = <em>{t('transcript.conflict.removed')}</em>;
  const bothLeft = conflict.mine !== undefined && conflict.theirs !== undefined;
  return (
    <section className={styles.conflict} aria-label={t('transcript.conflict.title')}>
      <strong>▲ {t('transcript.conflict.title')}</strong>
      <div className={styles.sides}>
        <div className={styles.side}>
          <small>{t('transcript.conflict.mine')}</small>
          <p>{conflict.mine ?? removed}</p>
        </div>
        <div className={styles.side}>
          <small>
            {conflict.theirName
              ? t('transcript.conflict.theirsBy', { name: conflict.theirName })
              : t('transcript.conflict.theirs')}
          </small>
          <p>{conflict.theirs ?? removed}</p>
        </div>
      </div>
      <div className="row">
        <Button size="small" type="primary" onClick={() => onChoose('mine')}>
          {t('transcript.conflict.keepMine')}
        </Button>
        <Button size="small" onClick={() => onChoose('theirs')}>
          {t('transcript.conflict.takeTheirs')}
        </Button>
        {bothLeft && (
          <Button size="small" onClick={() => onChoose('both')}>
            {t('transcript.conflict.both')}
          </Button>
        )}
      </div>
    </section>
  );
}
