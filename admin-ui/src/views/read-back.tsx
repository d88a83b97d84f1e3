// SPDX-License-Identifier: Apache-2.0
// Taking over: who takes over says the care level and the time limit of everybody at risk, and signs.
import { Button, Radio } from 'antd';
import { useState } from 'react';
import { call } from '../api/client';
import { useHandoverDraft } from '../api/queries';
import type { Handover, HandoverAcceptance, Receipt } from '../api/types';
import { ErrorNote } from '../components/error-note';
import { Loadable } from '../components/loadable';
import { Moment } from '../components/moment';
import { TimeField } from '../components/time-field';
import { useAct } from '../hooks/use-act';
import { useText } from '../i18n';
import { HandedPersons } from './handed-persons';
import { exactClock, isComplete, type Said, saidOf } from './read-back-values';

export function ReadBack({ handover }: { handover: Handover }) {
  const { t } = useText();
  const draft = useHandoverDraft([]);
  const [said, setSaid] = useState<Record<string, Said>>({});
  const { run, pending, error } = useAct<HandoverAcceptance, Receipt>(
    `handover.${handover.id}`,
    (body, key) => call('post', '/handovers/{id}/acceptance', { path: { id: handover.id }, body, key }),
    'all',
  );
  const atRisk = handover.persons.filter((person) => person.atRisk);
  return (
    <section className="panel">
      <h2>{t('handover.accept')}</h2>
      <p>
        {handover.preparedBy.name} <Moment us={handover.preparedAtUs} />
        {handover.note && <span className="quiet"> {handover.note}</span>}
      </p>
      <Loadable query={draft}>
        {(found) => (
          <>
            <HandedPersons
              persons={found.persons.filter((one) =>
                handover.persons.some((person) => person.stayId === one.tile.stayId),
              )}
            />
            <h3 style={{ marginTop: 16 }}>{t('handover.readBack')}</h3>
            <p className="quiet">
              {atRisk.length > 0 ? t('handover.readBackHint') : t('handover.nothingToReadBack')}
            </p>
            <ErrorNote error={error} />
            {atRisk.map((person) => (
              <Line
                key={person.stayId}
                number={person.number}
                said={said[person.stayId] ?? {}}
                onSaid={(next) => setSaid((before) => ({ ...before, [person.stayId]: next }))}
              />
            ))}
            <Button
              type="primary"
              loading={pending}
              disabled={!isComplete(atRisk, said)}
              onClick={() =>
                void run({ readBack: saidOf(atRisk, said, (id) => exactClock(found.persons, id)) })
              }
            >
              {t('handover.sign')}
            </Button>
          </>
        )}
      </Loadable>
    </section>
  );
}

function Line({ number, said, onSaid }: { number: string; said: Said; onSaid: (said: Said) => void }) {
  const { t } = useText();
  return (
    <fieldset className="row-wrap" style={{ border: 0, padding: 0, margin: '0 0 12px' }}>
      <legend className="small quiet">{number}</legend>
      <Radio.Group
        optionType="button"
        aria-label={t('handover.column.risk')}
        value={said.riskLevel}
        onChange={(event) => onSaid({ ...said, riskLevel: event.target.value as number })}
        options={[0, 1, 2, 3, 4].map((level) => ({
          value: level,
          label: level === 0 ? t('handover.notAssessed') : String(level),
        }))}
      />
      <span className="quiet">{t('handover.column.clock')}</span>
      <TimeField
        clearable
        value={said.clockEndsAtUs}
        onChange={(us) => onSaid({ ...said, clockEndsAtUs: us ?? undefined })}
      />
    </fieldset>
  );
}
