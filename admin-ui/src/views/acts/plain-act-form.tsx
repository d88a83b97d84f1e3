// SPDX-License-Identifier: Apache-2.0
// The form of any plain act: its fields come from the catalogue, the rest is as for every act on a stay.
import { useMemo } from 'react';
import { call } from '../../api/client';
import type { ActInput, ActKind, Receipt, StayDetail } from '../../api/types';
import { ActForm } from '../../components/act-form';
import { useText } from '../../i18n';
import { stayOf } from '../steps/step-props';
import { ActFields } from './act-fields';
import { type ActValues, cleanValues, usualValues } from './act-values';

interface Props {
  act: ActKind;
  detail: StayDetail;
  /** The id of what the act refers to, where it was opened from there. */
  about?: string;
  /** What is known already, and the name under which a draft of this is kept apart. */
  preset?: { name: string; values: ActValues };
  onDone: (receipt: Receipt) => void;
  onCancel: () => void;
}

interface Values {
  values: ActValues;
}

export function PlainActForm({ act, detail, about, preset, onDone, onCancel }: Props) {
  const { t } = useText();
  const stay = stayOf(detail);
  const allowed = detail.allowedActs?.includes(act.name) ?? true;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what usually holds is looked up once, when the form opens
  const initial = useMemo(
    () => ({ values: { ...usualValues(act, detail, about), ...preset?.values } }),
    [act.name, about],
  );
  return (
    <>
      {!allowed && <div className="strip strip-soon">{t('acts.notNow')}</div>}
      <ActForm<Values, ActInput>
        act={['stay', stay.id, 'act', act.name, about ?? preset?.name].filter(Boolean).join('.')}
        stay={stay}
        start={allowed ? undefined : 'report'}
        initial={initial}
        toBody={({ values }) => ({ act: act.name, values: cleanValues(act.fields, values ?? {}) })}
        send={(body, key) => call('post', '/stays/{id}/acts', { path: { id: stay.id }, body, key })}
        submit={t('acts.submit')}
        onDone={onDone}
        onCancel={onCancel}
      >
        {() => <ActFields fields={act.fields} detail={detail} />}
      </ActForm>
    </>
  );
}
