// SPDX-License-Identifier: Apache-2.0
// Who signed a version, how, when and where; what was not in the questioning's room while it recorded is marked.
import type { TranscriptSigned } from '../../api/types';
import { Moment } from '../../components/moment';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import styles from './signature-list.module.css';

export function SignatureList({ signatures }: { signatures: readonly TranscriptSigned[] }) {
  const { t } = useText();
  if (signatures.length === 0) return <p className="quiet">{t('transcript.sign.none')}</p>;
  return (
    <ol className={styles.list}>
      {signatures.map((one) => (
        <li key={`${one.atUs}${one.by}${one.name}${one.page ?? ''}`}>
          <Signature signed={one} />
        </li>
      ))}
    </ol>
  );
}

function Signature({ signed }: { signed: TranscriptSigned }) {
  const { t } = useText();
  return (
    <>
      <div className="row-wrap">
        <strong>{signed.name}</strong>
        <span className="quiet small">{t(`transcript.sign.who.${signed.by}`)}</span>
        <span className={signed.how === 'refused' ? 'chip chip-over' : 'chip'}>{howOf(signed, t)}</span>
        <span className="grow" />
        <Moment us={signed.atUs} seconds className="quiet small" />
      </div>
      {signed.how === 'refused' && (
        <div className="small">
          {signed.reason}
          {signed.witness && ` · ${t('transcript.sign.witnessed', { name: signed.witness })}`}
        </div>
      )}
      <div className="row-wrap small">
        <span className="quiet">{signed.room ?? t('transcript.sign.nowhere')}</span>
        {signed.inPlace ? (
          <ToneMark tone="ok">{t('transcript.sign.inPlace')}</ToneMark>
        ) : (
          <ToneMark tone="soon">{t('transcript.sign.notInPlace')}</ToneMark>
        )}
      </div>
    </>
  );
}

function howOf(signed: TranscriptSigned, t: ReturnType<typeof useText>['t']): string {
  if (signed.how === 'paper' && signed.page === undefined) return t('transcript.sign.how.paperOnly');
  return t(`transcript.sign.how.${signed.how}`, { page: signed.page });
}
