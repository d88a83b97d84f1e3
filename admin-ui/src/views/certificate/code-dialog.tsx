// SPDX-License-Identifier: Apache-2.0
// A code of the room's display, read in a picture: where it fits, thirty seconds are proven to be of then and there.
import { Input, Select } from 'antd';
import { useState } from 'react';
import { call } from '../../api/client';
import type { CodeAnswer, CodeReading, RecordingCertificate } from '../../api/types';
import { EditDialog } from '../../components/edit-dialog';
import { Field } from '../../components/field';
import { TimeField } from '../../components/time-field';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { beijing } from '../../lib/time';
import styles from './certificate.module.css';

interface Props {
  cameras: RecordingCertificate['cameras'];
  /** Where the reading is looked for first. */
  atUs: number;
  onClose: () => void;
}

const stale = ['cameras'] as const;

export function CodeDialog({ cameras, atUs, onClose }: Props) {
  const { t } = useText();
  const [misfit, setMisfit] = useState<CodeAnswer>();
  const required = { required: true, message: t('signIn.required') };
  const send = async (body: CodeReading) => {
    const answer = await call('post', '/liveness/readings', { body });
    setMisfit(answer.fits ? undefined : answer);
    return answer;
  };
  return (
    <EditDialog<CodeReading, CodeReading, CodeAnswer>
      act="certificate.code"
      title={t('certificate.read')}
      initial={{ cameraId: cameras[0]?.cameraId ?? '', atUs, code: '' }}
      toBody={(values) => values as CodeReading}
      send={send}
      stale={stale}
      done={t('certificate.readFits')}
      submit={t('certificate.readSubmit')}
      failed={(answer) => !answer.fits}
      onClose={onClose}
    >
      {() => (
        <>
          <p className={`quiet ${styles.wide}`}>{t('certificate.readHint')}</p>
          <Field span={6} name="code" label={t('certificate.code')} rules={[required]}>
            <Input autoComplete="off" maxLength={32} className={`mono ${styles.code}`} />
          </Field>
          <Field span={6} name="atUs" label={t('certificate.at')} rules={[required]}>
            <TimeField seconds />
          </Field>
          <Field span={12} name="cameraId" label={t('certificate.camera')} rules={[required]}>
            <Select options={cameras.map(({ cameraId, name }) => ({ value: cameraId, label: name }))} />
          </Field>
          {misfit && (
            <div className={styles.wide}>
              <ToneMark tone="over">
                {t('certificate.readFitsNot')}
                {misfit.slot
                  ? t('certificate.otherTime', {
                      from: beijing(misfit.slot.fromUs),
                      until: beijing(misfit.slot.untilUs),
                    })
                  : t('certificate.noTime')}
              </ToneMark>
            </div>
          )}
        </>
      )}
    </EditDialog>
  );
}
