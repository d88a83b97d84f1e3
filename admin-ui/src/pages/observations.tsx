// SPDX-License-Identifier: Apache-2.0
// What the video checks saw: a dense list that is worked through by keys, each line one key away from its pictures.
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { seesObservations } from '../abilities';
import type { Observation } from '../api/watching-types';
import { Empty } from '../components/empty';
import { ErrorNote } from '../components/error-note';
import { Loadable } from '../components/loadable';
import { ToneMark } from '../components/tone';
import { useFilter } from '../hooks/use-filter';
import { useKeys } from '../hooks/use-keys';
import { useText } from '../i18n';
import { saveFile, toCsv } from '../lib/csv';
import { serverNowUs } from '../lib/now';
import { beijing } from '../lib/time';
import { useUser } from '../session';
import { isNarrow, ObservationFilters, queryOf } from '../views/observations/filters';
import { ObservationList } from '../views/observations/observation-list';
import { ObservationPanel } from '../views/observations/observation-panel';
import styles from '../views/observations/observations.module.css';
import { useRows } from '../views/observations/use-rows';
import { exportOf, playbackOf } from '../views/observations/words';

export function ObservationsPage() {
  const { t } = useText();
  const { can } = useUser();
  if (!seesObservations(can)) return <Empty title={t('error.notAllowed')} />;
  return <Observations />;
}

function Observations() {
  const { t } = useText();
  const { can } = useUser();
  const filter = useFilter();
  const query = queryOf(filter.get);
  const list = useRows(query);
  const { rows, counts } = list;
  return (
    <div className={`page ${styles.page}`}>
      <div className="page-head">
        <h1>{t('observations.title')}</h1>
        {counts && (
          <span className="row" aria-live="polite">
            <ToneMark tone={counts.open > 0 ? 'soon' : 'quiet'}>
              {t('observations.open', { count: counts.open })}
            </ToneMark>
            {can.seePlayback && (
              <span className="quiet">{t('observations.unjudged', { count: counts.unjudged })}</span>
            )}
          </span>
        )}
        <span className="grow" />
        <ObservationFilters onChange={list.reset} />
        <Link to="/watching/quality">{t('observations.quality')}</Link>
      </div>
      {rows && list.query.error ? (
        <ErrorNote error={list.query.error} read retry={() => void list.query.refetch()} />
      ) : null}
      <Loadable query={{ ...list.query, data: rows }} rows={10}>
        {(shown) =>
          shown.length === 0 && list.number === 1 ? (
            <section className="panel">
              {isNarrow(query) ? (
                <Empty title={t('observations.noneFound')} hint={t('observations.noneFoundHint')} />
              ) : (
                <Empty
                  title={t(can.seePlayback ? 'observations.none' : 'observations.noneNow')}
                  hint={t('observations.noneHint')}
                />
              )}
            </section>
          ) : (
            <Worked rows={shown} list={list} />
          )
        }
      </Loadable>
    </div>
  );
}

/** The chosen one, by its place when it itself is gone. */
function useChosen(rows: readonly Observation[]) {
  const { can } = useUser();
  const navigate = useNavigate();
  const filter = useFilter();
  const [chosen, setChosen] = useState({ id: filter.get('id') || rows[0]?.id, at: 0 });
  const found = rows.findIndex((one) => one.id === chosen.id);
  const at = found >= 0 ? found : Math.min(chosen.at, rows.length - 1);
  const one = rows[at];
  const choose = (id: string) => {
    setChosen({ id, at: rows.findIndex((row) => row.id === id) });
    filter.set('id', id);
  };
  const step = (by: 1 | -1) => {
    const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (next) choose(next.id);
  };
  useKeys((key, event) => {
    if (key === 'J' || key === 'ArrowDown') step(1);
    else if (key === 'K' || key === 'ArrowUp') step(-1);
    else if (key === 'Enter' && one && can.seePlayback && !ownEnter(event.target))
      void navigate(playbackOf(one.camera.id, one.fromUs));
    else return false;
    return true;
  });
  return { one, choose };
}

/** Buttons and links keep Enter for themselves, but for the names in the list. */
const ownEnter = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest('a, button') !== null &&
  target.closest(`.${styles.list}`) === null;

function Worked({ rows, list }: { rows: readonly Observation[]; list: ReturnType<typeof useRows> }) {
  const { t } = useText();
  const { one, choose } = useChosen(rows);
  return (
    <div className={styles.layout}>
      <div className={`panel ${styles.listPanel}`}>
        <div className={styles.scroll}>
          <ObservationList rows={rows} chosen={one?.id} onChoose={choose} />
        </div>
        <footer className={styles.foot}>
          <span className="quiet small">
            <kbd>J</kbd> <kbd>K</kbd> {t('observations.keys')} · <kbd>Enter</kbd> {t('observations.keyPlay')}
          </span>
          <span className="grow" />
          <Button
            size="small"
            title={t('list.exportHint')}
            onClick={() =>
              saveFile(
                `${t('observations.title')}-${beijing(serverNowUs()).replace(/[-: ]/g, '')}.csv`,
                toCsv(exportOf(rows, t)),
              )
            }
          >
            {t('list.export')}
          </Button>
          <span className="quiet">{t('observations.page', { page: list.number })}</span>
          <Button size="small" disabled={!list.newer} onClick={list.newer}>
            {t('observations.newer')}
          </Button>
          <Button size="small" disabled={!list.older} onClick={list.older}>
            {t('observations.older')}
          </Button>
        </footer>
      </div>
      {one ? (
        <ObservationPanel key={one.id} observation={one} onJudged={list.keep} />
      ) : (
        <section className="panel">
          <Empty title={t('observations.pick')} hint={t('observations.pickHint')} />
        </section>
      )}
    </div>
  );
}
