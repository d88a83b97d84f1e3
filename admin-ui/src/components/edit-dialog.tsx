// SPDX-License-Identifier: Apache-2.0
// Adding or changing one thing of the administration: a form in a dialog, sent once, its errors at their fields.
import { App, Form, type FormInstance, Modal } from 'antd';
import { type ReactNode, useEffect } from 'react';
import type { Send } from '../acts';
import type { Topic } from '../api/events';
import { outcomeUnknown, ProblemError } from '../api/problem';
import type { Receipt } from '../api/types';
import { describeError } from '../errors';
import { useAct } from '../hooks/use-act';
import { useText } from '../i18n';
import { ErrorNote } from './error-note';

interface Props<V, B> {
  /** Names the act; changes of different things have different names. */
  act: string;
  title: string;
  initial: Partial<V>;
  toBody: (values: V) => B;
  send: Send<B, Receipt>;
  stale: readonly Topic[];
  /** What is said when it is done; "saved" without it. */
  done?: string;
  width?: number;
  children: (form: FormInstance<V>) => ReactNode;
  onClose: () => void;
}

export function EditDialog<V extends object, B>(props: Props<V, B>) {
  const { t, language } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<V>();
  const { run, pending, error } = useAct<B, Receipt>(props.act, props.send, props.stale);

  useEffect(() => {
    if (!(error instanceof ProblemError)) return;
    const said = describeError(error, t, language);
    if (said.field) form.setFields([{ name: said.field as never, errors: [said.detail] }]);
  }, [error, form, t, language]);

  const submit = async (values: V) => {
    const result = await run(props.toBody(values));
    if (!result) return;
    if (result.ofEarlier) void message.warning(t('act.ofEarlier'), 8);
    else void message.success(props.done ?? t('act.saved'));
    props.onClose();
  };

  return (
    <Modal
      open
      title={props.title}
      okText={outcomeUnknown(error) ? t('act.sendAgain') : t('act.save')}
      cancelText={t('act.cancel')}
      confirmLoading={pending}
      maskClosable={false}
      onOk={() => form.submit()}
      onCancel={props.onClose}
      width={props.width ?? 640}
    >
      <ErrorNote error={error} />
      <Form
        form={form}
        name="edit"
        layout="vertical"
        requiredMark={false}
        initialValues={props.initial}
        onFinish={(values) => void submit(values)}
      >
        <div className="fields">{props.children(form)}</div>
        <button type="submit" hidden />
      </Form>
    </Modal>
  );
}
