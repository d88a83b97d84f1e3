// SPDX-License-Identifier: Apache-2.0
// Zones and thresholds of one camera being changed: picture and zones, their list, and the proposal.
import { Alert, Button, Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { referenceOf } from '../../api/watching';
import type { CameraWatching, Corner, WatchGroup, ZoneKind } from '../../api/watching-types';
import { dialogOpen, isTyping } from '../../hooks/use-keys';
import { useText } from '../../i18n';
import { useUser } from '../../session';
import { ProposePanel } from './propose';
import { ThresholdsPanel, thresholdsOf } from './thresholds';
import type { Editing } from './use-editing';
import { useStill } from './use-still';
import styles from './watching.module.css';
import { ZoneCanvas } from './zone-canvas';
import { ZoneList } from './zone-list';
import { ReferencePicture, StillNote } from './zone-picture';
import pictures from './zone-pictures.module.css';

interface Props {
  watching: CameraWatching;
  editing: Editing;
  groups: readonly WatchGroup[];
  onSent: () => void;
}

/** Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z for the zones; a field that is typed into keeps them for itself. */
function useUndoKeys({ undo, redo }: Pick<Editing, 'undo' | 'redo'>) {
  const latest = useRef({ undo, redo });
  latest.current = { undo, redo };
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (isTyping(event.target) || dialogOpen()) return;
      const key = event.key.toLowerCase();
      if (key === 'z' && !event.shiftKey) latest.current.undo();
      else if (key === 'y' || (key === 'z' && event.shiftKey)) latest.current.redo();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

export function Editor({ watching, editing, groups, onSent }: Props) {
  const { t } = useText();
  const { can } = useUser();
  const { camera, room, current } = watching;
  const [chosen, setChosen] = useState<string>();
  const [drawing, setDrawing] = useState<ZoneKind>();
  const [under, setUnder] = useState<'live' | 'reference'>('live');
  const [otherRatio, setOtherRatio] = useState<number>();
  const still = useStill(camera.id, can.seeLive || can.administer);
  const shownGroups = thresholdsOf(groups, room.kind);
  useUndoKeys(editing);

  const { work, change } = editing;
  const drawn = (polygon: Corner[] | undefined) => {
    if (polygon && drawing) {
      const zone = { id: crypto.randomUUID(), kind: drawing, polygon };
      change({ zones: [...work.zones, zone] });
      setChosen(zone.id);
    }
    setDrawing(undefined);
  };
  const hasReference = current?.reference ?? false;
  const onReference = under === 'reference' && hasReference;
  return (
    <div className="stack">
      {editing.behind && <Behind editing={editing} watching={watching} />}
      {!current && <p className="quiet">{t('watching.noneYet')}</p>}
      <div className={styles.layout}>
        <div className="stack">
          <section className="panel">
            <div className={styles.tools}>
              <Segmented
                value={onReference ? 'reference' : 'live'}
                onChange={(value) => setUnder(value as typeof under)}
                options={[
                  { value: 'live', label: t('watching.picture.live') },
                  { value: 'reference', label: t('watching.picture.reference'), disabled: !hasReference },
                ]}
              />
              <Button onClick={still.again} disabled={still.state.kind === 'loading'}>
                {t('watching.picture.again')}
              </Button>
              <span className="grow" />
              <Steps editing={editing} />
            </div>
            <ZoneCanvas
              ratio={(onReference ? otherRatio : still.ratio) ?? 16 / 9}
              zones={work.zones}
              label={t('watching.picture.label', { name: camera.name })}
              chosen={chosen}
              onChoose={setChosen}
              onChange={(zones, tag) => change({ zones }, tag)}
              onSettle={editing.settle}
              drawing={drawing}
              onDrawn={drawn}
            >
              <video
                ref={still.video}
                muted
                playsInline
                className={pictures.picture}
                hidden={onReference}
                aria-label={camera.name}
              />
              {onReference && current ? (
                <ReferencePicture src={referenceOf(camera.id, current.version)} onRatio={setOtherRatio} />
              ) : (
                <StillNote state={still.state} />
              )}
            </ZoneCanvas>
            <p className={`quiet small ${styles.keys}`}>{t('watching.keys')}</p>
          </section>
          <ThresholdsPanel
            cameraId={camera.id}
            groups={shownGroups}
            values={work.thresholds}
            inForce={editing.base.thresholds}
            onChange={(thresholds, tag) => change({ thresholds }, tag)}
            onSettle={editing.settle}
          />
        </div>
        <div className={`stack ${styles.side}`}>
          <ZoneList
            zones={work.zones}
            chosen={chosen}
            onChoose={setChosen}
            onChange={(zones) => change({ zones })}
            onDraw={setDrawing}
            drawing={drawing !== undefined}
          />
          <ProposePanel
            watching={watching}
            editing={editing}
            groups={shownGroups}
            still={still}
            onSent={onSent}
          />
        </div>
      </div>
    </div>
  );
}

function Steps({ editing }: { editing: Editing }) {
  const { t } = useText();
  return (
    <>
      <Button onClick={editing.undo} disabled={!editing.canUndo} title="Ctrl+Z">
        {t('watching.undo')}
      </Button>
      <Button onClick={editing.redo} disabled={!editing.canRedo} title="Ctrl+Y">
        {t('watching.redo')}
      </Button>
      <Button onClick={editing.reset}>
        {t(editing.basedOn > 0 ? 'watching.reset' : 'watching.resetEmpty')}
      </Button>
    </>
  );
}

function Behind({ editing, watching }: { editing: Editing; watching: CameraWatching }) {
  const { t } = useText();
  const to = watching.current?.version ?? 0;
  return (
    <Alert
      type="warning"
      showIcon
      message={t('watching.propose.stale', { from: editing.basedOn, to })}
      action={
        <span className="row">
          <Button size="small" onClick={editing.rebase}>
            {t('watching.propose.rebase')}
          </Button>
          <Button size="small" onClick={editing.drop}>
            {t('watching.propose.discard')}
          </Button>
        </span>
      }
    />
  );
}
