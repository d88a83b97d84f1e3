// SPDX-License-Identifier: Apache-2.0
// Registration: wristband and notice of rights; the identity of the arrival is not typed again.
import { Checkbox, Input } from 'antd';
import { call } from '../../api/client';
import type { ActField, GroupAnswers } from '../../api/types';
import { ActForm } from '../../components/act-form';
import { Field } from '../../components/field';
import { useText } from '../../i18n';
import { knownAnswers, openGroups, specialGroups } from '../../lib/special-groups';
import { AnswersField } from '../acts/answers-field';
import { type StepProps, stayOf } from './step-props';

interface Values {
  groups: GroupAnswers;
  wristband?: string;
  rightsNoticeGiven?: boolean;
}

export function RegisterStep({ detail, notices, onDone }: StepProps) {
  const { t } = useText();
  const stay = stayOf(detail);
  const asked: ActField = {
    name: 'groups',
    kind: 'answers',
    label: t('stay.register.groups'),
    labelEn: t('stay.register.groups'),
    required: true,
    words: specialGroups.map((word) => ({
      word,
      label: t(`domain.flag.${word}`),
      labelEn: t(`domain.flag.${word}`),
    })),
  };
  const allAnswered = (_: unknown, groups: GroupAnswers | undefined) =>
    openGroups(groups).length === 0
      ? Promise.resolve()
      : Promise.reject(new Error(t('acts.answers.missing')));
  return (
    <ActForm<Values, Values & { expectedSeq?: number }>
      act={`stay.${stay.id}.register`}
      stay={stay}
      notices={notices}
      initial={{ wristband: detail.wristband, groups: knownAnswers(detail.facts.flags, detail.groups) }}
      toBody={({ wristband, rightsNoticeGiven, groups }) => ({
        groups,
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
          <Field
            span={12}
            name="groups"
            label={t('stay.register.groups')}
            tooltip={t('stay.register.groupsHint')}
            rules={[{ validator: allAnswered }]}
          >
            <AnswersField field={asked} />
          </Field>
        </>
      )}
    </ActForm>
  );
}
