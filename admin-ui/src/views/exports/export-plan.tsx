// SPDX-License-Identifier: Apache-2.0
// What an export would be, told while the form is filled in: its size, and who else may be seen.
import { useExportPlan } from '../../api/queries';
import type { ExportPlanInput } from '../../api/types';
import { ErrorNote } from '../../components/error-note';
import { ToneMark } from '../../components/tone';
import { useSettled } from '../../hooks/use-settled';
import { useText } from '../../i18n';
import { duration } from '../../lib/time';
import { megabytes } from '../papers/file-field';
import { OthersSeen } from './export-facts';
import { sensible } from './export-values';
import styles from './exports.module.css';

export function ExportPlan({ stayId, terms }: { stayId: string; terms: ExportPlanInput | undefined }) {
  const { t } = useText();
  const settled = useSettled(terms && sensible(terms) ? terms : undefined);
  const plan = useExportPlan(stayId, settled);
  return (
    <section className={styles.plan} aria-label={t('exports.plan.title')} aria-live="polite">
      <h3>{t('exports.plan.title')}</h3>
      {!settled && <p className="quiet">{t('exports.plan.incomplete')}</p>}
      {settled && plan.isPending && !plan.error && <p className="quiet">{t('exports.plan.asking')}</p>}
      <ErrorNote error={settled && plan.error} read />
      {settled && plan.data && <Told terms={settled} {...plan.data} />}
    </section>
  );
}

interface ToldProps {
  terms: ExportPlanInput;
  bytes: number;
  others: string[];
  sealed: boolean;
}

function Told({ terms, bytes, others, sealed }: ToldProps) {
  const { t } = useText();
  const length = duration(terms.toUs - terms.fromUs, true);
  return (
    <>
      {bytes > 0 ? (
        <p>{t('exports.plan.size', { size: megabytes(bytes), length })}</p>
      ) : (
        <p>
          <ToneMark tone="soon">{t('exports.plan.nothing')}</ToneMark>
        </p>
      )}
      {sealed && (
        <p>
          <ToneMark tone="soon">{t('exports.plan.sealed')}</ToneMark>
        </p>
      )}
      {others.length === 0 ? (
        <p className="quiet">{t('exports.plan.noOthers')}</p>
      ) : (
        <>
          <OthersSeen numbers={others} />
          <p>
            <ToneMark tone="soon">{t('exports.plan.othersDecide')}</ToneMark>
          </p>
        </>
      )}
    </>
  );
}
