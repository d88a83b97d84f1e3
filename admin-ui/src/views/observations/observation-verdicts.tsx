// SPDX-License-Identifier: Apache-2.0
// The verdict about an observation by one key; another key changes it. What is typed stays until it is stored.
import { App, Button, Input, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { call } from '../../api/client';
import type { Observation, ObservationVerdict, VerdictBody } from '../../api/watching-types';
import { ErrorNote } from '../../components/error-note';
import { Moment } from '../../components/moment';
import { useAct } from '../../hooks/use-act';
import { useDraft } from '../../hooks/use-draft';
import { useKeys } from '../../hooks/use-keys';
import { useText } from '../../i18n';
import styles from './observations.module.css';
import { verdicts } from './words';

const stale = ['observations'] as const;

interface Props {
  observation: Observation;
  onJudged: (judged: Observation) => void;
}

export function ObservationVerdicts({ observation, onJudged }: Props) {
  const { t, paren } = useText();
  const { message } = App.useApp();
  const { id, verdict } = observation;
  const name = `observation.${id}.verdict`;
  const draft = useDraft(name);
  const [note, setNote] = useState(String(draft.restored?.note ?? verdict?.note ?? ''));
  const field = useRef<InputRef & HTMLTextAreaElement>(null);
  const { run, pending, error } = useAct<VerdictBody, Observation>(
    name,
    (body, key) =>
      call('post', '/observations/{id}/verdict', { path: { id }, body, key }) as Promise<Observation>,
    stale,
  );
  const give = async (given: ObservationVerdict) => {
    const result = await run({ verdict: given, note: note.trim() || undefined });
    if (!result) return;
    draft.drop();
    onJudged(result.receipt);
    if (result.ofEarlier) void message.warning(t('act.ofEarlier'), 8);
    else void message.success(t('observations.given', { verdict: t(`observations.verdicts.${given}`) }));
  };
  useKeys((key) => {
    if (key === 'N') {
      field.current?.focus();
      return true;
    }
    const given = verdicts[Number(key) - 1];
    if (!given) return false;
    void give(given);
    return true;
  });

  return (
    <div className="stack-tight">
      <ErrorNote error={error} />
      <div className={styles.verdicts}>
        {verdicts.map((one, at) => (
          <Button
            key={one}
            type={verdict?.verdict === one ? 'primary' : 'default'}
            ghost={verdict?.verdict === one}
            aria-pressed={verdict?.verdict === one}
            disabled={pending}
            onClick={() => void give(one)}
          >
            <kbd>{at + 1}</kbd> {t(`observations.verdicts.${one}`)}
          </Button>
        ))}
      </div>
      <Input.TextArea
        ref={field as never}
        autoSize={{ minRows: 2, maxRows: 5 }}
        maxLength={500}
        value={note}
        placeholder={`${t('observations.notePlaceholder')}${paren('N')}`}
        aria-label={t('observations.note')}
        onChange={(event) => {
          setNote(event.target.value);
          draft.keep({ note: event.target.value });
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      {verdict && (
        <p className="quiet small">
          {t(`observations.verdicts.${verdict.verdict}`)} · {verdict.by.name} <Moment us={verdict.atUs} /> ·{' '}
          {t('observations.changeHint')}
        </p>
      )}
    </div>
  );
}
