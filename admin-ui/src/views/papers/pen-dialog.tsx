// SPDX-License-Identifier: Apache-2.0
// Signing a print by pen: the print itself beside the field, the room, and the officer who stands by. The signature is
// bound to the very bytes that are shown.
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { call } from '../../api/client';
import { download } from '../../api/download';
import { useTerminal } from '../../api/queries';
import type { Paper, PenSignature, Receipt } from '../../api/types';
import { ErrorNote } from '../../components/error-note';
import { RoomPicker } from '../../components/pickers';
import { ToneMark } from '../../components/tone';
import { useAct } from '../../hooks/use-act';
import { printUrl } from '../../hooks/use-print';
import { useText } from '../../i18n';
import { lacks, type PenStroke, sha256Of } from '../../papers/pen';
import styles from './papers.module.css';
import { PenField } from './pen-field';

interface Props {
  stayId: string;
  paper: Paper;
  onClose: () => void;
}

const stale = ['stays'] as const;

/** The hash of what the centre hands out under the print's address. */
function usePrintHash(stayId: string, printSeq: number) {
  return useQuery({
    queryKey: ['papers', stayId, 'print', printSeq],
    queryFn: async ({ signal }) => {
      const { file } = await download(
        `/stays/${stayId}/prints?seq=${printSeq}`,
        'print.pdf',
        () => undefined,
        signal,
      );
      return sha256Of(await file.arrayBuffer());
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function PenDialog({ stayId, paper, onClose }: Props) {
  const { t, pick } = useText();
  const [refusing, setRefusing] = useState(false);
  const hash = usePrintHash(stayId, paper.printSeq);
  const { run, pending, error, reset } = useAct<PenSignature, Receipt>(
    `pen.${stayId}.${paper.printSeq}`,
    (body, key) => call('post', '/stays/{id}/pen-signatures', { path: { id: stayId }, body, key }),
    stale,
  );
  const send = async (body: Omit<PenSignature, 'printSeq'>) => {
    if (await run({ ...body, printSeq: paper.printSeq })) onClose();
  };
  return (
    <Modal
      open
      width={1180}
      style={{ top: 16 }}
      maskClosable={false}
      title={t('papers.pen.title', { form: pick(paper.label, paper.labelEn) })}
      footer={null}
      onCancel={onClose}
    >
      <div className={styles.pen}>
        <div>
          <iframe
            className={styles.penPrint}
            title={t('papers.pen.print')}
            src={`${printUrl(stayId, paper.printSeq)}#navpanes=0&view=FitH`}
          />
          <p className="quiet small mono">
            {hash.data ? t('papers.pen.hash', { hash: hash.data }) : t('papers.pen.checking')}
          </p>
          {hash.isError && <ErrorNote error={hash.error} read retry={() => void hash.refetch()} />}
        </div>
        <div className="stack-tight">
          <ErrorNote error={error} />
          {refusing ? (
            <Refusal pending={pending} onSend={send} />
          ) : (
            <Signing pending={pending} hash={hash.data} onSend={send} />
          )}
          <div className="row">
            <Button
              type="link"
              onClick={() => {
                reset();
                setRefusing(!refusing);
              }}
            >
              {t(refusing ? 'papers.pen.refuseBack' : 'papers.pen.refuse')}
            </Button>
            <a href={printUrl(stayId, paper.printSeq)} target="_blank" rel="noreferrer">
              {t('papers.pen.paper')}
            </a>
          </div>
        </div>
      </div>
    </Modal>
  );
}

interface SigningProps {
  pending: boolean;
  hash: string | undefined;
  onSend: (body: Omit<PenSignature, 'printSeq'>) => Promise<void>;
}

function Signing({ pending, hash, onSend }: SigningProps) {
  const { t } = useText();
  const terminal = useTerminal();
  const [strokes, setStrokes] = useState<PenStroke[]>([]);
  const [chosen, setChosen] = useState<string>();
  const [present, setPresent] = useState(false);
  const [told, setTold] = useState<'empty' | 'only_dots'>();
  const roomId = terminal.data?.room?.id ?? chosen;
  const send = () => {
    const lack = lacks(strokes);
    setTold(lack);
    if (!lack && hash)
      void onSend({ how: 'pen', printSha256: hash, strokes, officerPresent: present, roomId });
  };
  return (
    <>
      <PenField
        strokes={strokes}
        disabled={pending}
        onChange={(next) => {
          setStrokes(next);
          setTold(undefined);
        }}
      />
      {told && (
        <p role="alert">
          <ToneMark tone="over">{t(`papers.pen.lack.${told}`)}</ToneMark>
        </p>
      )}
      <label htmlFor="pen-room">{t('papers.pen.room')}</label>
      <RoomPicker
        id="pen-room"
        value={roomId}
        disabled={terminal.data?.room !== undefined}
        onChange={(id: string) => setChosen(id)}
      />
      <span className="quiet small">{t('papers.pen.roomHint')}</span>
      <Checkbox checked={present} onChange={({ target }) => setPresent(target.checked)}>
        {t('papers.pen.present')}
      </Checkbox>
      <Button
        type="primary"
        size="large"
        loading={pending}
        disabled={!hash || !present || !roomId}
        onClick={send}
      >
        {t('papers.pen.submit')}
      </Button>
    </>
  );
}

function Refusal({ pending, onSend }: Omit<SigningProps, 'hash'>) {
  const { t } = useText();
  const required = { required: true, whitespace: true, message: t('signIn.required') };
  return (
    <Form<{ reason: string; witness: string }>
      layout="vertical"
      requiredMark={false}
      onFinish={({ reason, witness }) =>
        void onSend({ how: 'refused', reason: reason.trim(), witness: witness.trim() })
      }
    >
      <Form.Item name="reason" label={t('papers.pen.reason')} rules={[required]}>
        <Input.TextArea rows={2} maxLength={400} />
      </Form.Item>
      <Form.Item name="witness" label={t('papers.pen.witness')} rules={[required]}>
        <Input maxLength={60} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={pending}>
        {t('papers.pen.refuseSubmit')}
      </Button>
    </Form>
  );
}
