// SPDX-License-Identifier: Apache-2.0
// Another legal basis follows, for example detention after a summons.
import { call } from '../../api/client';
import type { BasisChange, Receipt, StayDetail } from '../../api/types';
import { ActForm } from '../../components/act-form';
import { useText } from '../../i18n';
import { BasisKindField, BasisPaperFields, type BasisValues, basisOf } from '../basis-fields';
import { stayOf } from '../steps/step-props';

interface Props {
  detail: StayDetail;
  onDone: (receipt: Receipt) => void;
  onCancel: () => void;
}

export function BasisForm({ detail, onDone, onCancel }: Props) {
  const { t } = useText();
  const stay = stayOf(detail);
  return (
    <>
      <p className="quiet" style={{ marginBottom: 12 }}>
        {t('acts.bases.hint')}
      </p>
      <ActForm<BasisValues, BasisChange>
        act={`stay.${stay.id}.basis`}
        stay={stay}
        toBody={(values) => ({ basis: basisOf(values) })}
        send={(body, key) => call('post', '/stays/{id}/bases', { path: { id: stay.id }, body, key })}
        submit={t('acts.bases.submit')}
        onDone={onDone}
        onCancel={onCancel}
      >
        {() => (
          <>
            <BasisKindField caseKind={detail.tile.caseKind} label={t('acts.bases.kind')} />
            <div style={{ gridColumn: 'span 6' }} />
            <BasisPaperFields />
          </>
        )}
      </ActForm>
    </>
  );
}
