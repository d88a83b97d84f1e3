// SPDX-License-Identifier: Apache-2.0
// Adding or changing a room; what its privacy class means is said in words.
import { Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd';
import { call } from '../../api/client';
import type { Privacy, Room, RoomInput, RoomKind } from '../../api/types';
import { EditDialog } from '../../components/edit-dialog';
import { Field } from '../../components/field';
import { useText } from '../../i18n';

const kinds: readonly RoomKind[] = [
  'reception',
  'registration',
  'safety_check_male',
  'safety_check_female',
  'changing',
  'belongings',
  'information_collection',
  'waiting',
  'interrogation',
  'questioning',
  'minor_questioning',
  'identification',
  'sobering',
  'medical',
  'remote_interrogation',
  'lawyer_meeting',
  'psychological',
  'mediation',
  'court',
  'case_management',
  'property_store',
  'command',
  'equipment',
  'toilet',
  'corridor',
  'yard',
];
const privacies: readonly Privacy[] = ['normal', 'no_sound', 'no_picture', 'restricted'];
const stale = ['rooms'] as const;

const usualPrivacy: Partial<Record<RoomKind, Privacy>> = {
  lawyer_meeting: 'no_sound',
  toilet: 'no_picture',
  changing: 'no_picture',
  safety_check_male: 'restricted',
  safety_check_female: 'restricted',
};

export function RoomDialog({ room, onClose }: { room: Room | undefined; onClose: () => void }) {
  const { t } = useText();
  const required = { required: true, message: t('signIn.required') };
  return (
    <EditDialog<RoomInput, RoomInput>
      act={`room.${room?.id ?? 'new'}`}
      title={t(room ? 'adminPages.rooms.edit' : 'adminPages.rooms.add')}
      initial={room ?? { capacity: 1, privacy: 'normal', sexUse: 'any', minorUse: false, active: true }}
      toBody={(values) => ({
        code: values.code.trim(),
        name: values.name.trim(),
        kind: values.kind,
        capacity: values.capacity,
        privacy: values.privacy,
        sexUse: values.sexUse,
        minorUse: values.minorUse ?? false,
        active: values.active ?? true,
        outOfServiceReason: values.active === false ? values.outOfServiceReason?.trim() : undefined,
      })}
      send={(body, key) =>
        room
          ? call('put', '/rooms/{id}', { path: { id: room.id }, body, key })
          : call('post', '/rooms', { body, key })
      }
      stale={stale}
      onClose={onClose}
    >
      {(form) => (
        <>
          <Field
            span={3}
            name="code"
            label={t('adminPages.rooms.code')}
            rules={[{ ...required, whitespace: true }]}
          >
            <Input autoFocus maxLength={32} autoComplete="off" />
          </Field>
          <Field
            span={5}
            name="name"
            label={t('adminPages.rooms.name')}
            rules={[{ ...required, whitespace: true }]}
          >
            <Input maxLength={64} autoComplete="off" />
          </Field>
          <Field span={4} name="kind" label={t('adminPages.rooms.kind')} rules={[required]}>
            <Select
              showSearch
              optionFilterProp="label"
              options={kinds.map((value) => ({ value, label: t(`domain.roomKind.${value}`) }))}
              onChange={(kind: RoomKind) => form.setFieldValue('privacy', usualPrivacy[kind] ?? 'normal')}
            />
          </Field>
          <Field
            span={3}
            name="capacity"
            label={t('adminPages.rooms.capacity')}
            tooltip={t('adminPages.rooms.capacityHint')}
            rules={[required]}
          >
            <InputNumber min={0} max={200} precision={0} />
          </Field>
          <Field span={5} name="sexUse" label={t('adminPages.rooms.sexUse')}>
            <Radio.Group
              options={(['any', 'M', 'F'] as const).map((value) => ({
                value,
                label: t(`domain.sexUse.${value}`),
              }))}
            />
          </Field>
          <Field span={4} name="minorUse" label=" " valuePropName="checked">
            <Checkbox>{t('adminPages.rooms.minorUse')}</Checkbox>
          </Field>
          <PrivacyField />
          <Service />
        </>
      )}
    </EditDialog>
  );
}

function PrivacyField() {
  const { t } = useText();
  const chosen: unknown = Form.useWatch('privacy');
  const privacy = privacies.find((value) => value === chosen) ?? 'normal';
  return (
    <Field
      span={12}
      name="privacy"
      label={t('adminPages.rooms.privacy')}
      extra={t(`adminPages.rooms.privacyHint.${privacy}`)}
    >
      <Radio.Group
        optionType="button"
        options={privacies.map((value) => ({ value, label: t(`domain.privacy.${value}`) }))}
      />
    </Field>
  );
}

function Service() {
  const { t } = useText();
  const active = Form.useWatch('active');
  return (
    <>
      <Field span={3} name="active" label={t('adminPages.rooms.active')} valuePropName="checked">
        <Checkbox>{t('adminPages.rooms.inUse')}</Checkbox>
      </Field>
      {active === false && (
        <Field
          span={9}
          name="outOfServiceReason"
          label={t('adminPages.rooms.outReason')}
          rules={[{ required: true, whitespace: true, message: t('signIn.required') }]}
        >
          <Input maxLength={128} />
        </Field>
      )}
    </>
  );
}
