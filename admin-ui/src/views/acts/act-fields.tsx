// SPDX-License-Identifier: Apache-2.0
// The fields of a plain act as the catalogue describes them: one entry per field, by its kind.
import { Checkbox, type FormItemProps, Input, InputNumber, Radio, Select } from 'antd';
import type { Rule } from 'antd/es/form';
import type { ReactNode } from 'react';
import type { ActField, StayDetail } from '../../api/types';
import { Field } from '../../components/field';
import { RoomPicker, StaffPicker } from '../../components/pickers';
import { TimeField } from '../../components/time-field';
import { useText } from '../../i18n';
import { type Answers, type BodyMark, isChoice, isLine, spanOf, unanswered } from './act-values';
import { AnswersField } from './answers-field';
import { MarksField } from './marks-field';
import { RefField } from './ref-field';

interface Props {
  fields: readonly ActField[];
  detail: StayDetail;
  /** A correction does not say which fields could be left empty. */
  plainLabels?: boolean;
}

export function ActFields({ fields, detail, plainLabels = false }: Props) {
  return (
    <>
      {fields.map((field) => (
        <ActFieldItem key={field.name} field={field} detail={detail} plain={plainLabels} />
      ))}
    </>
  );
}

interface ItemProps {
  field: ActField;
  detail: StayDetail;
  plain: boolean;
}

function ActFieldItem({ field, detail, plain }: ItemProps) {
  const { pick, optional } = useText();
  const label = pick(field.label, field.labelEn);
  const item: FormItemProps = {
    name: ['values', field.name],
    label: field.required || plain ? label : optional(label),
    rules: useRules(field),
    // A table or a figure is filled step by step: it is judged as a whole, when it is sent.
    validateTrigger: field.kind === 'answers' || field.kind === 'marks' ? 'onSubmit' : undefined,
  };
  return (
    <Field span={spanOf(field)} {...item}>
      {useEntry(field, detail)}
    </Field>
  );
}

function useRules(field: ActField): Rule[] {
  const { t } = useText();
  const words = (field: ActField, value: unknown): string | undefined => {
    if (field.kind === 'answers' && unanswered(field, value as Answers | undefined).length > 0)
      return t('acts.answers.missing');
    const marks = field.kind === 'marks' ? ((value ?? []) as BodyMark[]) : [];
    return marks.some((mark) => !mark.kind) ? t('acts.marks.kindMissing') : undefined;
  };
  const own: Rule = {
    validator: async (_, value: unknown) => {
      const asked = field.required || (value !== undefined && Object.keys(value as object).length > 0);
      const wrong = asked ? words(field, value) : undefined;
      if (wrong) throw new Error(wrong);
    },
  };
  if (field.kind === 'answers') return [own];
  if (!field.required) return field.kind === 'marks' ? [own] : [];
  switch (field.kind) {
    case 'marks':
      return [{ required: true, type: 'array', min: 1, message: t('acts.marks.missing') }, own];
    case 'words':
    case 'staffs':
      return [{ required: true, type: 'array', min: 1, message: t('acts.atLeastOne') }];
    case 'text':
    case 'label':
      return [{ required: true, whitespace: true, message: t('signIn.required') }];
    case 'word':
    case 'flag':
      return [{ required: true, message: t('stay.answer') }];
    default:
      return [{ required: true, message: t('signIn.required') }];
  }
}

/** What takes the typing. The form hands it id, value and onChange. */
function useEntry(field: ActField, detail: StayDetail): ReactNode {
  const { t, pick } = useText();
  const options = (field.words ?? []).map(({ word, label, labelEn }) => ({
    value: word,
    label: pick(label, labelEn),
  }));
  switch (field.kind) {
    case 'word':
      return <WordEntry field={field} options={options} />;
    case 'words':
      return <Checkbox.Group options={options} />;
    case 'text':
      return isLine(field) ? (
        <Input maxLength={field.high} autoComplete="off" />
      ) : (
        <Input.TextArea rows={2} maxLength={field.high} />
      );
    case 'label':
      return <Input maxLength={field.high || 64} autoComplete="off" />;
    case 'staff':
      return <StaffPicker allowClear={!field.required} />;
    case 'staffs':
      return <StaffPicker mode="multiple" maxCount={8} />;
    case 'room':
      return <RoomPicker allowClear={!field.required} />;
    case 'time':
      return <TimeField clearable={!field.required} />;
    case 'number':
      return <NumberEntry field={field} detail={detail} />;
    case 'flag':
      return (
        <Radio.Group
          options={[
            { value: true, label: t('yes') },
            { value: false, label: t('no') },
          ]}
        />
      );
    case 'ref':
      return <RefField name={field.name} detail={detail} clearable={!field.required} />;
    case 'answers':
      return <AnswersField field={field} />;
    case 'marks':
      return <MarksField field={field} />;
  }
}

interface EntryProps {
  id?: string;
  value?: unknown;
  onChange?: (value: unknown) => void;
}

interface WordProps extends EntryProps {
  field: ActField;
  options: { value: string; label: string }[];
}

function WordEntry({ field, options, id, value, onChange }: WordProps) {
  const { t } = useText();
  if (!isChoice(field)) {
    return (
      <Select
        id={id}
        value={value}
        onChange={onChange}
        showSearch
        optionFilterProp="label"
        allowClear={!field.required}
        options={options}
      />
    );
  }
  const all = field.required ? options : [...options, { value: '', label: t('acts.notStated') }];
  return (
    <Radio.Group
      id={id}
      value={value ?? (field.required ? undefined : '')}
      onChange={(event) => onChange?.(event.target.value)}
      options={all}
    />
  );
}

/** A number of a belonging is chosen by what the belonging is. */
function NumberEntry({
  field,
  detail,
  id,
  value,
  onChange,
}: EntryProps & { field: ActField; detail: StayDetail }) {
  const { t } = useText();
  const belongings = field.name === 'item' ? (detail.belongings ?? []) : [];
  if (belongings.length > 0) {
    return (
      <Select
        id={id}
        value={value}
        onChange={onChange}
        showSearch
        optionFilterProp="label"
        options={belongings.map((item, index) => ({
          value: index + 1,
          label: `${index + 1} ${item.name} ${item.quantity}`,
        }))}
      />
    );
  }
  return (
    <InputNumber
      id={id}
      value={value as number | undefined}
      onChange={(next) => onChange?.(next ?? undefined)}
      min={field.low}
      max={field.high}
      precision={0}
      placeholder={
        field.high === undefined ? undefined : t('acts.range', { low: field.low ?? 0, high: field.high })
      }
    />
  );
}

/** Whether the form has fields that need room beside each other. */
export const needsRoom = (fields: readonly ActField[]) =>
  fields.some((field) => field.kind === 'marks' || field.kind === 'answers');
