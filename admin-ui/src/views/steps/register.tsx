// SPDX-License-Identifier: Apache-2.0
// Registration: wristband and notice of rights; the identity of the arrival is not typed again.
import { Checkbox, Input } from 'antd';
import { call } from '../../api/client';
import { ActForm } from '../../components/act-form';
import { Field } from '../../components/field';
import { useText } from '../../i18n';
import { type StepProps, stayOf } from './step-props';

interface Values {
  wristband?: string;
  rightsNoticeGiven?: boolean;
}

export function RegisterStep({ detail, notices, onDone }: StepProps) {
  const { t } = useText();
  const stay = stayOf(detail);
  return (
    <ActForm<Values, Values & { expectedSeq?: number }>
      act={`stay.${stay.id}.register`}
      stay={stay}
      notices={notices}
      initial={{ wristband: detail.wristband }}
      toBody={({ wristband, rightsNoticeGiven }) => ({
        wristband: wristband?.trim() || undefined,
        rightsNoticeGiven: rightsNoticeGiven ?? false,
      })}
      send={(body, key) => call('post', '/stays/{id}/registration', { path: { id: stay.id }, body, key })}
      submit={t('stay.register.submit')}
      onDone={onDone}
    >
      {() => (
        <>
          <Field span={4} name="wristband" label={t('stay.register.wristband')}>
            <Input
              autoFocus
              maxLength={32}
              placeholder={t('stay.register.wristbandHint')}
              autoComplete="off"
            />
          </Field>
          <Field
            span={8}
            name="rightsNoticeGiven"
            label={t('stay.register.rightsSheet')}
            valuePropName="checked"
          >
            <Checkbox>{t('stay.register.rights')}</Checkbox>
          </Field>
        </>
      )}
    </ActForm>
  );
}
