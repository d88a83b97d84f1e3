// SPDX-License-Identifier: Apache-2.0
// The video checks: which run in which kind of room, and the way to each camera's zones and staged acts.
import { useCallback } from 'react';
import { Link } from 'react-router';
import { seesWatching } from '../abilities';
import { useCameras } from '../api/queries';
import { Empty } from '../components/empty';
import { Folded } from '../components/folded';
import { Loadable } from '../components/loadable';
import { SearchBox } from '../components/search-box';
import { useFilter } from '../hooks/use-filter';
import { useText } from '../i18n';
import { useUser } from '../session';
import { RoomKinds } from '../views/watching/room-kinds';
import styles from '../views/watching/watching.module.css';

export function ChecksPage() {
  const { t } = useText();
  const { can } = useUser();
  if (!seesWatching(can)) return <Empty title={t('error.notAllowed')} />;
  return (
    <div className="page stack">
      <div className="page-head" style={{ marginBottom: 0 }}>
        <h1>{t('watching.checks.title')}</h1>
        <span className="grow" />
        <Link to="/watching/quality">{t('watching.checks.quality')}</Link>
      </div>
      <RoomKinds />
      <CameraLinks />
    </div>
  );
}

function CameraLinks() {
  const { t } = useText();
  const cameras = useCameras();
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
        {({ items }) => {
          const found = items.filter((one) => `${one.name} ${one.code} ${one.room.name}`.includes(q));
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
