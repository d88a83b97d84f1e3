// SPDX-License-Identifier: Apache-2.0
// Constant watches that go on: one is handed over by scanning the badge of who takes over.
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useStaff } from '../../api/queries';
import type { Tile } from '../../api/types';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import styles from './round.module.css';
import { useNote } from './use-note';

export function WatchList({ tiles }: { tiles: readonly Tile[] }) {
  const { t } = useText();
  const [handing, setHanding] = useState<string>();
  const watched = tiles.filter((tile) => !tile.damaged && tile.running?.includes('watch'));
  if (watched.length === 0) return null;
  return (
    <section className="panel" aria-label={t('round.watch.title')}>
      <header>
        <h2>{t('round.watch.title')}</h2>
      </header>
      <ul className={styles.watches}>
        {watched.map((tile) => (
          <li key={tile.stayId}>
            <span className="row">
              <strong className={styles.number}>{tile.number.split('-').at(-1)}</strong>
              <span className="grow ellipsis">
                {tile.displayName} <span className="quiet">{tile.room?.name}</span>
              </span>
              <Button
                size="large"
                aria-expanded={handing === tile.stayId}
                onClick={() => setHanding(handing === tile.stayId ? undefined : tile.stayId)}
              >
                {t('round.watch.hand')}
              </Button>
            </span>
            {handing === tile.stayId && <HandOver tile={tile} onDone={() => setHanding(undefined)} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function HandOver({ tile, onDone }: { tile: Tile; onDone: () => void }) {
  const { t } = useText();
  const staff = useStaff();
  const note = useNote();
  const [badge, setBadge] = useState('');
  const [asked, setAsked] = useState(false);
  const taker = staff.data?.items.find(
    (one) => one.active && one.badge.toUpperCase() === badge.trim().toUpperCase(),
  );
  const hand = () => {
    if (!taker) return;
    note({
      kind: 'act',
      target: tile.stayId,
      stayIds: [tile.stayId],
      what: t('round.what.person', {
        number: tile.number.split('-').at(-1),
        what: t('round.watch.what', { name: taker.name }),
      }),
      body: { act: 'hand_over_watch', values: { officer: taker.id } },
    });
    onDone();
  };
  return (
    <div className="stack">
      <Input
        autoFocus
        size="large"
        maxLength={32}
        autoComplete="off"
        aria-label={t('round.watch.badge')}
        placeholder={`${t('round.watch.badge')} · ${t('round.watch.hint')}`}
        value={badge}
        // A scanner ends with Enter: it only looks the badge up. To hand over is a press of its own.
        onPressEnter={() => setAsked(true)}
        onChange={(event) => {
          setBadge(event.target.value);
          setAsked(false);
        }}
      />
      {asked && staff.data && !taker && <ToneMark tone="soon">{t('round.watch.unknown')}</ToneMark>}
      <Button type="primary" size="large" block disabled={!taker} onClick={hand}>
        {taker ? t('round.watch.to', { name: taker.name }) : t('round.watch.hand')}
      </Button>
    </div>
  );
}
