// SPDX-License-Identifier: Apache-2.0
// Adding or changing a camera; account and password are stored apart from the address and never shown again.
import { Checkbox, Input, Select } from 'antd';
import { call } from '../../api/client';
import type { Camera, CameraInput } from '../../api/types';
import { EditDialog } from '../../components/edit-dialog';
import { Field } from '../../components/field';
import { RoomPicker } from '../../components/pickers';
import { useText } from '../../i18n';
import { CameraTrial } from './camera-trial';

const stale = ['cameras'] as const;
const address = /^rtsps?:\/\/[^@]+$/;

export function CameraDialog({ camera, onClose }: { camera: Camera | undefined; onClose: () => void }) {
  const { t, optional } = useText();
  const required = { required: true, message: t('signIn.required') };
  return (
    <EditDialog<CameraInput, CameraInput>
      act={`camera.${camera?.id ?? 'new'}`}
      title={t(camera ? 'adminPages.cameras.edit' : 'adminPages.cameras.add')}
      initial={
        camera
          ? {
              code: camera.code,
              name: camera.name,
              roomId: camera.room.id,
              mainUrl: camera.mainUrl,
              subUrl: camera.subUrl,
              transport: camera.transport,
              audio: camera.audio,
              active: camera.active,
            }
          : { mainUrl: 'rtsp://', transport: 'tcp', audio: true, active: true }
      }
      toBody={(values) => ({
        code: values.code.trim(),
        name: values.name.trim(),
        roomId: values.roomId,
        mainUrl: values.mainUrl.trim(),
        subUrl: values.subUrl?.trim() || undefined,
        username: values.username?.trim() || undefined,
        password: values.password || undefined,
        transport: values.transport ?? 'tcp',
        audio: values.audio ?? false,
        active: values.active ?? true,
      })}
      send={(body, key) =>
        camera
          ? call('put', '/cameras/{id}', { path: { id: camera.id }, body, key })
          : call('post', '/cameras', { body, key })
      }
      stale={stale}
      onClose={onClose}
    >
      {(form) => (
        <>
          <Field
            span={3}
            name="code"
            label={t('adminPages.cameras.code')}
            rules={[{ ...required, whitespace: true }]}
          >
            <Input autoFocus maxLength={32} autoComplete="off" />
          </Field>
          <Field
            span={5}
            name="name"
            label={t('adminPages.cameras.name')}
            rules={[{ ...required, whitespace: true }]}
          >
            <Input maxLength={64} autoComplete="off" />
          </Field>
          <Field span={4} name="roomId" label={t('adminPages.cameras.room')} rules={[required]}>
            <RoomPicker />
          </Field>
          <Field
            span={12}
            name="mainUrl"
            label={t('adminPages.cameras.mainUrl')}
            extra={t('adminPages.cameras.urlHint')}
            rules={[required, { pattern: address, message: t('adminPages.cameras.urlHint') }]}
          >
            <Input maxLength={512} autoComplete="off" spellCheck={false} className="mono" />
          </Field>
          <Field
            span={12}
            name="subUrl"
            label={optional(t('adminPages.cameras.subUrl'))}
            rules={[{ pattern: address, message: t('adminPages.cameras.urlHint') }]}
          >
            <Input maxLength={512} autoComplete="off" spellCheck={false} className="mono" />
          </Field>
          <Field
            span={6}
            name="username"
            label={t('adminPages.cameras.username')}
            extra={camera?.hasCredentials ? t('adminPages.cameras.stored') : undefined}
          >
            <Input maxLength={64} autoComplete="off" />
          </Field>
          <Field
            span={6}
            name="password"
            label={t('adminPages.cameras.password')}
            extra={camera ? t('adminPages.cameras.passwordHint') : undefined}
          >
            <Input.Password maxLength={128} autoComplete="new-password" />
          </Field>
          <Field
            span={4}
            name="transport"
            label={t('adminPages.cameras.transport')}
            tooltip={t('adminPages.cameras.transportHint')}
          >
            <Select
              options={(['tcp', 'udp'] as const).map((value) => ({
                value,
                label: t(`adminPages.cameras.transports.${value}`),
              }))}
            />
          </Field>
          <Field span={4} name="audio" valuePropName="checked">
            <Checkbox>{t('adminPages.cameras.audio')}</Checkbox>
          </Field>
          <Field span={4} name="active" valuePropName="checked">
            <Checkbox>{t('adminPages.cameras.active')}</Checkbox>
          </Field>
          <CameraTrial
            cameraId={camera?.id}
            wish={() => form.getFieldsValue(['mainUrl', 'username', 'password', 'transport'])}
          />
        </>
      )}
    </EditDialog>
  );
}
