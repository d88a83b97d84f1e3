// SPDX-License-Identifier: Apache-2.0
// Recordings of several cameras together: of a room, of a questioning, or along the way of a stay.
import { App, Button } from 'antd';
import { useCallback, useMemo, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useCameras, useQuestioning, useStay, useTimeline } from '../api/queries';
import type { Camera, Questioning, StayDetail } from '../api/types';
import { Empty } from '../components/empty';
import { Loadable } from '../components/loadable';
import { TimeField } from '../components/time-field';
import { useText } from '../i18n';
import { serverNowUs } from '../lib/now';
import { usPerSecond } from '../lib/time';
import { useUser } from '../session';
import { BodyCheckPanel } from '../views/body-checks/body-check-panel';
import { CameraChoice } from '../views/playback/camera-choice';
import { Happenings } from '../views/playback/happenings';
import styles from '../views/playback/playback.module.css';
import { aroundUs, cameraIdsOf, spanAround, spanOfQuestioning, within } from '../views/playback/span';
import { useAddress } from '../views/playback/use-address';
import { camerasOf, firstSeen, happeningsOf, type Place, placeAt, placesOf } from '../views/playback/way';
import { EvidenceView } from '../views/player/evidence-view';

export function PlaybackPage() {
  const { t } = useText();
  const { can } = useUser();
  const cameras = useCameras();
  const address = useAddress();
  const stayId = address.search.get('stay') ?? '';
  const questioningId = address.search.get('questioning') ?? undefined;
  const stay = useStay(stayId, can.seePlayback && stayId !== '');
  const questioning = useQuestioning(can.seePlayback ? questioningId : undefined);
  if (!can.seePlayback) return <Empty title={t('playback.notYou')} hint={t('playback.notYouHint')} />;
  const about = stayId ? stay : questioningId ? questioning : cameras;
  return (
    <div className="page">
      <Loadable query={cameras} rows={10}>
        {({ items }) => (
          <Loadable query={about as typeof cameras} rows={10}>
            {() => (
              <Playback
                address={address}
                cameras={items.filter(({ sight }) => sight.playback || sight.mayAsk)}
                stay={stayId ? stay.data : undefined}
                questioning={questioning.data}
              />
            )}
          </Loadable>
        )}
      </Loadable>
    </div>
  );
}

interface Props {
  address: ReturnType<typeof useAddress>;
  cameras: readonly Camera[];
  stay: StayDetail | undefined;
  questioning: Questioning | undefined;
}

/** What is opened: a moment, the stretch around it, and the cameras. */
function useOpenedStretch({ address, cameras, questioning }: Props, places: readonly Place[]) {
  const [enteredUs] = useState(() => Math.floor(serverNowUs()));
  const given = cameraIdsOf(address.search.get('cameras'));
  const atUs =
    address.opened ??
    firstSeen(places, cameras)?.fromUs ??
    questioning?.summary.startedAtUs ??
    enteredUs - 60e6;
  const place = placeAt(places, atUs) ?? firstSeen(places, cameras);
  const wanted =
    given.length > 0
      ? given
      : place
        ? camerasOf(place.room.id, cameras).map((camera) => camera.id)
        : (questioning?.recording ?? []).map((camera) => camera.cameraId);
  const ids = wanted.join(',');
  const shown = useMemo(
    () =>
      ids
        .split(',')
        .flatMap((id) => cameras.find((camera) => camera.id === id) ?? [])
        .slice(0, 4)
        .map(({ id, name }) => ({ id, name })),
    [ids, cameras],
  );
  const missing = wanted.length - shown.length;
  const span = useMemo(() => {
    if (!questioning) return spanAround(atUs, enteredUs);
    const { startedAtUs, endedAtUs } = questioning.summary;
    return spanOfQuestioning(startedAtUs, endedAtUs, enteredUs);
  }, [atUs, questioning, enteredUs]);
  return { atUs: within(atUs, span), span, shown, missing };
}

function Playback(props: Props) {
  const { t } = useText();
  const { address, cameras, stay, questioning } = props;
  const stayId = stay?.tile.stayId ?? questioning?.summary.stayId ?? '';
  const timeline = useTimeline(stayId, stayId !== '');
  const events = timeline.data?.events;
  const places = useMemo(() => (stay ? placesOf(events ?? [], stay.departedAtUs) : []), [stay, events]);
  const opened = useOpenedStretch(props, places);
  const { span, shown } = opened;
  const shownUs = useRef(opened.atUs);
  const [nowUs, setNowUs] = useState(opened.atUs);
  const [goTo, setGoTo] = useState<{ us: number; nonce: number }>();
  const findings = (stay ?? questioning)?.findings;
  const happenings = useMemo(() => happeningsOf(events ?? [], findings ?? []), [events, findings]);
  const flags = useFlags(findings);

  const { follow, open } = address;
  const goAlong = useGoAlong(places, cameras, shown, open);
  const onNow = useCallback(
    (us: number) => {
      shownUs.current = us;
      // What stands beside the picture is drawn once a second.
      setNowUs(Math.floor(us / usPerSecond) * usPerSecond);
      follow(us);
      goAlong(us);
    },
    [follow, goAlong],
  );
  const go = (us: number, to: Place | undefined = stay && placeAt(places, us)) => {
    const there = to && camerasOf(to.room.id, cameras);
    const elsewhere = there?.some((camera) => !shown.some((one) => one.id === camera.id));
    if (there && elsewhere) open(us, { cameras: namesOf(there) });
    else if (us < span.fromUs || us > span.toUs) open(us);
    else setGoTo({ us, nonce: Date.now() });
  };

  // One that is sealed is looked at by itself, if at all.
  const sealed = cameras.find(({ id, sight }) => sight.sealed && shown.some((one) => one.id === id));
  if (stay && !events) return <Loadable query={timeline}>{() => null}</Loadable>;
  return (
    <>
      <Bar {...props} opened={opened} now={() => shownUs.current} />
      {opened.missing > 0 && <p className="quiet">{t('playback.missing', { count: opened.missing })}</p>}
      <div className={stayId ? styles.layout : undefined}>
        {shown.length === 0 ? (
          <section className="panel">
            <Empty
              title={t(cameras.length === 0 ? 'playback.none' : 'playback.noneChosen')}
              hint={t('playback.noneHint')}
            />
          </section>
        ) : sealed ? (
          <BodyCheckPanel camera={sealed} atUs={opened.atUs} span={span} alone={shown.length > 1} />
        ) : (
          <Player {...props} opened={opened} goTo={goTo} onNow={onNow} flags={flags} />
        )}
        {stayId && (
          <Happenings
            places={places}
            hasCamera={(place) => camerasOf(place.room.id, cameras).length > 0}
            place={placeAt(places, nowUs)}
            happenings={happenings}
            nowUs={nowUs}
            onGoTo={go}
          />
        )}
      </div>
    </>
  );
}

const namesOf = (cameras: readonly { id: string }[]) => cameras.map(({ id }) => id).join(',');

/** Whoever looks at the room that the person is in goes into the next one with the person. */
function useGoAlong(
  places: readonly Place[],
  cameras: readonly Camera[],
  shown: readonly { id: string }[],
  open: (us: number, more: Record<string, string>) => void,
) {
  const last = useRef<Place>();
  return useCallback(
    (us: number) => {
      const here = placeAt(places, us);
      const before = last.current;
      last.current = here;
      if (!here || !before || here.fromUs <= before.fromUs) return;
      const there = camerasOf(here.room.id, cameras);
      const along = namesOf(camerasOf(before.room.id, cameras)) === namesOf(shown);
      if (along && there.length > 0) open(us, { cameras: namesOf(there) });
    },
    [places, cameras, shown, open],
  );
}

function useFlags(findings: StayDetail['findings'] | undefined) {
  const { pick } = useText();
  return useMemo(
    () => (findings ?? []).map((one) => ({ atUs: one.atUs, label: pick(one.title, one.titleEn) })),
    [findings, pick],
  );
}

type Opened = ReturnType<typeof useOpenedStretch>;

interface PlayerProps extends Props {
  opened: Opened;
  goTo: { us: number; nonce: number } | undefined;
  onNow: (us: number) => void;
  flags: { atUs: number; label: string }[];
}

function Player({ opened, stay, questioning, goTo, onNow, flags }: PlayerProps) {
  // Of a stay, the questioning that ran then lends its marks and counts.
  const during = stay?.questionings.find(
    ({ startedAtUs, endedAtUs }) =>
      startedAtUs <= opened.atUs && opened.atUs < (endedAtUs ?? opened.atUs + 1),
  );
  const lent = useQuestioning(questioning ? undefined : during?.id);
  const shownOf = questioning ?? lent.data;
  const id = shownOf?.summary.id;
  const request = useMemo(
    () => ({ reason: id ? ('review' as const) : ('patrol' as const), questioningId: id }),
    [id],
  );
  if (during && !shownOf && !lent.error) return null;
  return (
    <EvidenceView
      cameras={opened.shown}
      span={opened.span}
      startUs={opened.atUs}
      request={request}
      questioning={shownOf}
      findings={flags}
      goTo={goTo}
      onNow={onNow}
    />
  );
}

function Bar({
  address,
  cameras,
  stay,
  questioning,
  opened,
  now,
}: Props & { opened: Opened; now: () => number }) {
  const { t } = useText();
  const { message } = App.useApp();
  const { open, put } = address;
  const summary = questioning?.summary;
  const copy = async () => {
    const link = new URL(window.location.href);
    await navigator.clipboard.writeText(link.toString());
    void message.success(t('playback.copied'));
  };
  return (
    <div className={styles.bar}>
      <h1>{t('playback.title')}</h1>
      {stay && (
        <Link to={`/stays/${stay.tile.stayId}`}>
          {stay.tile.number} {stay.tile.displayName}
        </Link>
      )}
      {summary && (
        <Link to={`/questionings/${summary.id}`}>
          {summary.stayNumber} {summary.displayName} · {summary.room.name}
        </Link>
      )}
      <CameraChoice
        cameras={cameras}
        value={opened.shown.map((camera) => camera.id)}
        onChange={(ids) => open(now(), { cameras: ids.join(',') || undefined })}
      />
      <Button onClick={() => open(now() - 2 * aroundUs, { questioning: undefined })}>
        {t('playback.earlier')}
      </Button>
      <TimeField
        value={opened.atUs}
        seconds
        label={t('playback.moment')}
        onChange={(us) => us !== undefined && open(us, { questioning: undefined })}
      />
      <Button
        onClick={() => open(now() + 2 * aroundUs, { questioning: undefined })}
        disabled={opened.span.toUs >= Math.floor(serverNowUs()) - 60e6}
      >
        {t('playback.later')}
      </Button>
      <span className="grow" />
      <Button
        onClick={() => {
          put({ at: String(Math.round(now())) });
          void copy();
        }}
      >
        {t('playback.copy')}
      </Button>
    </div>
  );
}
