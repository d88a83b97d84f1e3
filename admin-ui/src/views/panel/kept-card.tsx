// SPDX-License-Identifier: Apache-2.0
// What is kept on this device and not delivered, plainly counted; what the centre said of each; and what was delivered.
import { App, Button } from 'antd';
import { useState, useSyncExternalStore } from 'react';
import { Moment } from '../../components/moment';
import { ToneMark } from '../../components/tone';
import { delivered } from '../../delivered';
import { nobody, queueOf, useQueue } from '../../hooks/use-unsent';
import { useText } from '../../i18n';
import { mayEdit, mayRemove, type Unsent, unsentOfOthers } from '../../unsent';
import { EditDialog } from './edit-dialog';
import styles from './panel.module.css';
import type { PanelDesk } from './panel-desk';

const deliveredShown = 8;

interface Props {
  desk: PanelDesk;
  onSendNow: () => void;
}

export function KeptCard({ desk, onSendNow }: Props) {
  const { t } = useText();
  const { owner, away } = desk;
  const ownerId = owner?.id ?? nobody;
  const own = useQueue(ownerId);
  const left = useQueue(nobody);
  const refused = own.filter((one) => one.refused).length;
  const waiting = own.length - refused;
  const all = owner ? own.length + left.length : own.length;
  const others = unsentOfOthers([ownerId, nobody]);
  return (
    <section className="panel" aria-label={t('panel.kept.title')}>
      <header>
        <h2 className="grow" role="status">
          {all === 0 ? (
            <ToneMark tone="ok">{t('panel.kept.none')}</ToneMark>
          ) : (
            <ToneMark tone="soon" shape="⇡">
              {t('panel.kept.count', { count: all })}
            </ToneMark>
          )}
        </h2>
        {waiting > 0 && !away && owner?.signedIn && (
          <Button className={styles.touch} onClick={onSendNow}>
            {t('panel.kept.sendNow')}
          </Button>
        )}
      </header>
      {refused > 0 && <ToneMark tone="over">{t('panel.kept.refused', { count: refused })}</ToneMark>}
      <KeptList owner={ownerId} entries={own} desk={desk} />
      {owner && left.length > 0 && <Left desk={desk} entries={left} />}
      {others > 0 && <p className="quiet">{t('panel.kept.ofOther', { count: others })}</p>}
      <DeliveredList />
    </section>
  );
}

interface ListProps {
  owner: string;
  entries: readonly Unsent[];
  desk: PanelDesk;
}

function KeptList({ owner, entries, desk }: ListProps) {
  if (entries.length === 0) return null;
  return (
    <ul className={styles.kept}>
      {entries.map((entry) => (
        <KeptRow key={entry.key} owner={owner} entry={entry} entries={entries} desk={desk} />
      ))}
    </ul>
  );
}

function KeptRow({ owner, entry, entries, desk }: ListProps & { entry: Unsent }) {
  const { t, language } = useText();
  const { modal } = App.useApp();
  const [editing, setEditing] = useState(false);
  const queue = queueOf(owner);
  const follows = entry.after !== undefined && entries.some((one) => one.key === entry.after);
  const remove = () =>
    modal.confirm({
      title: t('panel.kept.removeTitle'),
      content: t('panel.kept.removeHint'),
      okText: t('panel.kept.removeOk'),
      okButtonProps: { danger: true },
      cancelText: t('act.cancel'),
      onOk: () => queue.remove(entry.key),
    });
  return (
    <li data-kept={entry.refused ? 'refused' : 'waits'}>
      <Moment us={entry.atUs} seconds />
      <div className="grow">
        <div>{entry.what}</div>
        {entry.refused ? (
          <>
            <ToneMark tone="over">{t('unsent.refused')}</ToneMark>
            <div role="alert">{entry.refused[language]}</div>
          </>
        ) : (
          <ToneMark tone="soon" shape="⇡">
            {t(`panel.kept.${follows ? 'follows' : entry.tried ? 'sending' : 'waiting'}`)}
          </ToneMark>
        )}
      </div>
      {mayEdit(entry) && (
        <Button className={styles.touch} onClick={() => setEditing(true)}>
          {t('panel.kept.edit')}
        </Button>
      )}
      {mayRemove(entry, entries) && (
        <Button type="text" className={styles.touch} onClick={remove}>
          {t('panel.kept.remove')}
        </Button>
      )}
      {editing && (
        <EditDialog
          entry={entry}
          desk={desk}
          onClose={() => setEditing(false)}
          onEdit={(to) => {
            queue.edit(entry.key, to);
            setEditing(false);
            if (!desk.away) void queue.flush();
          }}
        />
      )}
    </li>
  );
}

/** Kept while nobody was signed in: whoever takes them over has looked at them. */
function Left({ desk, entries }: { desk: PanelDesk; entries: readonly Unsent[] }) {
  const { t } = useText();
  const { owner, away } = desk;
  const adopt = () => {
    if (!owner) return;
    const queue = queueOf(owner.id);
    const known = [...queue.current(), ...entries].map((one) => one.key);
    // Whose beginning another must deliver first waits until it is.
    queue.adopt(
      queueOf(nobody),
      ({ after }) => !after || known.includes(after) || delivered.idOf(after) !== undefined,
    );
    void queue.flush();
  };
  return (
    <div className={styles.left}>
      <ToneMark tone="soon">{t('panel.kept.ofNobody', { count: entries.length })}</ToneMark>
      <KeptList owner={nobody} entries={entries} desk={desk} />
      <Button type="primary" className={styles.touch} disabled={away || !owner?.signedIn} onClick={adopt}>
        {t('panel.kept.adopt')}
      </Button>
    </div>
  );
}

function DeliveredList() {
  const { t } = useText();
  const list = useSyncExternalStore(delivered.subscribe, delivered.list);
  if (list.length === 0) return null;
  return (
    <>
      <h3 className={styles.title}>{t('panel.delivered.title')}</h3>
      <ul className={styles.log} data-delivered>
        {list.slice(0, deliveredShown).map((one) => (
          <li key={one.key}>
            <Moment us={one.atUs} seconds />
            <span className="grow">{one.what}</span>
            <ToneMark tone="ok">
              {one.seq === undefined
                ? t('panel.delivered.title')
                : t('panel.delivered.entry', { seq: one.seq })}
            </ToneMark>
          </li>
        ))}
      </ul>
    </>
  );
}
