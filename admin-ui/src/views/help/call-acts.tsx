// SPDX-License-Identifier: Apache-2.0
// Answering a call for help: who goes (oneself with one press), and in the end what was found.
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { call as ask } from '../../api/client';
import type { HelpAnswer, HelpCall, HelpEnd, Receipt } from '../../api/types';
import { ErrorNote } from '../../components/error-note';
import { StaffPicker } from '../../components/pickers';
import { useAct } from '../../hooks/use-act';
import { useDraft } from '../../hooks/use-draft';
import { useText } from '../../i18n';
import { useUser } from '../../session';

const stale = ['help'] as const;

function useAnswer(id: string) {
  return useAct<HelpAnswer, Receipt>(
    `help.answer.${id}`,
    (body, key) => ask('post', '/help-calls/{id}/answers', { path: { id }, body, key }),
    stale,
  );
}

export function CallActs({ call }: { call: HelpCall }) {
  const { t } = useText();
  const { me } = useUser();
  const [dialog, setDialog] = useState<'send' | 'found'>();
  const { run, pending, error } = useAnswer(call.id);
  const goesAlready = call.answers.some(({ goes }) => goes.some(({ id }) => id === me.id));
  return (
    <>
      {call.mayAnswer && !goesAlready && (
        <Button type="primary" loading={pending} onClick={() => void run({ goes: [me.id] })}>
          {t('help.iGo')}
        </Button>
      )}
      {call.mayAnswer && <Button onClick={() => setDialog('send')}>{t('help.send')}</Button>}
      {call.mayEnd && <Button onClick={() => setDialog('found')}>{t('help.found')}</Button>}
      {error !== undefined && <ErrorNote error={error} />}
      {dialog === 'send' && <SendDialog call={call} onClose={() => setDialog(undefined)} />}
      {dialog === 'found' && <FoundDialog call={call} onClose={() => setDialog(undefined)} />}
    </>
  );
}

interface DialogProps {
  call: HelpCall;
  onClose: () => void;
}

function SendDialog({ call, onClose }: DialogProps) {
  const { t } = useText();
  const [form] = Form.useForm<HelpAnswer>();
  const { run, pending, error } = useAnswer(call.id);
  const send = async ({ goes }: HelpAnswer) => {
    if (await run({ goes })) onClose();
  };
  return (
    <Modal
      open
      title={`${t('help.sendTitle')} · ${call.room?.name ?? t('help.unknownRoom')}`}
      okText={t('help.sendSubmit')}
      confirmLoading={pending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <ErrorNote error={error} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => void send(values)}>
        <Form.Item
          name="goes"
          label={t('help.sendTitle')}
          rules={[{ required: true, message: t('signIn.required') }]}
        >
          <StaffPicker mode="multiple" maxCount={10} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function FoundDialog({ call, onClose }: DialogProps) {
  const { t } = useText();
  const [form] = Form.useForm<HelpEnd>();
  const kept = useDraft(`help.${call.id}`);
  const { run, pending, error } = useAct<HelpEnd, Receipt>(
    `help.end.${call.id}`,
    (body, key) => ask('post', '/help-calls/{id}/ends', { path: { id: call.id }, body, key }),
    stale,
  );
  const end = async ({ found }: HelpEnd) => {
    if (!(await run({ found: found.trim() }))) return;
    kept.drop();
    onClose();
  };
  return (
    <Modal
      open
      title={`${t('help.foundTitle')} · ${call.room?.name ?? t('help.unknownRoom')}`}
      okText={t('help.foundSubmit')}
      confirmLoading={pending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <ErrorNote error={error} />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={kept.restored}
        onValuesChange={(_, all: HelpEnd) => kept.keep({ ...all })}
        onFinish={(values) => void end(values)}
      >
        <Form.Item
          name="found"
          label={t('help.foundLabel')}
          rules={[{ required: true, whitespace: true, message: t('signIn.required') }]}
        >
          <Input autoFocus maxLength={200} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
