// SPDX-License-Identifier: Apache-2.0
// One person on the desk's board: place, clock, what comes next, what waits for review.
import { Button, Dropdown } from 'antd';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { Tile } from '../api/types';
import { ClockBadge } from '../components/clock-badge';
import { DueMark } from '../components/due-mark';
import { Moment } from '../components/moment';
import { RiskMark } from '../components/risk-mark';
import { type Tone, ToneMark } from '../components/tone';
import type { QuickEntry } from '../hooks/use-quick';
import { useWaitingWords } from '../hooks/use-waiting-words';
import { useText } from '../i18n';
import { viewClock } from '../lib/clock';
import { nextDue } from '../lib/due';
import { useNowUs } from '../lib/now';
import { beijingDay, beijingShort } from '../lib/time';
import { useUser } from '../session';
import styles from './person-tile.module.css';
import { fitsTile } from './quick-entries';

interface Props {
  tile: Tile;
  selected: boolean;
  entries: readonly QuickEntry[];
  /** In words, what Enter would store. */
  armed: string | undefined;
  onSelect: () => void;
  onDisarm: () => void;
  onEntry: (entry: QuickEntry) => void;
  onPlace: () => void;
}

export function PersonTile({ tile, selected, entries, armed, onSelect, onDisarm, onEntry, onPlace }: Props) {
  const { t } = useText();
  const nowUs = useNowUs();
  const element = useRef<HTMLLIElement>(null);
  const tone = toneOf(tile, nowUs);

  useEffect(() => {
    // Under the pointer it stays where it is: a press whose target moves away before it ends would be lost.
    if (selected && !element.current?.matches(':hover'))
      element.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);

  return (
    <li
      ref={element}
      data-tile={tile.number}
      className={`${styles.tile} ${styles[tone] ?? ''} ${selected ? styles.selected : ''}`}
      aria-current={selected}
      onPointerDown={onSelect}
      onFocusCapture={selected ? undefined : onSelect}
    >
      <Link
        to={`/stays/${tile.stayId}`}
        className={styles.number}
        title={tile.number}
        aria-label={`${tile.number} ${tile.displayName}`}
      >
        {tile.number.split('-').at(-1)}
        <DayOfNumber number={tile.number} />
      </Link>
      <div className={styles.body}>
        <div className={styles.head}>
          <PersonName tile={tile} />
          <span className={`${styles.place} ellipsis`}>
            {tile.room?.name ?? <span className="quiet">{t('board.notPlaced')}</span>}
          </span>
          <ClockOf tile={tile} />
        </div>
        <BasisLine tile={tile} />
        <div className="row-wrap small">{tile.damaged ? t('damagedHint') : <StateLine tile={tile} />}</div>
        {!tile.damaged && <CareLine tile={tile} />}
        <div className={styles.foot}>
          <NextStep tile={tile} />
          <span className="grow" />
          {!tile.damaged && <TileActs tile={tile} entries={entries} onEntry={onEntry} onPlace={onPlace} />}
        </div>
        {armed && (
          <div className={`${styles.armed} changed`} role="status">
            <strong className="grow">
              {t('board.care.armed', {
                number: tile.number.slice(-2),
                name: tile.displayName,
                what: armed,
              })}
            </strong>
            <span className="small">{t('board.care.armedHint')}</span>
            <Button size="small" type="text" aria-label={t('act.cancel')} onClick={onDisarm}>
              ✕
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}

function toneOf(tile: Tile, nowUs: number): Tone {
  if (tile.damaged) return 'over';
  return tile.clock ? viewClock(tile.clock, nowUs).state : 'ended';
}

function ClockOf({ tile }: { tile: Tile }) {
  const { t } = useText();
  if (tile.clock) return <ClockBadge clock={tile.clock} />;
  // Nobody is told to be free because the record cannot be read.
  return tile.damaged ? (
    <ToneMark tone="over">{t('clockUnknown')}</ToneMark>
  ) : (
    <ToneMark tone="quiet">{t('board.free')}</ToneMark>
  );
}

/** Numbers begin anew every day: one of an earlier day says so. */
export function DayOfNumber({ number }: { number: string }) {
  const today = beijingDay(useNowUs()).replaceAll('-', '');
  const day = number.slice(0, 8);
  if (day === today || !/^\d{8}$/.test(day)) return null;
  return <small>{`${day.slice(4, 6)}-${day.slice(6, 8)}`}</small>;
}

export function PersonName({ tile }: { tile: Tile }) {
  const { t } = useText();
  return (
    <span className="nowrap">
      {tile.sealed ? (
        <ToneMark tone="quiet" shape="▣">
          {t('sealed.name')}
        </ToneMark>
      ) : (
        <strong className={styles.name}>{tile.damaged ? t('damaged') : tile.displayName}</strong>
      )}{' '}
      {tile.sex && t(`domain.sex.${tile.sex}`)}
      {tile.age !== undefined && ` ${t('age', { age: tile.age })}`}
      {tile.minor && <span className={`chip chip-soon ${styles.minor}`}>{t('minor')}</span>}
    </span>
  );
}

export function BasisLine({ tile }: { tile: Tile }) {
  const { t } = useText();
  const limit = tile.clock ? ` ${t('board.hours', { count: tile.clock.limitH })}` : '';
  const known = [tile.caseName, tile.unit.name].filter((part) => part !== '');
  // Of a damaged or sealed record neither the way of arrival nor the role is known.
  const parts =
    tile.damaged || tile.sealed
      ? known
      : [tile.basis ? `${t(`domain.basis.${tile.basis}`)}${limit}` : t(`domain.role.${tile.role}`), ...known];
  return (
    <div className={`${styles.basis} ellipsis`} title={`${parts.join(' · ')} · ${tile.caseNumber}`}>
      {parts.join(' · ')}
    </div>
  );
}

function StateLine({ tile }: { tile: Tile }) {
  const { t } = useText();
  const nowUs = useNowUs();
  return (
    <>
      {tile.questioningId ? (
        <Link to={`/questionings/${tile.questioningId}`}>● {t('board.nowQuestioning')}</Link>
      ) : (
        <span className="chip">{t(`domain.state.${tile.state}`)}</span>
      )}
      {tile.openFindings > 0 && (
        <ToneMark tone="soon" shape="⚑">
          {t('board.findings', { count: tile.openFindings })}
        </ToneMark>
      )}
      <span className="quiet">
        {tile.lastMealUs === undefined
          ? t('board.noMeal')
          : t('board.lastMeal', { time: beijingShort(tile.lastMealUs, nowUs) })}
      </span>
      <span className="quiet">
        {t('adminPages.history.arrived')} <Moment us={tile.arrivedAtUs} />
      </span>
    </>
  );
}

/** What is due next, how closely the person is watched, what lasts, and what the person waits for. */
function CareLine({ tile }: { tile: Tile }) {
  const { t } = useText();
  const waiting = tile.waitingFor ?? [];
  const waitingWords = useWaitingWords(waiting.length > 0);
  const due = nextDue(tile.due);
  const running = tile.running ?? [];
  if (!due && tile.riskLevel === undefined && running.length + waiting.length === 0) return null;
  return (
    <div className="row-wrap small">
      {due && (
        <span className="nowrap">
          <span className="quiet">{t('board.due')}</span> <DueMark item={due} />
        </span>
      )}
      <RiskMark level={tile.riskLevel} />
      {running.map((spell) => (
        <span key={spell} className="chip chip-accent">
          ● {t(`domain.spell.${spell}`)}
        </span>
      ))}
      {waiting.length > 0 && <span>{t('board.waiting', { what: waitingWords(waiting) })}</span>}
    </div>
  );
}

function NextStep({ tile }: { tile: Tile }) {
  const { t } = useText();
  const { can } = useUser();
  const next = tile.nextSteps.filter((step) => step !== 'care' && step !== 'extend').slice(0, 2);
  if (next.length === 0 || !(can.leadStay || can.question)) return null;
  return (
    <span className={styles.next}>
      <span className="quiet small">{t('board.next')}</span>
      {next.map((step) => (
        <Link key={step} to={`/stays/${tile.stayId}/steps/${step}`}>
          {t(`domain.step.${step}`)}
        </Link>
      ))}
    </span>
  );
}

type TileActsProps = Pick<Props, 'tile' | 'entries' | 'onEntry' | 'onPlace'>;

function TileActs({ tile, entries, onEntry, onPlace }: TileActsProps) {
  const { t } = useText();
  const { can } = useUser();
  const items = entries
    .filter((entry) => fitsTile(entry, tile))
    .map((entry) => ({
      key: entry.quick.key,
      label: (
        <span className="row">
          <kbd>{entry.quick.key}</kbd> {entry.label}
        </span>
      ),
      onClick: () => onEntry(entry),
    }));
  return (
    <>
      {can.leadStay && (
        <Button size="small" onClick={onPlace}>
          {t('board.care.place')}
        </Button>
      )}
      {items.length > 0 && (
        <Dropdown menu={{ items }} trigger={['click']}>
          <Button size="small">{t('board.care.quick')} ▾</Button>
        </Dropdown>
      )}
    </>
  );
}
