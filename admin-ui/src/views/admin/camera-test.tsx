// SPDX-License-Identifier: Apache-2.0
// The newest piece of picture of a camera, held still: to see that it looks where it should.
import { Button, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Camera } from '../../api/types';
import { useText } from '../../i18n';
import { type StillState, showStill } from '../../media/still';
import styles from '../video.module.css';

export function CameraTest({ camera, onClose }: { camera: Camera; onClose: () => void }) {
  const { t } = useText();
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<StillState>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every press of the button takes another picture
  useEffect(() => {
    if (!video.current) return;
    const stopping = new AbortController();
    setState({ kind: 'loading' });
    const request = { cameraId: camera.id, use: 'still' as const, reason: 'camera_test' as const };
    void showStill(video.current, request, stopping.signal).then((shown) => {
      if (!stopping.signal.aborted) setState(shown);
    });
    return () => stopping.abort();
  }, [camera.id, attempt]);

  return (
    <Modal
      open
      title={t('adminPages.cameras.testTitle', { name: camera.name })}
      width={760}
      onCancel={onClose}
      footer={
        <div className="row">
          <span className="quiet small grow" style={{ textAlign: 'left' }}>
            {t('adminPages.cameras.testHint')}
          </span>
          <Button onClick={() => setAttempt((before) => before + 1)} disabled={state.kind === 'loading'}>
            {t('adminPages.cameras.testNow')}
          </Button>
        </div>
      }
    >
      <figure className={styles.figure}>
        <video ref={video} muted playsInline className={styles.video} aria-label={camera.name} />
        {state.kind !== 'shown' && (
          <div className={styles.note} role="status">
            {noteText(t, state)}
          </div>
        )}
      </figure>
    </Modal>
  );
}

function noteText(t: ReturnType<typeof useText>['t'], state: StillState): string {
  if (state.kind === 'unsupported') return t('questioning.live.unsupported', { codecs: state.codecs });
  if (state.kind === 'denied') return t('questioning.live.denied');
  return state.kind === 'loading' ? t('questioning.live.connecting') : t('questioning.live.gone');
}
