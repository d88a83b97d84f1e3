// SPDX-License-Identifier: Apache-2.0
// Type, arrow, Enter: persons who are in the centre, and the pages of the menu. What is typed is kept nowhere.
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useLinkState } from '../api/events';
import { useBoard } from '../api/queries';
import type { Board } from '../api/types';
import { ClockMark } from '../components/clock-badge';
import { ToneMark } from '../components/tone';
import { useText } from '../i18n';
import { viewClock } from '../lib/clock';
import type { Findable } from '../lib/find';
import { useNowUs } from '../lib/now';
import { useUser } from '../session';
import { useAdminMenu, useMenu } from './menu';
import { DayOfNumber, PersonName } from './person-tile';
import styles from './search.module.css';
import { enterOpens, type Hit, hitsOf } from './search-hits';

export function SearchPalette({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const { can } = useUser();
  const navigate = useNavigate();
  const client = useQueryClient();
  const listId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const board = useBoard(can.seeBoard);
  const pages = [...useMenu(), ...useAdminMenu()];
  const [typed, setTyped] = useState('');
  /** Chosen with the arrows, for the text it was chosen for: another text begins at its first hit again. */
  const [chosen, setChosen] = useState<{ typed: string; at: number }>();
  /** Enter was pressed before the persons were here; whatever is pressed afterwards takes that back. */
  const [asked, setAsked] = useState(false);
  const presses = useRef(0);

  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    input.current?.focus();
    return () => shown?.close();
  }, []);

  const hitsFor = (text: string, people: Board | undefined) => hitsOf(people?.tiles ?? [], pages, text);
  const hits = hitsFor(typed, board.data);
  const at = chosen?.typed === typed ? Math.min(chosen.at, hits.shown.length - 1) : undefined;
  const marked = at ?? (typed.trim() === '' ? -1 : 0);
  const loading = can.seeBoard && board.data === undefined && !board.isError;

  const go = (hit: Hit) => {
    // While the dialog is open nothing behind it takes the focus.
    dialog.current?.close();
    onClose();
    void navigate(hit.to);
    document.getElementById('main')?.focus();
  };

  /** Decides by what stands in the field now, not by what was last drawn. */
  const enter = async (text: string) => {
    const picked = chosen?.typed === text ? chosen.at : undefined;
    const hit = enterOpens(hitsFor(text, client.getQueryData<Board>(['board'])), text, picked);
    if (hit) return go(hit);
    if (text.trim() === '' || !can.seeBoard) return;
    // The list may still be on its way, or be older than who has just arrived.
    const press = presses.current;
    setAsked(true);
    const { data } = await board.refetch({ cancelRefetch: false });
    if (!input.current || presses.current !== press) return;
    setAsked(false);
    const late = enterOpens(hitsFor(text, data), text, undefined);
    if (late) go(late);
  };

  const pressed = () => {
    presses.current += 1;
    setAsked(false);
  };
  const move = (by: number) => {
    const last = hits.shown.length - 1;
    if (last < 0) return;
    pressed();
    setChosen({ typed, at: Math.min(Math.max(marked + by, 0), last) });
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter') void enter(event.currentTarget.value);
    else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the key for leaving is the dialog's own Escape
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label={t('search.title')}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className={styles.inside}>
        <input
          ref={input}
          className={styles.input}
          type="text"
          role="combobox"
          aria-label={t('search.title')}
          aria-expanded={hits.shown.length > 0}
          aria-controls={listId}
          aria-activedescendant={marked >= 0 ? `${listId}-${marked}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
          placeholder={can.seeBoard ? t('search.hint') : t('search.hintPages')}
          value={typed}
          onChange={(event) => {
            pressed();
            setTyped(event.target.value);
          }}
          onKeyDown={onKey}
        />
        <Words
          typed={typed}
          found={hits.shown.length}
          loading={loading}
          asked={asked}
          failed={can.seeBoard && board.isError && board.data === undefined}
          old={board.isError && board.data !== undefined}
          retry={() => void board.refetch()}
        />
        <div id={listId} role="listbox" aria-label={t('search.title')} className={styles.hits}>
          {hits.shown.map((hit, index) => (
            <HitRow
              key={hit.to}
              id={`${listId}-${index}`}
              hit={hit}
              marked={index === marked}
              onOpen={() => go(hit)}
            />
          ))}
        </div>
        <footer className={styles.foot}>
          <span role="status" className="grow">
            {hits.more > 0 && t('search.more', { count: hits.more })}
          </span>
          <span>
            <kbd>↑</kbd> <kbd>↓</kbd> {t('search.choose')}
          </span>
          <span>
            <kbd>Enter</kbd> {t('search.open')}
          </span>
          <span>
            <kbd>Esc</kbd> {t('search.close')}
          </span>
        </footer>
      </div>
    </dialog>
  );
}

interface WordsProps {
  typed: string;
  found: number;
  loading: boolean;
  asked: boolean;
  failed: boolean;
  old: boolean;
  retry: () => void;
}

/** What is to be said above the hits: still reading, not readable, nobody found. */
function Words({ typed, found, loading, asked, failed, old, retry }: WordsProps) {
  const { t } = useText();
  const { can } = useUser();
  const lost = useLinkState() === 'lost' || old;
  const nothing = typed.trim() !== '' && found === 0;
  if (failed)
    return (
      <div className={styles.words} role="alert">
        <ToneMark tone="over">{t('search.failed')}</ToneMark>
        <span className="grow" />
        <Button size="small" onClick={retry}>
          {t('act.retry')}
        </Button>
      </div>
    );
  return (
    <div className={styles.words} role="status">
      {loading || asked ? (
        <span className="quiet">{t('search.loading')}</span>
      ) : (
        <>
          {lost && <ToneMark tone="soon">{t('search.old')}</ToneMark>}
          {nothing && (
            <span>
              {t('search.none')} <span className="quiet">{can.seeStay && t('search.noneHint')}</span>
            </span>
          )}
        </>
      )}
    </div>
  );
}

interface HitProps {
  id: string;
  hit: Hit;
  marked: boolean;
  onOpen: () => void;
}

function HitRow({ id, hit, marked, onOpen }: HitProps) {
  const { t } = useText();
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (marked) row.current?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and takes the keys
    <div
      ref={row}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={marked}
      className={`${styles.hit} ${marked ? styles.marked : ''}`}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onOpen}
    >
      {hit.kind === 'person' ? (
        <PersonHit person={hit.person} />
      ) : (
        <>
          <span className={styles.number} aria-hidden="true">
            →
          </span>
          <span className="grow">{hit.label}</span>
          <span className="quiet small">{t('search.page')}</span>
        </>
      )}
    </div>
  );
}

function PersonHit({ person }: { person: Findable }) {
  const { t } = useText();
  const nowUs = useNowUs();
  const view = useMemo(() => person.clock && viewClock(person.clock, nowUs), [person.clock, nowUs]);
  return (
    <>
      <span className={styles.number} title={person.number}>
        {person.number.split('-').at(-1)}
        <DayOfNumber number={person.number} />
      </span>
      <span className={`${styles.name} ellipsis`}>
        <PersonName tile={person} />
      </span>
      <span className="grow ellipsis">
        {person.room?.name ?? <span className="quiet">{t('board.notPlaced')}</span>}
      </span>
      {view && view.state !== 'ended' && <ClockMark view={view} />}
    </>
  );
}
