// SPDX-License-Identifier: Apache-2.0
// Tries the address that is typed, before it is saved: what the recorder found with a first picture, or why nothing came.
import { Alert, Button, Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { CameraTrial as Trial } from '../../api/types';
import { ErrorNote } from '../../components/error-note';
import { type TrialState, trialWithinS, useCameraTrial } from '../../hooks/use-camera-trial';
import { useText } from '../../i18n';
import { type StillState, showTrialStill } from '../../media/still';
import styles from '../video.module.css';

interface Typed {
  mainUrl?: string;
  username?: string;
  password?: string;
  transport?: 'tcp' | 'udp';
}

interface Props {
  cameraId: string | undefined;
  wish: () => Typed;
}

export function CameraTrial({ cameraId, wish }: Props) {
  const { t } = useText();
  const { state, start } = useCameraTrial();
  const onTry = () => {
    const typed = wish();
    start({
      url: typed.mainUrl?.trim() ?? '',
      username: typed.username?.trim() || undefined,
      password: typed.password || undefined,
      transport: typed.transport,
      cameraId,
    });
  };
  return (
    <div style={{ gridColumn: 'span 12' }}>
      <div className="row">
        <Button onClick={onTry} disabled={state.kind === 'trying'}>
          {t(state.kind === 'idle' ? 'adminPages.cameras.trial' : 'adminPages.cameras.trialAgain')}
        </Button>
        <span className="quiet small grow">{t('adminPages.cameras.trialHint')}</span>
      </div>
      <div aria-live="polite" style={{ marginTop: 12 }}>
        <Outcome state={state} />
      </div>
    </div>
  );
}

function Outcome({ state }: { state: TrialState }) {
  const { t, language } = useText();
  switch (state.kind) {
    case 'idle':
      return null;
    case 'trying':
      return (
        <>
          <Progress percent={(state.seconds / trialWithinS) * 100} showInfo={false} status="active" />
          <div className="small">
            {t('adminPages.cameras.trialRunning', { seconds: state.seconds, most: trialWithinS })}
          </div>
        </>
      );
    case 'found':
      return <Found id={state.id} trial={state.trial} />;
    case 'failed':
      return (
        <Alert
          type="error"
          showIcon
          message={language === 'zh' ? state.trial.text : state.trial.textEn}
          role="alert"
        />
      );
    case 'lost':
      return <Alert type="warning" showIcon message={t('adminPages.cameras.trialLost')} role="alert" />;
    case 'refused':
      return <ErrorNote error={state.error} />;
  }
}

function Found({ id, trial }: { id: string; trial: Trial }) {
  const { t } = useText();
  const video = useRef<HTMLVideoElement>(null);
  const [still, setStill] = useState<StillState>({ kind: 'loading' });
  useEffect(() => {
    if (!video.current || !trial.token) return;
    const stopping = new AbortController();
    void showTrialStill(video.current, id, trial.token, stopping.signal).then((shown) => {
      if (!stopping.signal.aborted) setStill(shown);
    });
    return () => stopping.abort();
  }, [id, trial.token]);
  const fact = t('adminPages.cameras.trialFound', {
    size: `${trial.width}×${trial.height}`,
    fps: Math.round((trial.fpsMilli ?? 0) / 100) / 10,
    codecs: codingOf(trial.codecs ?? ''),
    sound: t(trial.sound ? 'adminPages.cameras.trialSound' : 'adminPages.cameras.trialNoSound'),
  });
  return (
    <>
      <Alert type="success" showIcon message={fact} style={{ marginBottom: 8 }} role="status" />
      {still.kind === 'unsupported' ? (
        <div className="quiet small">
          {t('adminPages.cameras.trialNoStill', { codecs: codingOf(still.codecs) })}
        </div>
      ) : (
        <figure className={styles.figure}>
          <video
            ref={video}
            muted
            playsInline
            className={styles.video}
            aria-label={t('adminPages.cameras.trial')}
          />
        </figure>
      )}
    </>
  );
}

/** "hvc1.1.6.L93.90,alaw" as people say it. */
function codingOf(codecs: string): string {
  return codecs
    .split(',')
    .map((codec) => names.find(([start]) => codec.startsWith(start))?.[1] ?? codec)
    .join(' + ');
}

const names: readonly (readonly [string, string])[] = [
  ['avc1', 'H.264'],
  ['hvc1', 'H.265'],
  ['hev1', 'H.265'],
  ['mp4a', 'AAC'],
  ['alaw', 'G.711 A'],
  ['ulaw', 'G.711 μ'],
];
