// SPDX-License-Identifier: Apache-2.0
// Somebody else wrote to this stay while the form was open: what they did, and going on with what was typed.
import { Alert, Button } from 'antd';
import { useTimeline } from '../api/queries';
import { useText } from '../i18n';
import { Moment } from './moment';

interface Props {
  stayId: string;
  sinceSeq: number;
  onSeen: (seq: number) => void;
}

export function ChangedNote({ stayId, sinceSeq, onSeen }: Props) {
  const { t, pick } = useText();
  const timeline = useTimeline(stayId);
  const events = (timeline.data?.events ?? []).filter((event) => event.seq > sinceSeq);
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      style={{ marginBottom: 16 }}
      message={<strong>{t('stay.changed')}</strong>}
      description={
        <>
          <ul style={{ margin: '0 0 4px', paddingLeft: 18 }}>
            {events.map((event) => (
              <li key={event.seq}>
                <Moment us={event.happenedUs} /> {pick(event.label, event.labelEn)}
                {event.room ? ` · ${event.room.name}` : ''} · {event.actor.name}
              </li>
            ))}
          </ul>
          {t('stay.changedHint')}
        </>
      }
      action={
        <Button
          size="small"
          disabled={events.length === 0}
          onClick={() => onSeen(timeline.data?.seq ?? sinceSeq)}
        >
          {t('stay.changedSeen')}
        </Button>
      }
    />
  );
}
