// SPDX-License-Identifier: Apache-2.0
// Of a print: the way to signing it by pen where that is enough, and what came of it.
import { Button } from 'antd';
import { useState } from 'react';
import type { Paper } from '../../api/types';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { beijing } from '../../lib/time';
import { useUser } from '../../session';
import styles from './papers.module.css';
import { PenDialog } from './pen-dialog';

interface Props {
  stayId: string;
  paper: Paper;
}

export function PenButton({ stayId, paper }: Props) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  if (!paper.pen.allowed || paper.missing.length === 0) {
    // Before a page is back the number of pages is not known, and nothing is missing yet.
    const untouched = paper.pen.allowed && paper.pages === 0;
    if (!untouched) return null;
  }
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('papers.pen.open')}
      </Button>
      {open && <PenDialog stayId={stayId} paper={paper} onClose={() => setOpen(false)} />}
    </>
  );
}

export function PenSignings({ stayId, paper }: Props) {
  const { t } = useText();
  const { can } = useUser();
  const opens = can.leadStay || can.question || can.review || can.reviewLegality;
  if (paper.pen.signings.length === 0) return null;
  return (
    <div className={styles.scans}>
      {paper.pen.signings.map((pen) => {
        const of = { name: pen.byName, room: pen.roomName ?? '', time: beijing(pen.atUs) };
        const title = t('papers.pen.ofPrint', { hash: pen.printSha256 });
        if (pen.how === 'refused')
          return (
            <ToneMark key={pen.seq} tone="soon" title={title}>
              {t('papers.pen.refused', {
                ...of,
                reason: pen.reason ?? t('papers.pen.sealed'),
                witness: pen.witness ?? t('papers.pen.sealed'),
              })}
            </ToneMark>
          );
        const words = t('papers.pen.signed', of);
        const href = `/api/v1/stays/${stayId}/pen-signatures?seq=${pen.seq}`;
        return (
          <ToneMark key={pen.seq} tone="ok" title={title}>
            {opens ? (
              <a href={href} target="_blank" rel="noreferrer">
                {words}
              </a>
            ) : (
              words
            )}
          </ToneMark>
        );
      })}
    </div>
  );
}
