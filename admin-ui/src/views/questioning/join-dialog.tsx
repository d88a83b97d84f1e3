// SPDX-License-Identifier: Apache-2.0
// Somebody without a sign-in of their own comes into the room: auxiliary, interpreter, guardian, lawyer.
import { Form, Input, Modal, Select } from 'antd';
import type { AttendeeFunction } from '../../api/types';
import { StaffPicker } from '../../components/pickers';
import { useText } from '../../i18n';
import type { Change } from './roster-panel';

const functions: readonly AttendeeFunction[] = ['auxiliary', 'interpreter', 'guardian', 'lawyer', 'other'];
const auxiliariesOnly = ['auxiliary', 'civilian'] as const;

interface Values {
  function: AttendeeFunction;
  attendeeId?: string;
  name?: string;
}

interface Props {
  pending: boolean;
  onClose: () => void;
  onJoin: (change: Change) => void;
}

export function JoinDialog({ pending, onClose, onJoin }: Props) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const auxiliary = Form.useWatch('function', form) === 'auxiliary';
  const required = { required: true, message: t('signIn.required') };
  return (
    <Modal
      open
      title={t('questioning.otherJoin')}
      okText={t('questioning.joinThis')}
      cancelText={t('act.cancel')}
      confirmLoading={pending}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={440}
    >
      <Form
        name="join"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ function: 'interpreter' }}
        onFinish={(values) =>
          onJoin({
            mode: 'plan',
            action: 'join',
            function: values.function,
            attendeeId: values.attendeeId,
            name: values.name?.trim() || undefined,
          })
        }
      >
        <Form.Item name="function" label={t('questioning.who')}>
          <Select
            showSearch
            optionFilterProp="label"
            autoFocus
            options={functions.map((value) => ({ value, label: t(`domain.attendee.${value}`) }))}
          />
        </Form.Item>
        {auxiliary ? (
          <Form.Item
            key="staff"
            name="attendeeId"
            label={t('questioning.auxiliary')}
            rules={[required]}
            preserve={false}
          >
            <StaffPicker functions={auxiliariesOnly} />
          </Form.Item>
        ) : (
          <Form.Item
            key="name"
            name="name"
            label={t('questioning.name')}
            rules={[{ ...required, whitespace: true }]}
            preserve={false}
          >
            <Input maxLength={64} autoComplete="off" />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
