// SPDX-License-Identifier: Apache-2.0
// The menu of further records: grouped, filtered while typing, possible ones first; reached by keyboard alone.
import { Input, Modal } from 'antd';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useActs } from '../../api/queries';
import type { StayDetail } from '../../api/types';
import { Empty } from '../../components/empty';
import { Loadable } from '../../components/loadable';
import { useFirstFocus } from '../../hooks/use-first-focus';
import { useText } from '../../i18n';
import { useUser } from '../../session';
import { groups, matching, type Offered, offeredActs } from './record-list';
import styles from './records.module.css';

interface Props {
  detail: StayDetail;
  onChoose: (name: string) => void;
  onClose: () => void;
}

export function RecordsDialog({ detail, onChoose, onClose }: Props) {
  const { t } = useText();
  const { me } = useUser();
  const acts = useActs();
  return (
    <Modal open title={t('acts.more')} footer={null} width={960} onCancel={onClose} style={{ top: 40 }}>
      <Loadable query={acts}>
        {(catalogue) => <Records offered={offeredActs(catalogue.acts, detail, me)} onChoose={onChoose} />}
      </Loadable>
    </Modal>
  );
}

function Records({ offered, onChoose }: { offered: readonly Offered[]; onChoose: (name: string) => void }) {
  const { t } = useText();
  const [typed, setTyped] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const area = useFirstFocus<HTMLElement>(true);
  const shown = matching(offered, typed);
  const first = groups.flatMap((group) => shown.filter(({ act }) => act.group === group))[0];

  const onKey = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[Math.min(Math.max(at + by, 0), buttons.length - 1)]?.focus();
  };

  return (
    <search ref={area} onKeyDown={onKey}>
      <Input
        allowClear
        type="search"
        value={typed}
        aria-label={t('acts.filter')}
        placeholder={t('acts.moreHint')}
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={(event) => {
          // An entry of Chinese by the keyboard ends with Enter too.
          if (!event.nativeEvent.isComposing && first) onChoose(first.act.name);
        }}
      />
      {shown.length === 0 && <Empty title={t('acts.noMatch')} />}
      <div ref={list} className={styles.groups}>
        {groups.map((group) => (
          <RecordGroup
            key={group}
            title={t(`acts.group.${group}`)}
            offered={shown.filter(({ act }) => act.group === group)}
            onChoose={onChoose}
          />
        ))}
      </div>
    </search>
  );
}

interface GroupProps {
  title: string;
  offered: readonly Offered[];
  onChoose: (name: string) => void;
}

function RecordGroup({ title, offered, onChoose }: GroupProps) {
  const { t, pick } = useText();
  if (offered.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className={styles.acts}>
        {offered.map(({ act, allowed }) => (
          <li key={act.name}>
            <button
              type="button"
              className={allowed ? undefined : styles.notNow}
              title={allowed ? undefined : t('acts.notNow')}
              onClick={() => onChoose(act.name)}
            >
              <i aria-hidden="true">{allowed ? '○' : '－'}</i>
              {pick(act.label, act.labelEn)}
              {!allowed && <span className="small">{t('stay.steps.blocked')}</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
