// SPDX-License-Identifier: Apache-2.0
// What of the recordings leaves, and to whom: the same facts in the list and on the card of who decides.
import type { ReactNode } from 'react';
import type { BodyCheckTerms, ExportTerms } from '../../api/types';
import { Moment } from '../../components/moment';
import { useText } from '../../i18n';
import { duration } from '../../lib/time';
import { grouped } from '../recipients/values';
import { recipients } from './export-values';
import styles from './exports.module.css';

interface Props {
  terms: ExportTerms;
  /** Further rows. */
  children?: ReactNode;
}

export function ExportFacts({ terms, children }: Props) {
  const { t } = useText();
  const recipient = recipients.find((one) => one === terms.recipient);
  return (
    <dl className={styles.facts}>
      <dt>{t('exports.cameras')}</dt>
      <dd>{terms.cameras.map(({ name }) => name).join(t('comma'))}</dd>
      <dt>{t('exports.interval')}</dt>
      <dd>
        <Interval fromUs={terms.fromUs} toUs={terms.toUs} />
      </dd>
      <dt>{t('exports.recipient')}</dt>
      <dd>
        {[recipient ? t(`exports.recipients.${recipient}`) : terms.recipient, terms.recipientName]
          .filter(Boolean)
          .join(' · ')}
      </dd>
      {terms.defence && (
        <>
          <dt>{t('exports.use')}</dt>
          <dd>
            <strong>{t('exports.defence')}</strong>
          </dd>
        </>
      )}
      {terms.recipientFingerprint && (
        <>
          <dt>{t('exports.encrypted')}</dt>
          <dd className="mono">{grouped(terms.recipientFingerprint)}</dd>
        </>
      )}
      <dt>{t('exports.record')}</dt>
      <dd>{t(terms.withRecord ? 'exports.recordReadable' : 'exports.recordChain')}</dd>
      {terms.withKeys && (
        <>
          <dt>{t('exports.keys')}</dt>
          <dd>{t('exports.keysAlong')}</dd>
        </>
      )}
      {children}
    </dl>
  );
}

/** Of a body check that somebody wants to look at. */
export function BodyCheckFacts({ terms }: { terms: BodyCheckTerms }) {
  const { t } = useText();
  return (
    <dl className={styles.facts}>
      <dt>{t('exports.cameras')}</dt>
      <dd>{terms.camera?.name}</dd>
      <dt>{t('exports.interval')}</dt>
      <dd>
        <Interval fromUs={terms.fromUs} toUs={terms.toUs} />
      </dd>
      {terms.untilUs !== undefined && (
        <>
          <dt>{t('bodyChecks.form.until')}</dt>
          <dd>
            <Moment us={terms.untilUs} form="full" />
          </dd>
        </>
      )}
    </dl>
  );
}

export function Interval({ fromUs, toUs }: { fromUs: number; toUs: number }) {
  const { paren } = useText();
  return (
    <>
      <Moment us={fromUs} form="full" /> – <Moment us={toUs} form="full" />
      {paren(duration(toUs - fromUs, true))}
    </>
  );
}

/** Of the persons who may be seen, whose numbers are told to who decides about them. */
export function OthersSeen({ numbers }: { numbers: readonly string[] }) {
  const { t } = useText();
  return <p>{t('exports.plan.others', { numbers: numbers.join(t('comma')) })}</p>;
}
