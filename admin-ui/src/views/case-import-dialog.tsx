// SPDX-License-Identifier: Apache-2.0
// Cases and persons from the provincial case system: by case number, or from a file. Each person becomes a booking.
import { Button, Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { call } from '../api/client';
import type { CaseImport, CaseImportResult } from '../api/types';
import { ErrorNote } from '../components/error-note';
import { useAct } from '../hooks/use-act';
import { useText } from '../i18n';
import { sourceOf } from './case-import-source';

type Way = 'system' | 'file';

export function CaseImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const [way, setWay] = useState<Way>('system');
  const [number, setNumber] = useState('');
  const [file, setFile] = useState<{ name: string; content: string }>();
  const [taken, setTaken] = useState<CaseImportResult>();
  const { run, pending, error, reset } = useAct<CaseImport, CaseImportResult>(
    'case-import',
    (body, key) => call('post', '/case-imports', { body, key }),
    'all',
  );
  const ready = way === 'system' ? number.trim() !== '' : file !== undefined;
  const take = async () => {
    const body: CaseImport =
      way === 'system' || !file
        ? { source: 'system', number: number.trim() }
        : { source: sourceOf(file.name, file.content), content: file.content };
    const result = await run(body);
    if (result) setTaken(result.receipt);
  };
  return (
    <Modal
      open
      title={t('papers.import.title')}
      onCancel={onClose}
      maskClosable={false}
      footer={
        taken ? (
          <Button type="primary" onClick={onClose}>
            {t('papers.import.close')}
          </Button>
        ) : (
          <Button type="primary" disabled={!ready} loading={pending} onClick={() => void take()}>
            {t('papers.import.take')}
          </Button>
        )
      }
    >
      {taken ? (
        <Taken result={taken} />
      ) : (
        <>
          <Segmented<Way>
            value={way}
            onChange={(next) => {
              setWay(next);
              reset();
            }}
            options={(['system', 'file'] as const).map((value) => ({
              value,
              label: t(`papers.import.${value}`),
            }))}
            style={{ marginBottom: 12 }}
          />
          <ErrorNote error={error} />
          {way === 'system' ? (
            <Input
              autoFocus
              maxLength={64}
              aria-label={t('papers.import.number')}
              placeholder={t('papers.import.number')}
              value={number}
              onChange={(event) => setNumber(event.target.value)}
              onPressEnter={() => ready && void take()}
            />
          ) : (
            <FileField onFile={setFile} />
          )}
        </>
      )}
    </Modal>
  );
}

function FileField({ onFile }: { onFile: (file: { name: string; content: string } | undefined) => void }) {
  const { t } = useText();
  return (
    <label>
      <span className="quiet">{t('papers.import.fileHint')}</span>
      <input
        type="file"
        accept=".json,.csv,application/json,text/csv"
        style={{ display: 'block', marginTop: 8 }}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (!file) return onFile(undefined);
          void file.text().then((content) => onFile({ name: file.name, content }));
        }}
      />
    </label>
  );
}

function Taken({ result }: { result: CaseImportResult }) {
  const { t } = useText();
  return (
    <ul style={{ margin: 0, paddingLeft: 18 }}>
      {result.cases.map((one) => (
        <li key={one.id}>
          {one.number}{' '}
          <span className="quiet">{t(one.known ? 'papers.import.caseKnown' : 'papers.import.caseNew')}</span>
        </li>
      ))}
      {result.bookings.map((one) => (
        <li key={`${one.caseNumber} ${one.name}`}>
          {one.name}{' '}
          <span className="quiet">{t(one.known ? 'papers.import.known' : 'papers.import.booked')}</span>
        </li>
      ))}
    </ul>
  );
}
