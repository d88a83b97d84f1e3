// SPDX-License-Identifier: Apache-2.0
// Rules that only warn: the user reads them, types a reason and goes on, or goes back to the form.
import { Form, Input, Modal } from 'antd';
import type { RuleNotice } from '../api/types';
import { useText } from '../i18n';
import { Notices } from './notices';

interface Props {
  notices: readonly RuleNotice[];
  pending: boolean;
  onReason: (reason: string) => void;
  onCancel: () => void;
}

export function ReasonDialog({ notices, pending, onReason, onCancel }: Props) {
  const { t } = useText();
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <Modal
      open={notices.length > 0}
      title={t('reason.title')}
      okText={t('reason.submit')}
      cancelText={t('act.back')}
      confirmLoading={pending}
      onOk={() => form.submit()}
      onCancel={onCancel}
      destroyOnHidden
      width={640}
    >
      <Notices notices={notices} />
      <p style={{ marginBottom: 12 }}>{t('reason.explain')}</p>
      <Form
        name="reason"
        form={form}
        layout="vertical"
        onFinish={({ reason }) => onReason(reason.trim())}
        preserve={false}
      >
        <Form.Item
          name="reason"
          label={t('reason.label')}
          rules={[{ required: true, whitespace: true, message: t('reason.required') }]}
        >
          <Input.TextArea autoFocus maxLength={256} showCount rows={3} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
