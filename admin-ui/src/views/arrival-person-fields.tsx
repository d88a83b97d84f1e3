// SPDX-License-Identifier: Apache-2.0
// Who has arrived. A resident identity number fills in sex and birth date, and is checked for typing mistakes.
import { Checkbox, Form, Input, Radio, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Flag } from '../api/types';
import { Field } from '../components/field';
import { ToneMark } from '../components/tone';
import { useText } from '../i18n';
import { readIdNumber } from '../lib/id-number';
import { serverNowUs } from '../lib/now';
import { specialGroups } from '../lib/special-groups';
import { ageAt } from '../lib/time';
import styles from '../pages/arrival.module.css';
import type { ArrivalValues } from './arrival-values';

const idTypes = ['resident_id', 'passport', 'other', 'none'] as const;

export function ArrivalPersonFields() {
  const { t } = useText();
  const form = Form.useFormInstance<ArrivalValues>();
  const idType = Form.useWatch('idType', form);
  const idReading = useIdReading();

  const onIdNumber = (number: string) => {
    if (form.getFieldValue('idType') !== 'resident_id') return;
    const reading = readIdNumber(number);
    if (reading.kind !== 'valid') return;
    const { birthDate, sex } = reading.facts;
    const age = ageAt(birthDate, serverNowUs()) ?? 0;
    const others = form.getFieldValue('flags').filter((flag: Flag) => flag !== 'over_70');
    form.setFieldsValue({ birthDate, sex, flags: age >= 70 ? [...others, 'over_70'] : others });
  };

  return (
    <section className="panel">
      <header>
        <h2>{t('stay.arrival.whoTitle')}</h2>
      </header>
      <div className="fields">
        <Field span={4} name="idType" label={t('stay.arrival.idType')}>
          <Select
            showSearch
            optionFilterProp="label"
            options={idTypes.map((value) => ({ value, label: t(`domain.idType.${value}`) }))}
          />
        </Field>
        <Field span={8} name="idNumber" label={t('stay.arrival.idNumber')} extra={idReading}>
          <Input
            autoFocus
            maxLength={32}
            disabled={idType === 'none'}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onIdNumber(event.target.value)}
          />
        </Field>
        <Field
          span={4}
          name="name"
          label={t('stay.arrival.name')}
          rules={[{ required: true, whitespace: true, message: t('signIn.required') }]}
        >
          <Input maxLength={64} autoComplete="off" />
        </Field>
        <Field
          span={4}
          name="sex"
          label={t('stay.arrival.sex')}
          rules={[{ required: true, message: t('signIn.required') }]}
        >
          <Radio.Group
            options={(['M', 'F'] as const).map((value) => ({ value, label: t(`domain.sex.${value}`) }))}
          />
        </Field>
        <Field
          span={4}
          name="birthDate"
          label={t('stay.arrival.birthDate')}
          rules={[
            {
              pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
              message: t('stay.arrival.birthWrong'),
            },
          ]}
        >
          <Input
            maxLength={10}
            placeholder="1990-05-17"
            title={t('stay.arrival.birthHint')}
            autoComplete="off"
          />
        </Field>
        <Field span={12} name="flags" label={t('stay.arrival.flags')} tooltip={t('stay.arrival.flagsHint')}>
          <Checkbox.Group
            options={specialGroups.map((value) => ({ value, label: t(`domain.flag.${value}`) }))}
          />
        </Field>
        <Field span={12} name="identityUnknown" valuePropName="checked">
          <Checkbox>{t('stay.arrival.identityUnknown')}</Checkbox>
        </Field>
      </div>
      <MoreFields />
    </section>
  );
}

function MoreFields() {
  const { t } = useText();
  const [shown, setShown] = useState(false);
  return (
    <>
      <button type="button" className={styles.more} aria-expanded={shown} onClick={() => setShown(!shown)}>
        {shown ? '▾' : '▸'} {t('stay.arrival.more')}
      </button>
      <div className="fields" hidden={!shown} style={shown ? undefined : { display: 'none' }}>
        <Field span={6} name="nation" label={t('stay.arrival.nation')}>
          <Input maxLength={32} autoComplete="off" />
        </Field>
        <Field span={6} name="phone" label={t('stay.arrival.phone')}>
          <Input maxLength={32} autoComplete="off" />
        </Field>
        <Field span={12} name="address" label={t('stay.arrival.address')}>
          <Input maxLength={256} autoComplete="off" />
        </Field>
      </div>
    </>
  );
}

/** What the typed number says, or nothing as long as it says nothing. */
function useIdReading(): ReactNode {
  const { t } = useText();
  const form = Form.useFormInstance<ArrivalValues>();
  const number = Form.useWatch('idNumber', form) ?? '';
  const idType = Form.useWatch('idType', form);
  if (idType !== 'resident_id' || number.trim().length < 18) return undefined;
  const reading = readIdNumber(number);
  if (reading.kind !== 'valid') return <ToneMark tone="soon">{t('stay.arrival.idWrong')}</ToneMark>;
  const { birthDate, sex } = reading.facts;
  return (
    <ToneMark tone="ok">
      {t('stay.arrival.idRead', {
        sex: t(`domain.sex.${sex}`),
        birth: birthDate,
        age: ageAt(birthDate, serverNowUs()) ?? '',
      })}
    </ToneMark>
  );
}
