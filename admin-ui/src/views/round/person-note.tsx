// SPDX-License-Identifier: Apache-2.0
// Entries for one person of the round: meal, water, toilet and the like, a check, or what the person asks for.
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { CareKind, Phrase } from '../../api/types';
import { useRequestKinds } from '../../hooks/use-waiting-words';
import { useText } from '../../i18n';
import { Choices } from './choices';
import { PersonLine } from './person-line';
import { careKinds, phrasesInWords, usePhrases } from './phrases';
import { NoteField, SendBar } from './room-check';
import styles from './round.module.css';
import type { RoundPerson } from './round-rooms';
import { useNote } from './use-note';

type Tab = 'care' | 'check' | 'request';
const tabs: readonly Tab[] = ['care', 'check', 'request'];

interface Props {
  person: RoundPerson;
  roomName: string;
  onBack: () => void;
}

export function PersonNote({ person, roomName, onBack }: Props) {
  const { t } = useText();
  const [tab, setTab] = useState<Tab>('care');
  const form = { person, onDone: onBack };
  return (
    <section className={styles.view} aria-label={person.tile.number}>
      <div className="row">
        <Button className={styles.back} onClick={onBack}>
          ← {t('round.backRoom', { room: roomName })}
        </Button>
        <span className="grow" />
        <Link to={`/stays/${person.tile.stayId}?do=records`}>{t('round.more')}</Link>
      </div>
      <h2>
        <PersonLine person={person} />
      </h2>
      <Segmented<Tab>
        block
        size="large"
        value={tab}
        onChange={setTab}
        options={tabs.map((value) => ({ value, label: t(`round.tab.${value}`) }))}
      />
      {tab === 'care' && <CareNote {...form} />}
      {tab === 'check' && <CheckNote {...form} />}
      {tab === 'request' && <RequestNote {...form} />}
    </section>
  );
}

interface FormProps {
  person: RoundPerson;
  onDone: () => void;
}

function useSendOne({ person, onDone }: FormProps) {
  const { t } = useText();
  const note = useNote();
  const { stayId, number } = person.tile;
  return (kind: 'act' | 'care', what: string, body: object) => {
    note({
      kind,
      target: stayId,
      stayIds: [stayId],
      what: t('round.what.person', { number: number.split('-').at(-1), what }),
      body,
    });
    onDone();
  };
}

function CareNote(props: FormProps) {
  const { t } = useText();
  const send = useSendOne(props);
  const [chosen, setChosen] = useState<CareKind[]>([]);
  const [text, setText] = useState('');
  const kind = chosen[0];
  const what = kind ? t(`domain.care.${kind}`) : '';
  return (
    <>
      <Choices
        single
        label={t('round.tab.care')}
        options={careKinds.map((value) => ({ value, label: t(`domain.care.${value}`) }))}
        chosen={chosen}
        onChange={setChosen}
      />
      <NoteField value={text} onChange={setText} label={t('round.addNote')} />
      <SendBar
        lacks={kind ? '' : t('round.choosePhrase')}
        label={t('round.sendOne', { what })}
        onSend={() => send('care', what, { kind, note: text.trim() || undefined })}
      />
    </>
  );
}

function CheckNote(props: FormProps) {
  const { t } = useText();
  const phrases = usePhrases();
  const send = useSendOne(props);
  const [chosen, setChosen] = useState<Phrase[]>([]);
  const [text, setText] = useState('');
  const what = phrasesInWords(phrases, chosen, t('comma'));
  const values = { phrases: chosen, roomId: props.person.tile.room?.id, note: text.trim() || undefined };
  return (
    <>
      <Choices label={t('round.phrases')} options={phrases} chosen={chosen} onChange={setChosen} />
      <NoteField value={text} onChange={setText} label={t('round.addNote')} />
      <SendBar
        lacks={chosen.length > 0 ? '' : t('round.choosePhrase')}
        label={t('round.sendOne', { what: t('domain.care.check') })}
        onSend={() => send('act', what, { act: 'make_check', values })}
      />
    </>
  );
}

function RequestNote(props: FormProps) {
  const { t } = useText();
  const send = useSendOne(props);
  const kinds = useRequestKinds();
  const [chosen, setChosen] = useState<string[]>([]);
  const [text, setText] = useState('');
  const kind = chosen[0];
  const what = kinds.find((one) => one.word === kind)?.label ?? '';
  return (
    <>
      <Choices
        single
        label={t('round.tab.request')}
        options={kinds.map(({ word, label }) => ({ value: word, label }))}
        chosen={chosen}
        onChange={setChosen}
      />
      <NoteField value={text} onChange={setText} label={t('round.words')} />
      <SendBar
        lacks={kind ? '' : t('round.choosePhrase')}
        label={t('round.sendOne', { what: `${t('round.tab.request')} ${what}` })}
        onSend={() =>
          send('act', what, { act: 'note_request', values: { kind, text: text.trim() || undefined } })
        }
      />
    </>
  );
}
