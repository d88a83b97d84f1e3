// SPDX-License-Identifier: Apache-2.0
// Several cameras at once, with the sound of one of them. Who sees which is the centre's to say.
import { Checkbox, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useCameras } from '../api/queries';
import type { Camera, ViewRequest } from '../api/types';
import { Empty } from '../components/empty';
import { Loadable } from '../components/loadable';
import { RecordingMark } from '../components/recording-mark';
import { useKeys } from '../hooks/use-keys';
import { useText } from '../i18n';
import { fieldCounts, keepLayout, type Layout, only, readLayout, toggled, withFields } from '../media/layout';
import { useUser } from '../session';
import { byRoom } from '../views/by-room';
import styles from '../views/live/live.module.css';
import { LiveFields } from '../views/live/live-fields';
import { liveKey } from '../views/live/live-keys';

export function LivePage() {
  const { t } = useText();
  const { can } = useUser();
  const cameras = useCameras();
  if (!can.seeLive) return <Empty title={t('live.notYou')} hint={t('live.notYouHint')} />;
  return (
    <div className="page">
      <Loadable query={cameras} rows={10}>
        {({ items }) => <Live cameras={items} />}
      </Loadable>
    </div>
  );
}

function useReason(): ViewRequest['reason'] {
  const { can } = useUser();
  if (can.review) return 'patrol';
  return can.leadStay ? 'duty' : 'questioning';
}

function useLayout(cameras: readonly Camera[]) {
  const { me } = useUser();
  const [layout, setLayout] = useState(() => readLayout(me.id));
  const put = (next: Layout) => {
    setLayout(next);
    keepLayout(me.id, next);
  };
  const known = useMemo(() => new Set(cameras.map((camera) => camera.id)), [cameras]);
  return [only(layout, known), put] as const;
}

function Live({ cameras }: { cameras: readonly Camera[] }) {
  const { t } = useText();
  const reason = useReason();
  const [layout, setLayout] = useLayout(cameras);
  const [heardId, setHeardId] = useState<string>();
  const [largeId, setLargeId] = useState<string>();
  // One that was open stays on the page when its right has ended: it says so itself.
  const shown = layout.cameras.flatMap((id) => cameras.find((camera) => camera.id === id) ?? []);
  const visible = cameras.filter((camera) => camera.sight.live);
  const takeAway = (id: string) => {
    setLayout(toggled(layout, id));
    if (heardId === id) setHeardId(undefined);
    if (largeId === id) setLargeId(undefined);
  };
  useKeys((key, event) => {
    if (event.target instanceof HTMLElement && event.target.closest('a, button')) {
      if (key === 'Enter') return false;
    }
    const keyed = shown.map(({ id, recording }) => ({ id, hasAudio: recording.hasAudio }));
    const act = liveKey(key, { cameras: keyed, heardId, largeId });
    if (act?.do === 'hear') setHeardId(act.id);
    else if (act?.do === 'enlarge') setLargeId(act.id);
    return act !== undefined;
  });
  return (
    <>
      <div className={styles.bar}>
        <h1>{t('live.title')}</h1>
        <Segmented
          value={layout.fields}
          onChange={(fields) => setLayout(withFields(layout, fields))}
          aria-label={t('live.fields')}
          options={fieldCounts.map((value) => ({ value, label: t('live.fieldCount', { count: value }) }))}
        />
        <span className="quiet">{t(`live.reason.${reason as 'patrol' | 'duty' | 'questioning'}`)}</span>
        <span className="grow" />
        <span className="quiet small">{t('live.keys')}</span>
      </div>
      <div className={styles.layout}>
        <Choice cameras={visible} layout={layout} onToggle={(id) => setLayout(toggled(layout, id))} />
        {shown.length === 0 ? (
          <section className="panel">
            <Empty
              title={t(visible.length === 0 ? 'live.none' : 'live.noneChosen')}
              hint={t(visible.length === 0 ? 'live.noneHint' : 'live.noneChosenHint')}
            />
          </section>
        ) : (
          <LiveFields
            cameras={shown}
            fields={layout.fields}
            reason={reason}
            heardId={heardId}
            largeId={largeId}
            onHear={setHeardId}
            onEnlarge={setLargeId}
            onTakeAway={takeAway}
          />
        )}
      </div>
    </>
  );
}

interface ChoiceProps {
  cameras: readonly Camera[];
  layout: Layout;
  onToggle: (id: string) => void;
}

function Choice({ cameras, layout, onToggle }: ChoiceProps) {
  const { t } = useText();
  const rooms = useMemo(() => byRoom(cameras), [cameras]);
  const isFull = layout.cameras.length >= layout.fields;
  return (
    <aside className="panel">
      <header>
        <h2>{t('live.cameras')}</h2>
        <span className="quiet">
          {layout.cameras.length}/{layout.fields}
        </span>
      </header>
      <ul className={styles.rooms}>
        {rooms.map(({ room, cameras: list }) => (
          <li key={room.id}>
            <h3>{room.name}</h3>
            {list.map((camera) => {
              const checked = layout.cameras.includes(camera.id);
              return (
                <div key={camera.id} className="row">
                  <Checkbox
                    className="grow"
                    data-page-keys
                    checked={checked}
                    disabled={isFull && !checked}
                    onChange={() => onToggle(camera.id)}
                  >
                    {camera.name}
                  </Checkbox>
                  {camera.recording.state !== 'running' && (
                    <RecordingMark state={camera.recording.state} short />
                  )}
                </div>
              );
            })}
          </li>
        ))}
      </ul>
      {isFull && (
        <p className="quiet small" style={{ padding: '0 12px 8px' }}>
          {t('live.full')}
        </p>
      )}
    </aside>
  );
}
