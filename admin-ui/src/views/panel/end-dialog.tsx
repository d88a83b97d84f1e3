// SPDX-License-Identifier: Apache-2.0
// Ending: the transcript is signed, or why not. The person stays in the room until they are placed elsewhere.
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { aboutRunning } from '../../hooks/use-panel-act';
import { useText } from '../../i18n';
import type { Running } from '../../panel/memory';
import { Choices } from '../round/choices';
import styles from './panel.module.css';
import { type PanelDesk, shortNumber } from './panel-desk';

interface Props {
  desk: PanelDesk;
  running: Running;
  onClose: () => void;
}

type Signed = 'signed' | 'not';

export function EndDialog({ desk, running, onClose }: Props) {
  const { t } = useText();
  const [signed, setSigned] = useState<Signed>();
  const [reason, setReason] = useState('');
  const [pending, setPending] = useState(false);
  const ready = signed === 'signed' || (signed === 'not' && reason.trim() !== '');
  const end = async () => {
    setPending(true);
    const transcriptSigned = signed === 'signed';
    await desk.enter({
      kind: 'end',
      ...aboutRunning(running),
      what: t('panel.what.end', { number: shortNumber(running.number) }),
      body: { transcriptSigned, interruptedReason: transcriptSigned ? undefined : reason.trim() },
    });
    // What the centre says against it stands on the panel.
    onClose();
  };
  return (
    <Modal open title={t('panel.endTitle')} footer={null} onCancel={onClose} width={560}>
      <div className={styles.card}>
        <Choices<Signed>
          single
          label={t('transcript.name')}
          options={[
            { value: 'signed', label: t('questioning.signed') },
            { value: 'not', label: t('questioning.notSigned') },
          ]}
          chosen={signed ? [signed] : []}
          onChange={([next]) => setSigned(next)}
        />
        {signed === 'not' && (
          <Input
            size="large"
            autoFocus
            maxLength={256}
            value={reason}
            aria-label={t('questioning.interrupted')}
            placeholder={t('questioning.interruptedHint')}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
        <Button
          type="primary"
          className={styles.main}
          block
          disabled={!ready}
          loading={pending}
          onClick={() => void end()}
        >
          {t('panel.end')}
        </Button>
      </div>
    </Modal>
  );
}
