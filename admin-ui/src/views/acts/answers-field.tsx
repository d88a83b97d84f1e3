// SPDX-License-Identifier: Apache-2.0
// A table of questions, each answered yes, no or unknown; digits answer the row that has the focus and go on.
import { Button, Radio } from 'antd';
import { type KeyboardEvent, useRef } from 'react';
import type { ActField } from '../../api/types';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { type Answer, type Answers, answerRest, unanswered } from './act-values';
import styles from './acts.module.css';
import { useEdit } from './use-edit';

const byKey: Record<string, Answer> = { '1': 'yes', '2': 'no', '3': 'unknown' };
const answers: readonly Answer[] = ['yes', 'no', 'unknown'];

interface Props {
  field: ActField;
  id?: string;
  value?: Answers;
  onChange?: (value: Answers) => void;
}

export function AnswersField({ field, id, value, onChange: onEdit }: Props) {
  const { t, pick } = useText();
  const onChange = useEdit(field.name, onEdit);
  const table = useRef<HTMLDivElement>(null);
  const open = unanswered(field, value).length;
  const questions = field.words ?? [];

  const answer = (word: string, given: Answer) => onChange({ ...value, [word]: given });
  const onKey = (event: KeyboardEvent, index: number) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const given = byKey[event.key];
    const question = questions[index];
    if (event.key === '0') onChange(answerRest(field, value, 'no'));
    else if (given && question) {
      answer(question.word, given);
      focusRow(table.current, index + 1);
    } else return;
    event.preventDefault();
  };

  return (
    <div ref={table} id={id} className={styles.answers} tabIndex={-1}>
      <div className={styles.answersHead}>
        {open > 0 ? (
          <ToneMark tone="soon">{t('acts.answers.unanswered', { count: open })}</ToneMark>
        ) : (
          <ToneMark tone="ok">{t('acts.answers.allAnswered')}</ToneMark>
        )}
        <span className="grow" />
        <span className="quiet small">{t('acts.answers.keys')}</span>
        <Button size="small" disabled={open === 0} onClick={() => onChange(answerRest(field, value, 'no'))}>
          {t('acts.answers.restNo')} <kbd>0</kbd>
        </Button>
      </div>
      {questions.map(({ word, label, labelEn }, index) => (
        // The keys only help; each row is answered by its radio buttons.
        <fieldset key={word} className={styles.answer} onKeyDown={(event) => onKey(event, index)}>
          <legend>{pick(label, labelEn)}</legend>
          <Radio.Group
            // Without a name of its own a row would share that of the whole field, and rows would exclude each other.
            name={`${field.name}.${word}`}
            value={value?.[word]}
            aria-label={pick(label, labelEn)}
            onChange={(event) => answer(word, event.target.value as Answer)}
            options={answers.map((given) => ({
              value: given,
              label: given === 'unknown' ? t('unknown') : t(given),
            }))}
          />
        </fieldset>
      ))}
    </div>
  );
}

function focusRow(table: HTMLElement | null, index: number): void {
  const row = table?.querySelectorAll('fieldset')[index];
  row?.querySelector<HTMLInputElement>('input:checked, input')?.focus();
}
