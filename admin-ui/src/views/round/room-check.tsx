// SPDX-License-Identifier: Apache-2.0
// One check for all or some of the persons in a room: choose what was seen, send.
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { Phrase } from '../../api/types';
import { useText } from '../../i18n';
import { Choices } from './choices';
import { PersonLine } from './person-line';
import { phrasesInWords, usePhrases } from './phrases';
import styles from './round.module.css';
import type { RoundRoom } from './round-rooms';
import { useNote } from './use-note';

interface Props {
  room: RoundRoom;
  onPerson: (stayId: string) => void;
  onBack: () => void;
}

export function RoomCheck({ room, onPerson, onBack }: Props) {
  const { t } = useText();
  const note = useNote();
  const phrases = usePhrases();
  const [left, setLeft] = useState<string[]>([]);
  const [chosen, setChosen] = useState<Phrase[]>([]);
  const [text, setText] = useState('');
  const persons = room.persons.filter(({ tile }) => !left.includes(tile.stayId));

  const send = () => {
    const stayIds = persons.map(({ tile }) => tile.stayId);
    note({
      kind: 'room_check',
      target: room.id,
      stayIds,
      what: t('round.what.room', {
        room: room.name,
        numbers: persons.map(({ tile }) => tile.number.split('-').at(-1)).join(t('comma')),
        phrases: phrasesInWords(phrases, chosen, t('comma')),
      }),
      body: { stayIds, phrases: chosen, note: text.trim() || undefined },
    });
    onBack();
  };

  const lacks =
    persons.length === 0 ? t('round.choosePerson') : chosen.length === 0 ? t('round.choosePhrase') : '';
  return (
    <section className={styles.view} aria-label={room.name}>
      <Button className={styles.back} onClick={onBack}>
        ← {t('round.back')}
      </Button>
      <h2>{room.name}</h2>
      <ul className={styles.persons}>
        {room.persons.map((person) => {
          const id = person.tile.stayId;
          const on = !left.includes(id);
          return (
            <li key={id}>
              <Checkbox
                checked={on}
                onChange={() => setLeft(on ? [...left, id] : left.filter((one) => one !== id))}
              >
                <PersonLine person={person} />
              </Checkbox>
              <Button onClick={() => onPerson(id)} aria-label={`${t('round.single')} ${person.tile.number}`}>
                {t('round.single')}
              </Button>
            </li>
          );
        })}
      </ul>
      <Choices label={t('round.phrases')} options={phrases} chosen={chosen} onChange={setChosen} />
      <NoteField value={text} onChange={setText} label={t('round.addNote')} />
      <SendBar lacks={lacks} label={t('round.send', { count: persons.length })} onSend={send} />
    </section>
  );
}

interface NoteProps {
  value: string;
  label: string;
  onChange: (value: string) => void;
}

export function NoteField({ value, label, onChange }: NoteProps) {
  return (
    <Input.TextArea
      autoSize={{ minRows: 1, maxRows: 4 }}
      maxLength={500}
      value={value}
      aria-label={label}
      placeholder={label}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

interface SendProps {
  /** What is still missing; empty when it can be sent. */
  lacks: string;
  label: string;
  onSend: () => void;
}

export function SendBar({ lacks, label, onSend }: SendProps) {
  return (
    <div className={styles.send}>
      <Button type="primary" size="large" block disabled={lacks !== ''} onClick={onSend}>
        {lacks || label}
      </Button>
    </div>
  );
}
