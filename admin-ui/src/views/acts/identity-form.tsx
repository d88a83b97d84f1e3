// SPDX-License-Identifier: Apache-2.0
// Who the person is became known, or known better: the same fields as on arrival, filled with what is known.
import { call } from '../../api/client';
import type { IdentityChange, Receipt, StayDetail } from '../../api/types';
import { ActForm } from '../../components/act-form';
import { useText } from '../../i18n';
import { ArrivalPersonFields } from '../arrival-person-fields';
import { factsOf, identityOf, type PersonValues } from '../arrival-values';
import { stayOf } from '../steps/step-props';

const has = { overrideReason: false };

interface Props {
  detail: StayDetail;
  onDone: (receipt: Receipt) => void;
  onCancel: () => void;
}

export function IdentityForm({ detail, onDone, onCancel }: Props) {
  const { t } = useText();
  const stay = stayOf(detail);
  const initial: PersonValues = {
    ...detail.identity,
    ...detail.facts,
    idType: detail.identity.idType ?? 'resident_id',
  };
  return (
    <>
      <p className="quiet" style={{ marginBottom: 12 }}>
        {t('acts.identity.hint')}
      </p>
      <ActForm<PersonValues, IdentityChange>
        act={`stay.${stay.id}.identity`}
        stay={stay}
        has={has}
        initial={initial}
        toBody={(values) => ({ identity: identityOf(values), facts: factsOf(values) })}
        send={(body, key) => call('post', '/stays/{id}/identity', { path: { id: stay.id }, body, key })}
        submit={t('acts.identity.submit')}
        onDone={onDone}
        onCancel={onCancel}
      >
        {() => (
          <div style={{ gridColumn: 'span 12', marginBottom: 16 }}>
            <ArrivalPersonFields />
          </div>
        )}
      </ActForm>
    </>
  );
}
