// SPDX-License-Identifier: Apache-2.0
// Finding a case by number or cause, or opening a new one without leaving the form.
import { Form, Select } from 'antd';
import { useState } from 'react';
import { useCases } from '../api/queries';
import type { Case } from '../api/types';
import { useText } from '../i18n';
import { NewCaseDialog } from './new-case-dialog';

/** Stands in the list for a case that does not exist yet, so that it is reached by keyboard as the others are. */
const newCase = 'new';

interface Props {
  id?: string;
  value?: string;
  onChange?: (id: string) => void;
  onCase: (chosen: Case) => void;
}

export function CasePicker({ id, value, onChange, onCase }: Props) {
  const { t } = useText();
  const form = Form.useFormInstance<{ caseLabel?: string }>();
  const label = Form.useWatch('caseLabel', form);
  const [typed, setTyped] = useState('');
  const [opening, setOpening] = useState(false);
  const cases = useCases(typed.trim());
  const found = cases.data?.items ?? [];

  const choose = (chosen: Case) => {
    form.setFieldValue('caseLabel', labelOf(chosen));
    onChange?.(chosen.id);
    onCase(chosen);
  };
  const options = found.map((item) => ({ value: item.id, label: labelOf(item) }));
  if (value && !options.some((option) => option.value === value)) {
    options.unshift({ value, label: label ?? value });
  }
  options.push({ value: newCase, label: `＋ ${t('stay.arrival.caseNew')} ${typed.trim()}` });

  return (
    <>
      <Select
        id={id}
        value={value}
        showSearch
        filterOption={false}
        loading={cases.isFetching}
        placeholder={t('stay.arrival.casePlaceholder')}
        onSearch={setTyped}
        onChange={(next: string) => {
          if (next === newCase) setOpening(true);
          const chosen = found.find((item) => item.id === next);
          if (chosen) choose(chosen);
        }}
        options={options}
      />
      {opening && (
        <NewCaseDialog
          number={typed.trim()}
          onClose={() => setOpening(false)}
          onCase={(made) => {
            setOpening(false);
            choose(made);
          }}
        />
      )}
    </>
  );
}

function labelOf(item: Case): string {
  return `${item.number} · ${item.name}`;
}
