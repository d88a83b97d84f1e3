// SPDX-License-Identifier: Apache-2.0
// The video checks: which run in which kind of room, and the way to each camera's zones and staged acts.
import { useCallback, useMemo } from 'react';
import { Link } from 'react-router';
import { setsWatching } from '../abilities';
import { useCameras } from '../api/queries';
import type { Camera } from '../api/types';
import { Empty } from '../components/empty';
import { Folded } from '../components/folded';
import { Loadable, type Query } from '../components/loadable';
import { SearchBox } from '../components/search-box';
import { useFilter } from '../hooks/use-filter';
import { useText } from '../i18n';
import { useUser } from '../session';
import { mayBeWatched } from '../views/watching/may-be-watched';
import { RoomKinds } from '../views/watching/room-kinds';
import styles from '../views/watching/watching.module.css';

export function ChecksPage() {
  const { t } = useText();
  const { can } = useUser();
  if (!setsWatching(can)) return <Empty title={t('error.notAllowed')} />;
  return <Checks />;
}

function Checks() {
  const { t } = useText();
  const cameras = useCameras();
  const watched = useMemo(() => cameras.data?.items.filter(mayBeWatched), [cameras.data]);
  return (
    <div className="page stack">
      <div className="page-head" style={{ marginBottom: 0 }}>
        <h1>{t('watching.checks.title')}</h1>
        <span className="grow" />
        <Link to="/watching/quality">{t('watching.checks.quality')}</Link>
      </div>
      <RoomKinds />
      <CameraLinks cameras={{ ...cameras, data: watched }} />
    </div>
  );
}

function CameraLinks({ cameras }: { cameras: Query<Camera[]> }) {
  const { t } = useText();
  const { get, set } = useFilter();
  const q = get('q');
  const onSearch = useCallback((text: string) => set('q', text), [set]);
  return (
    <section className="panel">
      <header>
        <h2>{t('watching.checks.cameras')}</h2>
        <SearchBox value={q} onSearch={onSearch} placeholder={t('adminPages.cameras.search')} />
      </header>
      <p className="quiet">{t('watching.checks.camerasAbout')}</p>
      <Loadable query={cameras} rows={6}>
        {(watched) => {
          const found = watched.filter((one) => `${one.name} ${one.code} ${one.room.name}`.includes(q));
          if (found.length === 0) return <Empty title={t('watching.checks.camerasNone')} />;
          return (
            <ul className={styles.cameras}>
              <Folded items={found} first={50}>
                {(one) => (
                  <li key={one.id}>
                    <strong>{one.name}</strong>
                    <span className="quiet grow">{one.room.name}</span>
                    <Link to={`/admin/cameras/${one.id}/watching`}>{t('watching.open')}</Link>
                    <Link to={`/admin/cameras/${one.id}/staged`}>{t('watching.staged')}</Link>
                  </li>
                )}
              </Folded>
            </ul>
          );
        }}
      </Loadable>
    </section>
  );
}
