// SPDX-License-Identifier: Apache-2.0
// In which room this very browser stands: set by an administrator at the terminal, and said by every signature made here.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Modal } from 'antd';
import { useState } from 'react';
import { call } from '../../api/client';
import { useRooms, useTerminal } from '../../api/queries';
import { ErrorNote } from '../../components/error-note';
import { RoomPicker } from '../../components/pickers';
import { useText } from '../../i18n';
import { panelMemory } from '../../panel/memory';

export function TerminalButton() {
  const { t } = useText();
  const terminal = useTerminal();
  const [open, setOpen] = useState(false);
  const room = terminal.data?.room;
  return (
    <>
      <Button
        onClick={() => setOpen(true)}
        title={room ? t('transcript.terminal.here', { room: room.name }) : t('transcript.terminal.nowhere')}
      >
        {t('transcript.terminal.open')}
        {room && <span className="quiet">{room.name}</span>}
      </Button>
      {open && terminal.data && <TerminalDialog roomId={room?.id} onClose={() => setOpen(false)} />}
    </>
  );
}

function TerminalDialog({ roomId, onClose }: { roomId: string | undefined; onClose: () => void }) {
  const { t } = useText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { data: rooms } = useRooms();
  const [form] = Form.useForm<{ roomId?: string }>();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();

  const submit = async (values: { roomId?: string }) => {
    setPending(true);
    setError(undefined);
    try {
      await call('post', '/terminals/here', { body: values.roomId ? { roomId: values.roomId } : {} });
      const room = rooms?.items.find((one) => one.id === values.roomId);
      if (room) panelMemory.keep({ room: { id: room.id, name: room.name } });
      else panelMemory.forget();
      await client.invalidateQueries({ queryKey: ['terminal'] });
      void message.success(t('transcript.terminal.done'));
      onClose();
    } catch (caught) {
      setError(caught);
      setPending(false);
    }
  };

  return (
    <Modal
      open
      title={t('transcript.terminal.title')}
      okText={t('transcript.terminal.save')}
      cancelText={t('act.cancel')}
      confirmLoading={pending}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={440}
    >
      <p className="quiet" style={{ marginBottom: 12 }}>
        {t('transcript.terminal.hint')}
      </p>
      <ErrorNote error={error} />
      <Form
        name="terminal"
        form={form}
        layout="vertical"
        initialValues={{ roomId }}
        onFinish={(values) => void submit(values)}
      >
        <Form.Item name="roomId" label={t('transcript.terminal.room')}>
          <RoomPicker allowClear placeholder={t('transcript.terminal.none')} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
