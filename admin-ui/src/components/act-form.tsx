// SPDX-License-Identifier: Apache-2.0
// The form of one act on a stay: plan or report, notices before pressing, draft, refusal, warning, changed stay, lost network.
import { App, Button, Form, type FormInstance, Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Send } from '../acts';
import { asksForReason, outcomeUnknown, ProblemError } from '../api/problem';
import type { Mode, Receipt, RuleNotice } from '../api/types';
import { useAct } from '../hooks/use-act';
import { useDraft } from '../hooks/use-draft';
import { useFieldError } from '../hooks/use-field-error';
import { useText } from '../i18n';
import { serverNowUs } from '../lib/now';
import { usPerMinute } from '../lib/time';
import { ChangedNote } from './changed-note';
import { ErrorNote } from './error-note';
import { Field } from './field';
import { Notices } from './notices';
import { ReasonDialog } from './reason-dialog';
import { TimeField } from './time-field';

export interface ActMeta {
  mode?: Mode;
  happenedAtUs?: number;
  expectedSeq?: number;
  overrideReason?: string;
}

export interface ActStay {
  id: string;
  seq: number;
  /** Of somebody who has left, things can only be reported. */
  left?: boolean;
}

interface Props<V, B extends ActMeta> {
  /** Names the act and its draft, for example "stay.ID.placement". */
  act: string;
  stay: ActStay;
  initial?: Partial<V>;
  toBody: (values: V, mode: Mode) => Omit<B, keyof ActMeta>;
  send: Send<B, Receipt>;
  /** Which of the common fields this act has in the contract. */
  has?: { expectedSeq?: boolean; overrideReason?: boolean };
  notices?: readonly RuleNotice[];
  /** The mode in which the form opens; a plan without it. */
  start?: Mode;
  submit: string;
  children: (form: FormInstance<V>, mode: Mode) => ReactNode;
  onDone: (receipt: Receipt) => void;
  onCancel?: () => void;
}

const stale = ['stays', 'questionings', 'findings', 'rooms'] as const;

export function ActForm<V extends object, B extends ActMeta>(props: Props<V, B>) {
  const { act, stay, toBody, onDone, has = {} } = props;
  const { t } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<V & ActMeta>();
  const draft = useDraft(act);
  const start = props.start ?? (stay.left ? 'report' : 'plan');
  const [mode, setMode] = useState<Mode>(modeOf(draft.restored?.mode) ?? start);
  const [openedUs] = useState(fullMinute);
  const [baseSeq, setBaseSeq] = useState(stay.seq);
  const [typed, setTyped] = useState(draft.restored !== undefined);
  const [reason, setReason] = useState<string>();
  const { run, pending, error, reset } = useAct<B, Receipt>(act, props.send, stale);

  const changed =
    has.expectedSeq !== false &&
    (stay.seq > baseSeq || (error instanceof ProblemError && error.problem.code === 'stay.changed'));
  // What changed before anything was typed is simply what the page shows now.
  if (!typed && stay.seq > baseSeq) setBaseSeq(stay.seq);

  const warnings = asksForReason(error) ? (error.problem.warnings ?? []) : [];
  const refused = error instanceof ProblemError && error.problem.rule !== undefined && warnings.length === 0;

  useFieldError(form, error);

  const submitWith = async (values: V & ActMeta, overrideReason: string | undefined) => {
    const meta: ActMeta = { mode };
    if (mode === 'report') meta.happenedAtUs = values.happenedAtUs;
    if (mode === 'plan' && has.expectedSeq !== false) meta.expectedSeq = baseSeq;
    if (mode === 'plan' && has.overrideReason !== false && overrideReason)
      meta.overrideReason = overrideReason;
    const result = await run({ ...toBody(values, mode), ...meta } as B);
    if (!result) return;
    draft.drop();
    if (result.ofEarlier) void message.warning(t('act.ofEarlier'), 8);
    else void message.success(t('stay.stored', { seq: result.receipt.seq }));
    onDone(result.receipt);
  };

  const chooseMode = (next: Mode) => {
    setMode(next);
    reset();
    if (next === 'report' && form.getFieldsValue(true).happenedAtUs === undefined) {
      form.setFields([{ name: ['happenedAtUs'] as never, value: fullMinute() }]);
    }
    draft.keep({ ...form.getFieldsValue(true), mode: next });
  };

  return (
    <Form
      form={form}
      name={act.replaceAll('.', '-')}
      layout="vertical"
      requiredMark={false}
      initialValues={{
        ...(mode === 'report' ? { happenedAtUs: openedUs } : {}),
        ...props.initial,
        ...draft.restored,
      }}
      disabled={pending}
      scrollToFirstError={{ block: 'center' }}
      onValuesChange={() => {
        setTyped(true);
        setReason(undefined);
        draft.keep({ ...form.getFieldsValue(true), mode });
      }}
      onFinish={(values) => void submitWith(values, reason)}
    >
      <ModeBar mode={mode} onMode={chooseMode} />
      {mode === 'plan' && <Notices notices={props.notices ?? []} />}
      {changed && (
        <ChangedNote
          stayId={stay.id}
          sinceSeq={baseSeq}
          onSeen={(seq) => {
            setBaseSeq(Math.max(seq, stay.seq));
            reset();
          }}
        />
      )}
      {!changed && warnings.length === 0 && (
        <ErrorNote
          error={error}
          extra={
            refused && mode === 'plan' ? (
              <div style={{ marginTop: 8 }}>{t('error.becameReport')}</div>
            ) : undefined
          }
          action={
            refused && mode === 'plan' ? (
              <Button size="small" onClick={() => chooseMode('report')}>
                {t('error.toReport')}
              </Button>
            ) : undefined
          }
        />
      )}
      <div className="fields">
        {mode === 'report' && (
          <Field
            span={12}
            name="happenedAtUs"
            label={t('stay.happenedAt')}
            rules={[{ required: true, message: t('signIn.required') }]}
            style={{ maxWidth: 260 }}
          >
            <TimeField />
          </Field>
        )}
        {props.children(form as unknown as FormInstance<V>, mode)}
      </div>
      <div className="row">
        <Button type="primary" htmlType="submit" loading={pending} disabled={false}>
          {outcomeUnknown(error) ? t('act.sendAgain') : mode === 'report' ? t('stay.reportIt') : props.submit}
        </Button>
        {props.onCancel && (
          <Button onClick={props.onCancel} disabled={pending}>
            {t('act.cancel')}
          </Button>
        )}
      </div>
      <ReasonDialog
        notices={warnings}
        pending={pending}
        onCancel={reset}
        onReason={(typed) => {
          setReason(typed);
          void submitWith(form.getFieldsValue(true), typed);
        }}
      />
    </Form>
  );
}

function modeOf(kept: unknown): Mode | undefined {
  return kept === 'report' || kept === 'plan' ? kept : undefined;
}

function fullMinute(): number {
  return Math.floor(serverNowUs() / usPerMinute) * usPerMinute;
}

function ModeBar({ mode, onMode }: { mode: Mode; onMode: (mode: Mode) => void }) {
  const { t } = useText();
  return (
    <div className="row-wrap" style={{ marginBottom: 16 }}>
      <Segmented<Mode>
        value={mode}
        onChange={onMode}
        options={[
          { value: 'plan', label: t('stay.mode.plan') },
          { value: 'report', label: t('stay.mode.report') },
        ]}
      />
      <span className="quiet small">{t(`stay.modeHint.${mode}`)}</span>
    </div>
  );
}
