// SPDX-License-Identifier: Apache-2.0
// Correcting an entry that the centre does not have: when it happened, and of a start who and by whom.
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { TimeField } from '../../components/time-field';
import { useText } from '../../i18n';
import type { BeginBody } from '../../panel/fold';
import type { Unsent } from '../../unsent';
import styles from './panel.module.css';
import { isOfficer, type PanelDesk, shortNumber } from './panel-desk';
import { PersonChoice } from './person-choice';
import { StaffChoice } from './staff-choice';

export type Edited = Pick<Unsent, 'body' | 'what' | 'atUs' | 'target' | 'stayIds'>;

interface Props {
  entry: Unsent;
  desk: PanelDesk;
  onEdit: (to: Edited) => void;
  onClose: () => void;
}

export function EditDialog({ entry, desk, onEdit, onClose }: Props) {
  const { t } = useText();
  const { persons, staff } = desk.memory;
  const isBegin = entry.kind === 'begin';
  const [atUs, setAtUs] = useState(entry.atUs);
  const [target, setTarget] = useState<string | undefined>(entry.target);
  const [officers, setOfficers] = useState(isBegin ? (entry.body as BeginBody).officers : []);
  const person = persons.find((one) => one.stayId === target);
  const save = () => {
    const body = { ...(entry.body as object), happenedAtUs: atUs };
    if (!isBegin) onEdit({ body, atUs, what: entry.what, target: entry.target, stayIds: entry.stayIds });
    else if (target)
      onEdit({
        body: { ...body, officers },
        atUs,
        target,
        stayIds: [target],
        what: person ? t('panel.what.begin', { number: shortNumber(person.number) }) : entry.what,
      });
  };
  return (
    <Modal open title={entry.what} footer={null} onCancel={onClose} width={560}>
      <div className={styles.card}>
        {entry.refused && <ErrorWords entry={entry} />}
        <div className={styles.field}>
          <span>{t('panel.kept.happened')}</span>
          <TimeField
            seconds
            label={t('panel.kept.happened')}
            value={atUs}
            onChange={(us) => us && setAtUs(us)}
          />
        </div>
        {isBegin && (
          <>
            <PersonChoice persons={persons} chosen={target} onChange={setTarget} />
            <div className={styles.field}>
              <span>{t('panel.begin.officers')}</span>
              <StaffChoice
                staff={staff.filter(isOfficer)}
                value={officers}
                onChange={setOfficers}
                label={t('panel.begin.officers')}
                most={6}
              />
            </div>
          </>
        )}
        <Button
          type="primary"
          className={styles.main}
          block
          disabled={isBegin && (!target || officers.length === 0)}
          onClick={save}
        >
          {t('panel.kept.again')}
        </Button>
      </div>
    </Modal>
  );
}

function ErrorWords({ entry }: { entry: Unsent }) {
  const { language } = useText();
  return <p role="alert">{entry.refused?.[language]}</p>;
}
