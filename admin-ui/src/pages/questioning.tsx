// SPDX-License-Identifier: Apache-2.0
// One questioning while it runs: the room's picture and sound, who is present, what the video shows, marks, and the end.
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuestioning } from '../api/queries';
import type { Questioning } from '../api/types';
import { ClockBadge } from '../components/clock-badge';
import { Loadable } from '../components/loadable';
import { Moment } from '../components/moment';
import { ToneMark } from '../components/tone';
import { useKeys } from '../hooks/use-keys';
import { useText } from '../i18n';
import { useNowUs } from '../lib/now';
import { duration } from '../lib/time';
import { useUser } from '../session';
import { countKept } from '../transcript/transcript-store';
import { useMayExport } from '../views/exports/use-may-export';
import { EndDialog } from '../views/questioning/end-dialog';
import { Findings } from '../views/questioning/findings';
import { MarksPanel } from '../views/questioning/marks-panel';
import { ObservedPanel } from '../views/questioning/observed-panel';
import { Pictures } from '../views/questioning/pictures';
import { RecordedPictures } from '../views/questioning/recorded-pictures';
import { RecordingPanel } from '../views/questioning/recording-panel';
import { RosterPanel } from '../views/questioning/roster-panel';
import styles from './questioning.module.css';

const everyMs = 3_000;

export function QuestioningPage() {
  const { id = '' } = useParams();
  const questioning = useQuestioning(id, everyMs);
  return (
    <div className="page">
      <Loadable query={questioning}>{(data) => <QuestioningView key={id} questioning={data} />}</Loadable>
    </div>
  );
}

function QuestioningView({ questioning }: { questioning: Questioning }) {
  const { can } = useUser();
  const running = questioning.summary.state === 'running';
  return (
    <>
      <Head questioning={questioning} />
      <div className={styles.layout}>
        <div className="stack">
          {running || !can.seePlayback ? (
            <Pictures questioning={questioning} />
          ) : (
            <RecordedPictures questioning={questioning} />
          )}
          <MarksPanel questioning={questioning} />
        </div>
        <div className="stack">
          <RosterPanel questioning={questioning} />
          {running && <ObservedPanel questioning={questioning} />}
          <RecordingPanel questioning={questioning} />
          <Findings questioning={questioning} />
        </div>
      </div>
    </>
  );
}

function Head({ questioning }: { questioning: Questioning }) {
  const { t } = useText();
  const { can } = useUser();
  const nowUs = useNowUs();
  const [ending, setEnding] = useState(false);
  const { summary, clock } = questioning;
  const running = summary.state === 'running';
  const length = duration((summary.endedAtUs ?? nowUs) - summary.startedAtUs, true);
  return (
    <header className={`panel ${styles.head}`}>
      <div className="grow">
        <div className="row-wrap">
          <h1>
            {t('stay.page.ordinal', {
              count: summary.ordinal,
              kind: t(`domain.questioningKind.${summary.kind}`),
            })}
          </h1>
          <span className={running ? 'chip chip-accent' : 'chip'}>
            {t(`domain.questioningState.${summary.state}`)}
          </span>
          <span>{summary.room.name}</span>
          <Link to={`/stays/${summary.stayId}`}>
            {summary.stayNumber} {summary.displayName}
          </Link>
        </div>
        <div className="row-wrap quiet">
          <span>
            <Moment us={summary.startedAtUs} seconds />
            {summary.endedAtUs !== undefined && (
              <>
                {' – '}
                <Moment us={summary.endedAtUs} seconds />
              </>
            )}
          </span>
          <span>
            {running ? t('questioning.elapsed', { time: length }) : `${t('questioning.lasted')} ${length}`}
          </span>
          <span>{questioning.rightsRead ? `✓ ${t('questioning.rightsTold')}` : ''}</span>
          <span>{questioning.recordingTold ? `✓ ${t('questioning.recordingTold')}` : ''}</span>
        </div>
      </div>
      {clock && (
        <div className={styles.clock}>
          <ClockBadge clock={clock} seconds />
        </div>
      )}
      {can.seePlayback && running && (
        <Link to={`/playback?questioning=${summary.id}`}>
          <Button tabIndex={-1}>{t('playback.open')}</Button>
        </Link>
      )}
      {!running && <ExportButton stayId={summary.stayId} id={summary.id} />}
      <TranscriptButton id={summary.id} />
      {running && (can.question || can.leadStay) && (
        <Button type="primary" onClick={() => setEnding(true)}>
          {t('questioning.end')}
        </Button>
      )}
      {ending && <EndDialog questioning={questioning} onClose={() => setEnding(false)} />}
    </header>
  );
}

/** The way to the form of an export, filled in for this questioning. */
function ExportButton({ stayId, id }: { stayId: string; id: string }) {
  const { t } = useText();
  const navigate = useNavigate();
  const may = useMayExport(stayId);
  if (!may) return null;
  return (
    <Button onClick={() => void navigate(`/stays/${stayId}?tab=exports&do=export&about=${id}`)}>
      {t('exports.ofQuestioning')}
    </Button>
  );
}

/** The way to the transcript; says when words of this user wait on this device. */
function TranscriptButton({ id }: { id: string }) {
  const { t } = useText();
  const { me, can } = useUser();
  const navigate = useNavigate();
  const [kept] = useState(() => countKept(me.id, id));
  // Who does not write reads it beside the video.
  const writes = can.question || can.leadStay;
  const open = () => void navigate(`/questionings/${id}/transcript${writes ? '' : '/review'}`);
  useKeys((key) => {
    if (key !== 'T') return false;
    open();
    return true;
  });
  return (
    <Button onClick={open}>
      {t('transcript.open')} <kbd>T</kbd>
      {kept > 0 && <ToneMark tone="soon">{t('transcript.kept', { count: kept })}</ToneMark>}
    </Button>
  );
}
