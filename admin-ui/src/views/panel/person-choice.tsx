// SPDX-License-Identifier: Apache-2.0
// Whom to question: by number, those first for whom it is a usual next step.
import { Button } from 'antd';
import { useState } from 'react';
import { Empty } from '../../components/empty';
import { useText } from '../../i18n';
import type { PanelPerson } from '../../panel/memory';
import { Choices } from '../round/choices';
import { shortNumber } from './panel-desk';

interface Props {
  persons: readonly PanelPerson[];
  chosen: string | undefined;
  onChange: (stayId: string | undefined) => void;
}

export function PersonChoice({ persons, chosen, onChange }: Props) {
  const { t } = useText();
  const first = persons.filter((one) => one.next);
  const others = persons.filter((one) => !one.next);
  const [all, setAll] = useState(first.length === 0);
  if (persons.length === 0)
    return <Empty title={t('panel.begin.noPersons')} hint={t('panel.begin.noPersonsHint')} />;
  const shown = all ? [...first, ...others] : first;
  return (
    <>
      <Choices
        single
        label={t('panel.begin.persons')}
        options={shown.map(({ stayId, number }) => ({ value: stayId, label: shortNumber(number) }))}
        chosen={chosen ? [chosen] : []}
        onChange={([stayId]) => onChange(stayId)}
      />
      {!all && others.length > 0 && (
        <Button size="large" onClick={() => setAll(true)}>
          {t('panel.begin.others', { count: others.length })}
        </Button>
      )}
    </>
  );
}
