// SPDX-License-Identifier: Apache-2.0
// Giving scans back: chosen, dropped or pasted, looked at one by one, then sent; each says in words what became of it.
import { App, Button, Modal } from 'antd';
import { useCallback, useEffect, useRef } from 'react';
import { TimeField } from '../../components/time-field';
import { ToneMark } from '../../components/tone';
import { type TakeFiles, useFileDrop, useFilePaste } from '../../hooks/use-file-drop';
import { useScanTray } from '../../hooks/use-scan-tray';
import { useText } from '../../i18n';
import { serverNowUs } from '../../lib/now';
import { signedAt } from '../../papers/pages';
import { mayChange, type Scan, type ScanTray, waits } from '../../papers/scan-tray';
import styles from './papers.module.css';
import { ScanRow } from './scan-row';

interface Props {
  stayId: string;
  onClose: () => void;
}

export function ReturnDialog({ stayId, onClose }: Props) {
  const { t } = useText();
  const { tray, scans } = useScanTray(stayId);
  const add = useAdd(tray);
  const submit = useRef<HTMLButtonElement>(null);
  const waiting = scans.filter(waits).length;
  const sending = scans.some((one) => one.state === 'sending');
  useFilePaste(add);
  const over = useFileDrop(add);
  const leave = useRef<HTMLButtonElement>(null);
  const sent = useRef(false);
  const list = useRef<HTMLOListElement>(null);
  // What comes next has the focus: giving back what was chosen, then what was refused, then leaving.
  useEffect(() => {
    if (sending) sent.current = true;
    else if (waiting > 0) submit.current?.focus();
    else if (sent.current)
      (list.current?.querySelector<HTMLElement>('[data-retry]') ?? leave.current)?.focus();
  }, [waiting, sending]);
  const close = () => {
    tray.clear();
    onClose();
  };
  return (
    <Modal
      open
      title={t('papers.scans.title')}
      width={860}
      style={{ top: 32 }}
      maskClosable={false}
      onCancel={close}
      footer={
        <div className="row">
          <span className="grow" style={{ textAlign: 'left' }} role="status">
            <Summary scans={scans} />
          </span>
          <Button ref={leave} onClick={close}>
            {t('act.close')}
          </Button>
          <Button
            ref={submit}
            type="primary"
            disabled={waiting === 0}
            loading={sending}
            onClick={() => void tray.sendAll()}
          >
            {waiting > 0 ? t('papers.scans.send', { count: waiting }) : t('papers.scans.sendNone')}
          </Button>
        </div>
      }
    >
      <div className="stack-tight">
        <DropArea onFiles={add} over={over} first={scans.length === 0} />
        <ForAll tray={tray} />
        {scans.length > 0 && (
          <ol ref={list} className={styles.chosen} aria-label={t('papers.scans.title')}>
            {scans.map((scan) => (
              <ScanRow key={scan.id} scan={scan} tray={tray} />
            ))}
          </ol>
        )}
      </div>
    </Modal>
  );
}

/** In a long list one must not look for what was refused. */
function Summary({ scans }: { scans: readonly Scan[] }) {
  const { t } = useText();
  const done = scans.filter((one) => one.state === 'done').length;
  const failed = scans.filter((one) => ['refused', 'unknown', 'unfit'].includes(one.state)).length;
  if (failed > 0)
    return <ToneMark tone="over">{t('papers.scans.summaryFailed', { done, count: failed })}</ToneMark>;
  if (done > 0) return <ToneMark tone="ok">{t('papers.scans.summary', { count: done })}</ToneMark>;
  return <span className="quiet small">{t('papers.scans.original')}</span>;
}

function useAdd(tray: ScanTray): TakeFiles {
  const { t } = useText();
  const { message } = App.useApp();
  return useCallback(
    (files) =>
      void tray.add(files).then((known) => {
        if (known > 0) void message.info(t('papers.scans.known', { count: known }));
      }),
    [tray, message, t],
  );
}

function DropArea({ onFiles, over, first }: { onFiles: TakeFiles; over: boolean; first: boolean }) {
  const { t } = useText();
  const input = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The dialog takes the focus as it opens; we follow one moment later.
    const timer = first ? setTimeout(() => button.current?.focus(), 0) : undefined;
    return () => clearTimeout(timer);
  }, [first]);
  return (
    <section className={styles.drop} data-over={over || undefined} aria-label={t('papers.scans.drop')}>
      <Button ref={button} type={first ? 'primary' : 'default'} onClick={() => input.current?.click()}>
        {t(first ? 'papers.scans.choose' : 'papers.scans.chooseMore')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept="image/jpeg,image/png"
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      <span>{t('papers.scans.drop')}</span>
      <span className="quiet small">{t('papers.scans.hint')}</span>
    </section>
  );
}

/** Pages that were signed together have one time of signing. */
function ForAll({ tray }: { tray: ScanTray }) {
  const { t } = useText();
  const open = tray.current().filter((one) => mayChange(one) && one.signed);
  if (open.length < 2) return null;
  const [first] = open;
  const same = open.every((one) => one.signedAtUs === first?.signedAtUs);
  return (
    <div className="row-wrap">
      <span>{t('papers.scans.timeOfAll', { count: open.length })}</span>
      <TimeField
        clearable
        label={t('papers.scans.timeOfAll', { count: open.length })}
        placeholder={t(same ? 'papers.scans.now' : 'papers.scans.different')}
        value={same ? first?.signedAtUs : undefined}
        onChange={(us) => {
          const signedAtUs = signedAt(us, serverNowUs());
          for (const { id } of open) tray.change(id, { signedAtUs });
        }}
      />
    </div>
  );
}
