// SPDX-License-Identifier: Apache-2.0
// A locked version: how it was read and by whom it was locked, and opening it again with a reason.
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '../../api/client';
import type { Transcript, TranscriptVersion } from '../../api/types';
import { EditDialog } from '../../components/edit-dialog';
import { Field } from '../../components/field';
import { ToneMark } from '../../components/tone';
import { printUrl, usePrint } from '../../hooks/use-print';
import { useText } from '../../i18n';
import { beijing, beijingClock } from '../../lib/time';
import { useUser } from '../../session';
import { ReturnButton } from '../papers/return-button';

const stale = ['questionings', 'stays', 'findings'] as const;

interface Props {
  transcript: Transcript;
  version: TranscriptVersion;
  mayReopen: boolean;
}

export function LockedPanel({ transcript, version, mayReopen }: Props) {
  const { t } = useText();
  const { can } = useUser();
  const [reopening, setReopening] = useState(false);
  const { id, stayId } = transcript.questioning;
  const { print, pending } = usePrint(stayId);
  // On paper it is for those who lead the stay and question.
  const onPaper = can.leadStay && can.question;
  return (
    <section className="panel">
      <header>
        <h2>{t('transcript.locked.title', { version: version.version })}</h2>
        <ToneMark tone={version.outcome === 'agreed' ? 'ok' : 'soon'}>
          {t(`transcript.finish.outcomes.${version.outcome}`)}
        </ToneMark>
      </header>
      <dl className="facts">
        <dt>{t('transcript.finish.readBy')}</dt>
        <dd>{t(`transcript.finish.readers.${version.readBy}`)}</dd>
        <dt>{t('questioning.started')}</dt>
        <dd>{beijing(version.startedAtUs).slice(0, 16)}</dd>
        <dt>{t('questioning.ended')}</dt>
        <dd>{beijing(version.endedAtUs).slice(0, 16)}</dd>
      </dl>
      <p className="quiet small" style={{ marginTop: 8 }}>
        {t('transcript.locked.by', {
          name: version.lockedByName,
          time: beijingClock(version.lockedAtUs, true),
        })}
        {version.pages !== undefined && ` · ${t('transcript.locked.pages', { count: version.pages })}`}
      </p>
      <div className="row-wrap" style={{ marginTop: 8 }}>
        {onPaper && (
          <>
            <Button
              loading={pending}
              onClick={() =>
                void print(`transcript.${id}.${version.version}`, { form: 'transcript', questioningId: id })
              }
            >
              {t('papers.print')}
            </Button>
            <ReturnButton stayId={stayId} />
          </>
        )}
        {mayReopen && <Button onClick={() => setReopening(true)}>{t('transcript.locked.reopen')}</Button>}
        {version.printSeq !== undefined && (
          <a href={printUrl(stayId, version.printSeq)} target="_blank" rel="noreferrer">
            {t('papers.openLast')}
          </a>
        )}
      </div>
      {reopening && (
        <ReopenDialog transcript={transcript} version={version.version} onClose={() => setReopening(false)} />
      )}
    </section>
  );
}

interface ReopenProps {
  transcript: Transcript;
  version: number;
  onClose: () => void;
}

function ReopenDialog({ transcript, version, onClose }: ReopenProps) {
  const { t } = useText();
  const { id } = transcript.questioning;
  return (
    <EditDialog<{ reason: string }, { reason: string }>
      act={`transcript.${id}.reopen.${version}`}
      title={t('transcript.locked.reopenTitle')}
      initial={{}}
      toBody={({ reason }) => ({ reason: reason.trim() })}
      send={(body, key) =>
        call('post', '/questionings/{id}/transcript/reopening', { path: { id }, body, key })
      }
      stale={stale}
      submit={t('transcript.locked.reopen')}
      keepsDraft
      onClose={onClose}
    >
      {() => (
        <>
          <Alert
            type="info"
            style={{ gridColumn: 'span 12', marginBottom: 16 }}
            message={t('transcript.locked.reopenEffect', { version, next: version + 1 })}
          />
          <Field
            span={12}
            name="reason"
            label={t('transcript.locked.reason')}
            rules={[{ required: true, whitespace: true, message: t('reason.required') }]}
          >
            <Input.TextArea rows={3} maxLength={400} showCount />
          </Field>
        </>
      )}
    </EditDialog>
  );
}
