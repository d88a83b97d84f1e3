// SPDX-License-Identifier: Apache-2.0
// The safety check of the body: two checkers, the sex rule in view, injuries and alcohol always answered.
import { Checkbox, Form, Input, Radio } from 'antd';
import { call } from '../../api/client';
import type { RoomKind } from '../../api/types';
import { ActForm, type ActMeta } from '../../components/act-form';
import { Field } from '../../components/field';
import { RoomPicker, StaffPicker } from '../../components/pickers';
import { TimeField } from '../../components/time-field';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { serverNowUs } from '../../lib/now';
import { usPerMinute } from '../../lib/time';
import { type StepProps, stayOf } from './step-props';

interface Values {
  checkers: string[];
  startedAtUs: number;
  roomId?: string;
  byDoctor?: boolean;
  injuries: 'none' | 'found';
  alcohol: 'none' | 'suspected' | 'confirmed';
  contraband?: boolean;
  selfReported?: string;
  notes?: string;
}

const checkRooms: Record<'F' | 'M', RoomKind[]> = {
  F: ['safety_check_female', 'medical'],
  M: ['safety_check_male', 'medical'],
};

export function SafetyCheckStep({ detail, notices, onDone }: StepProps) {
  const { t } = useText();
  const stay = stayOf(detail);
  const female = detail.facts.sex === 'F';
  const answer = [{ required: true, message: t('stay.answer') }];
  return (
    <ActForm<Values, Values & ActMeta>
      act={`stay.${stay.id}.safety_check`}
      stay={stay}
      notices={notices}
      initial={{
        checkers: [],
        startedAtUs: Math.floor(serverNowUs() / usPerMinute) * usPerMinute,
      }}
      toBody={(values) => ({
        checkers: values.checkers,
        startedAtUs: values.startedAtUs,
        roomId: values.roomId,
        byDoctor: values.byDoctor ?? false,
        injuries: values.injuries,
        alcohol: values.alcohol,
        contraband: values.contraband ?? false,
        selfReported: values.selfReported?.trim() || undefined,
        notes: values.notes?.trim() || undefined,
      })}
      send={(body, key) => call('post', '/stays/{id}/safety-checks', { path: { id: stay.id }, body, key })}
      submit={t('stay.safety.submit')}
      onDone={onDone}
    >
      {() => (
        <>
          <Field
            span={12}
            name="checkers"
            label={t('stay.safety.checkers')}
            extra={female && <ToneMark tone="soon">{t('stay.safety.femaleHint')}</ToneMark>}
            rules={[{ required: true, type: 'array', min: 1, message: t('stay.safety.checkersHint') }]}
          >
            <StaffPicker
              mode="multiple"
              autoFocus
              maxCount={8}
              preferSex={detail.facts.sex}
              placeholder={t('stay.safety.checkersHint')}
            />
          </Field>
          <Field span={4} name="roomId" label={t('stay.safety.room')}>
            <RoomPicker allowClear kinds={checkRooms[detail.facts.sex]} />
          </Field>
          <Field span={4} name="startedAtUs" label={t('stay.safety.startedAt')} rules={[{ required: true }]}>
            <TimeField />
          </Field>
          <Field span={4} name="byDoctor" label=" " valuePropName="checked">
            <Checkbox>{t('stay.safety.byDoctor')}</Checkbox>
          </Field>
          <Field span={4} name="injuries" label={t('stay.safety.injuries')} rules={answer}>
            <Radio.Group
              options={(['none', 'found'] as const).map((value) => ({
                value,
                label: t(`domain.injuries.${value}`),
              }))}
            />
          </Field>
          <Field span={8} name="alcohol" label={t('stay.safety.alcohol')} rules={answer}>
            <Radio.Group
              options={(['none', 'suspected', 'confirmed'] as const).map((value) => ({
                value,
                label: t(`domain.alcohol.${value}`),
              }))}
            />
          </Field>
          <Field span={12} name="contraband" valuePropName="checked">
            <Checkbox>{t('stay.safety.contraband')}</Checkbox>
          </Field>
          <Field span={6} name="selfReported" label={t('stay.safety.selfReported')}>
            <Input.TextArea rows={2} maxLength={500} placeholder={t('stay.safety.selfReportedHint')} />
          </Field>
          <InjuryNotes />
        </>
      )}
    </ActForm>
  );
}

function InjuryNotes() {
  const { t } = useText();
  const found = Form.useWatch('injuries') === 'found';
  return (
    <Field
      span={6}
      name="notes"
      label={t('stay.safety.notes')}
      rules={[{ required: found, whitespace: true, message: t('stay.safety.notesNeeded') }]}
    >
      <Input.TextArea rows={2} maxLength={2000} placeholder={t('stay.safety.notesHint')} />
    </Field>
  );
}
