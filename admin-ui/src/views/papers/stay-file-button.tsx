// SPDX-License-Identifier: Apache-2.0
// The stay's file (一人一档): what it holds and that making it is logged, then the download with how far it is.
import { Button, Modal, Progress } from 'antd';
import { useRef, useState } from 'react';
import { download } from '../../api/download';
import { ErrorNote } from '../../components/error-note';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { saveBlob } from '../../lib/csv';
import { useUser } from '../../session';
import { megabytes } from './file-field';

type State =
  | { kind: 'ready' }
  | { kind: 'loading'; got: number; of?: number }
  | { kind: 'done'; name: string };

export function StayFileButton({ stayId, number }: { stayId: string; number: string }) {
  const { t } = useText();
  const { can } = useUser();
  const [open, setOpen] = useState(false);
  if (!can.leadStay && !can.review) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('papers.file_.open')}</Button>
      {open && <StayFileDialog stayId={stayId} number={number} onClose={() => setOpen(false)} />}
    </>
  );
}

interface Props {
  stayId: string;
  number: string;
  onClose: () => void;
}

const parts = ['index', 'forms', 'transcripts', 'scans', 'recordings', 'record'] as const;

function StayFileDialog({ stayId, number, onClose }: Props) {
  const { t, language } = useText();
  const [state, setState] = useState<State>({ kind: 'ready' });
  const [error, setError] = useState<unknown>();
  const stop = useRef(new AbortController());
  const close = () => {
    stop.current.abort();
    onClose();
  };
  const start = async () => {
    setError(undefined);
    setState({ kind: 'loading', got: 0 });
    const { signal } = stop.current;
    try {
      const got = await download(
        `/stays/${stayId}/file?language=${language}`,
        `stay-${number}.zip`,
        (bytes, of) => setState({ kind: 'loading', got: bytes, of }),
        signal,
      );
      saveBlob(got.name, got.file);
      setState({ kind: 'done', name: got.name });
    } catch (caught) {
      if (signal.aborted) return;
      setError(caught);
      setState({ kind: 'ready' });
    }
  };
  return (
    <Modal
      open
      title={t('papers.file_.title', { number })}
      onCancel={close}
      width={560}
      footer={
        <div className="row">
          <span className="grow" style={{ textAlign: 'left' }} role="status">
            <Progressed state={state} />
          </span>
          <Button onClick={close}>{t(state.kind === 'loading' ? 'act.cancel' : 'act.close')}</Button>
          {state.kind !== 'done' && (
            <Button type="primary" autoFocus loading={state.kind === 'loading'} onClick={() => void start()}>
              {t('papers.file_.download')}
            </Button>
          )}
        </div>
      }
    >
      <ErrorNote error={error} read />
      <p>{t('papers.file_.holds')}</p>
      <ul style={{ margin: '8px 0', paddingLeft: 20 }}>
        {parts.map((part) => (
          <li key={part}>{t(`papers.file_.part.${part}`)}</li>
        ))}
      </ul>
      <p className="quiet">{t('papers.file_.leftOut')}</p>
      <p>
        <ToneMark tone="soon">{t('papers.file_.logged')}</ToneMark>
      </p>
    </Modal>
  );
}

function Progressed({ state }: { state: State }) {
  const { t } = useText();
  if (state.kind === 'done')
    return <ToneMark tone="ok">{t('papers.file_.done', { name: state.name })}</ToneMark>;
  if (state.kind === 'ready') return null;
  if (state.got === 0) return <span className="quiet">{t('papers.file_.making')}</span>;
  if (state.of) return <Progress percent={Math.floor((state.got / state.of) * 100)} size="small" />;
  return <span>{t('papers.file_.got', { size: megabytes(state.got) })}</span>;
}
