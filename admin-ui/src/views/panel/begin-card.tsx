// SPDX-License-Identifier: Apache-2.0
// Starting a questioning in this room: a number, the officers' badges, what was told, one press.
import { Button } from 'antd';
import { useState } from 'react';
import { useProposals } from '../../api/queries';
import { Notices } from '../../components/notices';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { Choices } from '../round/choices';
import styles from './panel.module.css';
import { isOfficer, type PanelDesk, shortNumber } from './panel-desk';
import { PersonChoice } from './person-choice';
import { StaffChoice } from './staff-choice';

type Told = 'rightsRead' | 'recordingTold';

export function BeginCard({ desk }: { desk: PanelDesk }) {
  const { t } = useText();
  const { memory, owner } = desk;
  const [stayId, setStayId] = useState<string>();
  const [officers, setOfficers] = useState<string[]>(owner?.officer ? [owner.id] : []);
  const [told, setTold] = useState<Told[]>([]);
  const [pending, setPending] = useState(false);
  const person = memory.persons.find((one) => one.stayId === stayId);
  const lacks = !person
    ? t('panel.begin.choosePerson')
    : officers.length === 0
      ? t('panel.begin.chooseOfficers')
      : '';

  const begin = async () => {
    if (!person || pending) return;
    setPending(true);
    await desk.enter({
      kind: 'begin',
      target: person.stayId,
      stayIds: [person.stayId],
      what: t('panel.what.begin', { number: shortNumber(person.number) }),
      body: {
        roomId: desk.room.id,
        officers,
        rightsRead: told.includes('rightsRead'),
        recordingTold: told.includes('recordingTold'),
      },
    });
    setPending(false);
  };

  return (
    <section className={`panel ${styles.card}`} aria-label={t('panel.begin.title')}>
      <h2>{t('panel.begin.title')}</h2>
      <PersonChoice persons={memory.persons} chosen={person?.stayId} onChange={setStayId} />
      {person && !desk.away && owner?.signedIn && (
        <BeforeStart stayId={person.stayId} roomId={desk.room.id} />
      )}
      <div className={styles.field}>
        <span id="panel-officers">{t('panel.begin.officers')}</span>
        <StaffChoice
          staff={memory.staff.filter(isOfficer)}
          value={officers}
          onChange={setOfficers}
          label={t('panel.begin.officers')}
          most={6}
        />
        {officers.length === 1 && <ToneMark tone="soon">{t('panel.begin.oneOfficer')}</ToneMark>}
      </div>
      <Choices<Told>
        label={t('panel.begin.told')}
        options={[
          { value: 'rightsRead', label: t('stay.question.rights') },
          { value: 'recordingTold', label: t('stay.question.recordingTold') },
        ]}
        chosen={told}
        onChange={setTold}
      />
      <Button
        type="primary"
        className={styles.main}
        block
        disabled={lacks !== ''}
        loading={pending}
        onClick={() => void begin()}
      >
        {lacks || t('panel.begin.submit')}
      </Button>
    </section>
  );
}

/** What the rules say before it is pressed; only the centre knows them. */
function BeforeStart({ stayId, roomId }: { stayId: string; roomId: string }) {
  const { pick } = useText();
  const proposals = useProposals(stayId, 'questioning');
  const here = proposals.data?.items.find((one) => one.room.id === roomId);
  if (!here) return null;
  return (
    <>
      {!here.allowed && here.detail && <ToneMark tone="over">{pick(here.detail, here.detailEn)}</ToneMark>}
      <Notices notices={here.notices} />
    </>
  );
}
