// SPDX-License-Identifier: Apache-2.0
// Somebody else comes into the room: staff by badge, others by name.
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { AttendeeFunction } from '../../api/types';
import { useText } from '../../i18n';
import type { PanelAttendee, PanelStaff } from '../../panel/memory';
import { Choices } from '../round/choices';
import styles from './panel.module.css';
import { StaffChoice } from './staff-choice';

const functions: readonly AttendeeFunction[] = [
  'officer',
  'auxiliary',
  'interpreter',
  'guardian',
  'lawyer',
  'other',
];

interface Props {
  staff: readonly PanelStaff[];
  onClose: () => void;
  onEnter: (attendee: PanelAttendee, name?: string) => Promise<void>;
}

export function EnterDialog({ staff, onClose, onEnter }: Props) {
  const { t } = useText();
  const [work, setWork] = useState<AttendeeFunction>();
  const [who, setWho] = useState<string[]>([]);
  const [name, setName] = useState('');
  const [pending, setPending] = useState(false);
  const isStaff = work === 'officer' || work === 'auxiliary';
  const ready = isStaff ? who.length === 1 : work !== undefined && name.trim() !== '';
  const enter = async () => {
    if (!work) return;
    setPending(true);
    const attendeeId = (isStaff && who[0]) || crypto.randomUUID();
    await onEnter({ attendeeId, function: work, present: true }, isStaff ? undefined : name.trim());
  };
  return (
    <Modal open title={t('panel.other')} footer={null} onCancel={onClose} width={560}>
      <div className={styles.card}>
        <Choices<AttendeeFunction>
          single
          label={t('questioning.who')}
          options={functions.map((value) => ({ value, label: t(`domain.attendee.${value}`) }))}
          chosen={work ? [work] : []}
          onChange={([next]) => {
            setWork(next);
            setWho([]);
          }}
        />
        {isStaff && (
          <StaffChoice
            key={work}
            staff={staff.filter((one) => one.function === work)}
            value={who}
            onChange={setWho}
            label={t(`domain.attendee.${work}`)}
            most={1}
          />
        )}
        {work && !isStaff && (
          <Input
            size="large"
            autoFocus
            autoComplete="off"
            maxLength={64}
            value={name}
            aria-label={t('questioning.name')}
            placeholder={t('questioning.name')}
            onChange={(event) => setName(event.target.value)}
          />
        )}
        <Button
          type="primary"
          className={styles.main}
          block
          disabled={!ready}
          loading={pending}
          onClick={() => void enter()}
        >
          {t('questioning.joinThis')}
        </Button>
      </div>
    </Modal>
  );
}
