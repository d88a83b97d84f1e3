// SPDX-License-Identifier: Apache-2.0
// Beside the transcript: who is questioned, who is in the room, whether it records, marks, and the keys.
import { useStay } from '../../api/queries';
import type { Questioning } from '../../api/types';
import { useText } from '../../i18n';
import { useUser } from '../../session';
import { MarksPanel } from '../questioning/marks-panel';
import { ObservedPanel } from '../questioning/observed-panel';
import { RecordingPanel } from '../questioning/recording-panel';
import { RosterPanel } from '../questioning/roster-panel';
import { IdentityFacts } from '../stay-facts';
import styles from './paper.module.css';

export function Side({ questioning, keys: shown }: { questioning: Questioning; keys: boolean }) {
  const { can } = useUser();
  return (
    <aside className="stack">
      {can.seeStay && <PersonPanel stayId={questioning.summary.stayId} />}
      <RosterPanel questioning={questioning} />
      <RecordingPanel questioning={questioning} />
      {questioning.summary.state === 'running' && <ObservedPanel questioning={questioning} />}
      <MarksPanel questioning={questioning} />
      {shown && <Keys />}
    </aside>
  );
}

function PersonPanel({ stayId }: { stayId: string }) {
  const { t } = useText();
  const stay = useStay(stayId);
  if (!stay.data) return null;
  return (
    <section className="panel">
      <header>
        <h2>{t('transcript.side.person')}</h2>
      </header>
      <IdentityFacts detail={stay.data} />
    </section>
  );
}

const keys = [
  ['next', ['Enter']],
  ['same', ['Ctrl', 'Enter']],
  ['breakLine', ['Shift', 'Enter']],
  ['move', ['↑', '↓']],
  ['remove', ['Backspace']],
  ['kinds', ['Alt', 'Q', 'A', 'N']],
  ['mark', ['Alt', 'M']],
  ['save', ['Ctrl', 'S']],
  ['leave', ['Esc']],
] as const;

function Keys() {
  const { t } = useText();
  return (
    <section className="panel">
      <header>
        <h2>{t('transcript.side.keys')}</h2>
      </header>
      <dl className={`small ${styles.keys}`}>
        {keys.map(([name, caps]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>
              {caps.map((cap) => (
                <kbd key={cap}>{cap}</kbd>
              ))}
            </dt>
            <dd>{t(`transcript.side.key.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
