// SPDX-License-Identifier: Apache-2.0
// The guided walk through staged acts of one camera: at a desk, on a tablet, or in the hand.
import { Link, useParams } from 'react-router';
import { setsWatching } from '../abilities';
import { useCameras } from '../api/queries';
import { useStagedActs } from '../api/watching';
import type { StagedActs } from '../api/watching-types';
import { Empty } from '../components/empty';
import { Loadable } from '../components/loadable';
import { ToneMark } from '../components/tone';
import { useText } from '../i18n';
import { useNowUs } from '../lib/now';
import { useUser } from '../session';
import { ActHistory } from '../views/staged/act-history';
import { actText, counts, neededActs, underWay } from '../views/staged/acts';
import { ChooseAct } from '../views/staged/choose-act';
import { CurrentAct } from '../views/staged/current-act';
import styles from '../views/staged/staged.module.css';

export function StagedActsPage() {
  const { t } = useText();
  const { can } = useUser();
  const { id = '' } = useParams();
  const cameras = useCameras();
  if (!setsWatching(can)) return <Empty title={t('error.notAllowed')} />;
  const camera = cameras.data?.items.find((one) => one.id === id);
  return (
    <div className="page">
      <div className={styles.page}>
        <div className="page-head">
          <h1>{t('staged.title')}</h1>
          <strong>{camera?.name}</strong>
          <span className="quiet">{camera?.room.name}</span>
          <span className="grow" />
          <Link to={`/admin/cameras/${id}/watching`}>{t('watching.open')}</Link>
          <Link to="/watching/quality">{t('observations.quality')}</Link>
        </div>
        <Walk key={id} id={id} />
      </div>
    </div>
  );
}

function Walk({ id }: { id: string }) {
  const staged = useStagedActs(id);
  return (
    <Loadable query={staged} rows={8}>
      {(data) => <Steps id={id} data={data} />}
    </Loadable>
  );
}

function Steps({ id, data: { items, offered } }: { id: string; data: StagedActs }) {
  const { t } = useText();
  const { me } = useUser();
  const nowUs = useNowUs();
  const current = underWay(items, me.id, nowUs);
  const done = items.filter(counts).length;
  return (
    <div className="stack">
      <div>
        <p className="quiet">{t('staged.about', { count: neededActs })}</p>
        <p className="row">
          <strong>{t('staged.progress', { done, needed: neededActs })}</strong>
          {done >= neededActs && <ToneMark tone="ok">{t('staged.measured')}</ToneMark>}
        </p>
        <div
          className={styles.bar}
          role="progressbar"
          aria-valuenow={Math.min(done, neededActs)}
          aria-valuemin={0}
          aria-valuemax={neededActs}
          aria-label={t('staged.title')}
        >
          <span style={{ width: `${Math.min(100, (done * 100) / neededActs)}%` }} />
        </div>
      </div>
      {current && current.by.id !== me.id ? (
        <section className="panel" role="status">
          {t('staged.ofAnother', { name: current.by.name, act: actText(t, current.act) })}
        </section>
      ) : current ? (
        <CurrentAct key={current.id} act={current} />
      ) : (
        <ChooseAct cameraId={id} offered={offered} items={items} />
      )}
      <ActHistory items={items} />
    </div>
  );
}
