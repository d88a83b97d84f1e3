// SPDX-License-Identifier: Apache-2.0
// The zones, thresholds and empty room of one camera: changed by one person, approved by another of another unit.
import { App, Button, Segmented } from 'antd';
import { useEffect, useRef } from 'react';
import { Link, useParams } from 'react-router';
import { setsWatching } from '../abilities';
import { referenceOf, useCameraWatching, useWatchKinds } from '../api/watching';
import type { CameraWatching, WatchGroup } from '../api/watching-types';
import { Empty } from '../components/empty';
import { Loadable } from '../components/loadable';
import { ToneMark } from '../components/tone';
import { oneOf, useFilter } from '../hooks/use-filter';
import { useText } from '../i18n';
import { useUser } from '../session';
import { Compare } from '../views/watching/compare';
import { Editor } from '../views/watching/editor';
import { History } from '../views/watching/history';
import { type Editing, useEditing } from '../views/watching/use-editing';
import { keptPicture } from '../views/watching/use-still';
import { boxPolygon } from '../views/watching/zone-maths';

export function CameraWatchingPage() {
  const { t } = useText();
  const { can } = useUser();
  const { id = '' } = useParams();
  if (!setsWatching(can)) return <Empty title={t('error.notAllowed')} />;
  return <Read key={id} id={id} />;
}

function Read({ id }: { id: string }) {
  const watching = useCameraWatching(id);
  const kinds = useWatchKinds();
  return (
    <div className="page">
      <Loadable query={watching} rows={10}>
        {(data) => (
          <Loadable query={kinds} rows={10}>
            {({ groups }) => <Watching watching={data} groups={groups} />}
          </Loadable>
        )}
      </Loadable>
    </div>
  );
}

/** An observation may ask for a mask where it was made: added once, as a step that can be taken back. */
function useAskedMask({ work, change }: Editing) {
  const { t } = useText();
  const { message } = App.useApp();
  const { get, set } = useFilter();
  const asked = get('mask');
  const taken = useRef('');
  useEffect(() => {
    if (asked === taken.current) return;
    taken.current = asked;
    if (asked === '') return;
    set('mask', '');
    const polygon = boxPolygon(asked);
    if (!polygon) return;
    change({ zones: [...work.zones, { id: crypto.randomUUID(), kind: 'mask', polygon }] });
    void message.info(t('watching.maskAdded'), 8);
  }, [asked, set, change, work, message, t]);
}

const modes = ['edit', 'compare', 'history'] as const;

function Watching({ watching, groups }: { watching: CameraWatching; groups: readonly WatchGroup[] }) {
  const { t } = useText();
  const { can, me } = useUser();
  const { message } = App.useApp();
  const filter = useFilter();
  const editing = useEditing(watching);
  const { camera, room, current, proposed } = watching;
  // Whoever did not propose what waits comes to decide about it.
  const usual = proposed && proposed.by.id !== me.id ? 'compare' : 'edit';
  const mode = oneOf(filter.get('view') || usual, [...modes]);
  const show = (view: (typeof modes)[number]) => filter.set('view', view);
  useAskedMask(editing);
  const goOn = async () => {
    const address = proposed?.reference ? referenceOf(camera.id, proposed.version) : undefined;
    const picture = address === undefined ? undefined : await keptPicture(address);
    if (address !== undefined && picture === undefined) void message.warning(t('watching.reference.lost'), 8);
    editing.takeProposed(picture);
    show('edit');
  };
  return (
    <>
      <div className="page-head">
        <h1>{t('watching.title')}</h1>
        <strong>{camera.name}</strong>
        <span className="quiet">
          {room.name} · {t(`domain.roomKind.${room.kind}`)}
        </span>
        {current ? (
          <ToneMark tone="ok">{t('watching.approved', { count: current.version })}</ToneMark>
        ) : (
          <ToneMark tone="quiet">{t('watching.noneApproved')}</ToneMark>
        )}
        {proposed && <ToneMark tone="soon">{t('watching.waiting', { count: proposed.version })}</ToneMark>}
        <span className="grow" />
        <Segmented
          value={mode}
          onChange={(value) => show(value as typeof mode)}
          options={modes.map((value) => ({ value, label: t(`watching.mode.${value}`) }))}
        />
        <Link to={`/admin/cameras/${camera.id}/staged`}>
          <Button tabIndex={-1}>{t('watching.staged')}</Button>
        </Link>
        {can.administer && <Link to="/admin/cameras">{t('watching.backToCameras')}</Link>}
      </div>
      {mode === 'edit' && (
        <Editor watching={watching} editing={editing} groups={groups} onSent={() => show('compare')} />
      )}
      {mode === 'compare' && <Compare watching={watching} groups={groups} onEdit={() => void goOn()} />}
      {mode === 'history' && <History watching={watching} />}
    </>
  );
}
