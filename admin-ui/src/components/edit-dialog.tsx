// SPDX-License-Identifier: Apache-2.0
// Adding or changing one thing: a form in a dialog, sent once, its errors at their fields.
import { App, Form, type FormInstance, Modal } from 'antd';
import type { ReactNode } from 'react';
import type { Send } from '../acts';
import type { Topic } from '../api/events';
import { outcomeUnknown } from '../api/problem';
import type { Receipt } from '../api/types';
import { useAct } from '../hooks/use-act';
import { useDraft } from '../hooks/use-draft';
import { useFieldError } from '../hooks/use-field-error';
import { useFirstFocus } from '../hooks/use-first-focus';
import { useText } from '../i18n';
import { ErrorNote } from './error-note';

interface Props<V, B, R> {
  /** Names the act; changes of different things have different names. */
  act: string;
  title: string;
  initial: Partial<V>;
  toBody: (values: V) => B;
  send: Send<B, R>;
  stale: readonly Topic[];
  /** What is said when it is done; "saved" without it. */
  done?: string | ((receipt: R) => string);
  /** An answer that is no success: the dialog says so itself. */
  failed?: (receipt: R) => boolean;
  width?: number;
  /** What the button says; "save" without it. */
  submit?: string;
  /** What was typed survives a reload of the page. */
  keepsDraft?: boolean;
  children: (form: FormInstance<V>) => ReactNode;
  onDone?: (receipt: R) => void;
  onClose: () => void;
}

export function EditDialog<V extends object, B, R = Receipt>(props: Props<V, B, R>) {
  const { t } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<V>();
  const area = useFirstFocus<HTMLDivElement>(true);
  const draft = useDraft(props.act);
  const { run, pending, error } = useAct<B, R>(props.act, props.send, props.stale);

  useFieldError(form, error);

  const submit = async (values: V) => {
    const result = await run(props.toBody(values));
    if (!result) return;
    if (props.failed?.(result.receipt)) return;
    draft.drop();
    if (result.ofEarlier) void message.warning(t('act.ofEarlier'), 8);
    else void message.success(doneText(props.done, result.receipt) ?? t('act.saved'));
    if (props.onDone) props.onDone(result.receipt);
    else props.onClose();
  };

  return (
    <Modal
      open
      title={props.title}
      okText={outcomeUnknown(error) ? t('act.sendAgain') : (props.submit ?? t('act.save'))}
      cancelText={t('act.cancel')}
      confirmLoading={pending}
      maskClosable={false}
      onOk={() => form.submit()}
      onCancel={props.onClose}
      width={props.width ?? 640}
      style={(props.width ?? 0) > 800 ? { top: 40 } : undefined}
    >
      <ErrorNote error={error} />
      <Form
        form={form}
        name="edit"
        layout="vertical"
        requiredMark={false}
        initialValues={{ ...props.initial, ...(props.keepsDraft ? draft.restored : {}) }}
        onValuesChange={props.keepsDraft ? () => draft.keep(form.getFieldsValue(true)) : undefined}
        onFinish={(values) => void submit(values)}
      >
        <div ref={area} className="fields">
          {props.children(form)}
        </div>
        <button type="submit" hidden />
      </Form>
    </Modal>
  );
}

function doneText<R>(done: string | ((receipt: R) => string) | undefined, receipt: R) {
  return typeof done === 'function' ? done(receipt) : done;
}
