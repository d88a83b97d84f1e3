// SPDX-License-Identifier: Apache-2.0
// The cameras: where they are, whether they record, and a test picture.
import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import { setsWatching } from '../abilities';
import { useCameras } from '../api/queries';
import type { Camera } from '../api/types';
import { useWaitingCameras } from '../api/watching';
import { ActiveMark } from '../components/active-mark';
import { type Column, DataTable } from '../components/data-table';
import { Moment } from '../components/moment';
import { RecordingMark } from '../components/recording-mark';
import { SearchBox } from '../components/search-box';
import { ToneMark } from '../components/tone';
import { useFilter } from '../hooks/use-filter';
import { useText } from '../i18n';
import { beijing, lengthText } from '../lib/time';
import { useUser } from '../session';
import { CameraDialog } from '../views/admin/camera-dialog';
import { CameraImport } from '../views/admin/camera-import';
import { CameraTest } from '../views/admin/camera-test';
import { mayBeWatched } from '../views/watching/may-be-watched';

type Open = { kind: 'table' } | { kind: 'edit'; camera?: Camera } | { kind: 'test'; camera: Camera };

const none: ReadonlySet<string> = new Set();

export function CamerasPage() {
  const { t } = useText();
  const filter = useFilter();
  const { set } = filter;
  const cameras = useCameras();
  const [open, setOpen] = useState<Open>();
  const { can } = useUser();
  const waiting = useWaitingCameras(setsWatching(can)).data ?? none;
  const q = filter.get('q');
  const rows = cameras.data?.items.filter((camera) =>
    `${camera.name} ${camera.code} ${camera.room.name}`.includes(q),
  );
  const onSearch = useCallback((text: string) => set('q', text), [set]);
  return (
    <>
      <DataTable<Camera>
        name="cameras"
        title={t('adminPages.cameras.title')}
        rows={rows}
        total={cameras.data?.items.length}
        rowKey={(camera) => camera.id}
        columns={useColumns(setOpen, waiting)}
        query={cameras}
        onRow={(camera) => setOpen({ kind: 'edit', camera })}
        filters={<SearchBox value={q} onSearch={onSearch} placeholder={t('adminPages.cameras.search')} />}
        action={
          <span className="row">
            {waiting.size > 0 && (
              <Link to="/admin/checks">{t('watching.checks.waiting', { count: waiting.size })}</Link>
            )}
            <Button onClick={() => setOpen({ kind: 'table' })}>{t('adminPages.cameras.table')}</Button>
            <Button type="primary" onClick={() => setOpen({ kind: 'edit' })}>
              {t('adminPages.cameras.add')}
            </Button>
          </span>
        }
        empty={{ title: t('list.none'), hint: t('list.noneHint') }}
      />
      {open?.kind === 'edit' && <CameraDialog camera={open.camera} onClose={() => setOpen(undefined)} />}
      {open?.kind === 'table' && <CameraImport onClose={() => setOpen(undefined)} />}
      {open?.kind === 'test' && <CameraTest camera={open.camera} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function Zones({ cameraId, waits }: { cameraId: string; waits: boolean }) {
  const { t } = useText();
  return (
    <Link
      to={`/admin/cameras/${cameraId}/watching`}
      className="nowrap"
      title={waits ? t('watching.waits') : undefined}
      aria-label={waits ? `${t('watching.open')}: ${t('watching.waits')}` : undefined}
    >
      {t('watching.open')} {waits && <ToneMark tone="soon">{null}</ToneMark>}
    </Link>
  );
}

function useColumns(open: (what: Open) => void, waiting: ReadonlySet<string>): Column<Camera>[] {
  const { t } = useText();
  const { can } = useUser();
  const rate = (camera: Camera) =>
    [
      camera.fpsMilli === undefined
        ? ''
        : t('adminPages.cameras.fps', { fps: Math.round(camera.fpsMilli / 100) / 10 }),
      camera.kbps === undefined ? '' : t('adminPages.cameras.kbps', { kbps: camera.kbps }),
    ]
      .filter(Boolean)
      .join(' · ');
  const drift = (camera: Camera) =>
    camera.driftUs === undefined
      ? ''
      : t('adminPages.cameras.driftMs', { ms: Math.round(camera.driftUs / 1e3) });
  const breaks = ({ breaks: of }: Camera) =>
    of && of.count > 0 ? `${of.count} · ${lengthText(of.lengthUs, t)}` : '';
  return [
    {
      key: 'code',
      title: t('adminPages.cameras.code'),
      render: (_, camera) => camera.code,
      text: (camera) => camera.code,
    },
    {
      key: 'name',
      title: t('adminPages.cameras.name'),
      render: (_, camera) => <strong>{camera.name}</strong>,
      text: (camera) => camera.name,
    },
    {
      key: 'room',
      title: t('adminPages.cameras.room'),
      render: (_, camera) => camera.room.name,
      text: (camera) => camera.room.name,
    },
    {
      key: 'state',
      title: t('adminPages.cameras.state'),
      render: (_, camera) => <RecordingMark state={camera.recording.state} />,
      text: (camera) => t(`domain.recording.${camera.recording.state}`),
    },
    {
      key: 'audio',
      title: t('adminPages.cameras.sound'),
      render: (_, camera) => (camera.audio ? t('yes') : <span className="quiet">{t('no')}</span>),
      text: (camera) => t(camera.audio ? 'yes' : 'no'),
    },
    { key: 'rate', title: t('adminPages.cameras.rate'), render: (_, camera) => rate(camera), text: rate },
    {
      key: 'drift',
      title: t('adminPages.cameras.drift'),
      align: 'right',
      render: (_, camera) => drift(camera),
      text: drift,
    },
    {
      key: 'stored',
      title: t('adminPages.cameras.lastStored'),
      render: (_, camera) =>
        camera.lastDurableUs === undefined ? '' : <Moment us={camera.lastDurableUs} seconds />,
      text: (camera) => (camera.lastDurableUs === undefined ? '' : beijing(camera.lastDurableUs)),
    },
    {
      key: 'breaks',
      title: t('adminPages.cameras.breaks'),
      render: (_, camera) => breaks(camera) || <span className="quiet">{t('no')}</span>,
      text: breaks,
    },
    {
      key: 'analysis',
      title: t('adminPages.cameras.analysis'),
      render: (_, camera) => camera.analysis && t(`domain.analysis.${camera.analysis}`),
      text: (camera) => (camera.analysis ? t(`domain.analysis.${camera.analysis}`) : ''),
    },
    {
      key: 'active',
      title: t('adminPages.units.active'),
      render: (_, camera) => <ActiveMark active={camera.active} />,
      text: (camera) => t(camera.active ? 'adminPages.staff.active' : 'adminPages.staff.inactive'),
    },
    {
      key: 'acts',
      align: 'right',
      render: (_, camera) => (
        <span className="row" style={{ justifyContent: 'flex-end' }}>
          {mayBeWatched(camera) && <Zones cameraId={camera.id} waits={waiting.has(camera.id)} />}
          {can.seeLive || can.administer ? (
            <Button size="small" onClick={() => open({ kind: 'test', camera })}>
              {t('adminPages.cameras.test')}
            </Button>
          ) : null}
          <Button size="small" onClick={() => open({ kind: 'edit', camera })}>
            {t('act.edit')}
          </Button>
        </span>
      ),
    },
  ];
}
