// SPDX-License-Identifier: Apache-2.0
// What is kept of recordings, what may go and who said so: storages, keeping time, orders for removal, holds.
import { seesStorage } from '../abilities';
import { useStorage } from '../api/queries';
import { Empty } from '../components/empty';
import { Loadable } from '../components/loadable';
import { useText } from '../i18n';
import { useUser } from '../session';
import { Care } from '../views/storage/care';
import { Faults, Unreadable } from '../views/storage/faults';
import { Holds } from '../views/storage/holds';
import { Kept } from '../views/storage/kept';
import { Orders } from '../views/storage/orders';
import { Recorders } from '../views/storage/recorders';
import styles from '../views/storage/storage.module.css';

export function StoragePage() {
  const { t } = useText();
  const { can } = useUser();
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('storage.title')}</h1>
      </div>
      {seesStorage(can) ? <StorageView /> : <Empty title={t('error.notAllowed')} />}
    </div>
  );
}

function StorageView() {
  const storage = useStorage();
  return (
    <Loadable query={storage} rows={10}>
      {(data) => (
        <div className="stack">
          <div className={styles.two}>
            <Recorders storage={data} />
            <Kept storage={data} />
          </div>
          <Care storage={data} />
          <Faults storage={data} />
          <Unreadable storage={data} />
          <Orders storage={data} />
          <Holds storage={data} />
        </div>
      )}
    </Loadable>
  );
}
