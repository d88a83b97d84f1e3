// SPDX-License-Identifier: Apache-2.0
// One scan that is given back: its picture, whether it is signed and when, how far it is, what became of it.
import { Button, Checkbox, Modal, Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { TimeField } from '../../components/time-field';
import { ToneMark } from '../../components/tone';
import { describeError } from '../../errors';
import { useObjectUrl } from '../../hooks/use-object-url';
import { useText } from '../../i18n';
import { serverNowUs } from '../../lib/now';
import { signedAt } from '../../papers/pages';
import { mayChange, type Scan, type ScanTray } from '../../papers/scan-tray';
import styles from './papers.module.css';

interface Props {
  scan: Scan;
  tray: ScanTray;
}

export function ScanRow({ scan, tray }: Props) {
  const { t } = useText();
  const removable = scan.state !== 'sending' && scan.state !== 'unknown' && scan.state !== 'done';
  const row = useRef<HTMLLIElement>(null);
  const sending = scan.state === 'sending';
  useEffect(() => {
    if (sending) row.current?.scrollIntoView?.({ block: 'nearest' });
  }, [sending]);
  return (
    <li ref={row} data-scan={scan.state}>
      <Picture scan={scan} tray={tray} />
      <div className={styles.what}>
        <div className="row">
          <strong className="ellipsis" title={scan.name}>
            {scan.name}
          </strong>
          <span className="quiet small nowrap">{sizeOf(scan.size)}</span>
        </div>
        {scan.state !== 'unfit' && <Signing scan={scan} tray={tray} />}
        <Outcome scan={scan} />
      </div>
      <div className="row">
        {(scan.state === 'refused' || scan.state === 'unknown') && (
          <Button
            size="small"
            data-retry
            type={scan.state === 'unknown' ? 'primary' : 'default'}
            onClick={() => void tray.retry(scan.id)}
          >
            {t(scan.state === 'unknown' ? 'papers.scans.again' : 'act.retry')}
          </Button>
        )}
        {removable && (
          <Button
            size="small"
            aria-label={t('papers.scans.removeOne', { name: scan.name })}
            onClick={() => tray.remove(scan.id)}
          >
            {t('papers.scans.remove')}
          </Button>
        )}
      </div>
    </li>
  );
}

const sizeOf = (bytes: number) =>
  bytes < 2 ** 20 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 2 ** 20).toFixed(1)} MB`;

function Picture({ scan, tray }: Props) {
  const { t } = useText();
  const [large, setLarge] = useState(false);
  const url = useObjectUrl(scan.picture);
  if (scan.state === 'unfit') return <span className={`${styles.thumb} ${styles.noThumb}`}>—</span>;
  return (
    <>
      <button
        type="button"
        className={styles.thumb}
        aria-label={t('papers.scans.look', { name: scan.name })}
        title={t('papers.scans.look', { name: scan.name })}
        onClick={() => setLarge(true)}
      >
        {url && <img src={url} alt="" decoding="async" />}
      </button>
      <Modal
        open={large}
        title={scan.name}
        width={900}
        style={{ top: 24 }}
        footer={<Signing scan={scan} tray={tray} />}
        onCancel={() => setLarge(false)}
      >
        {url && <img src={url} alt={scan.name} className={styles.look} />}
      </Modal>
    </>
  );
}

/** Whoever looks says that the signature is on it. */
function Signing({ scan, tray }: Props) {
  const { t } = useText();
  const fixed = !mayChange(scan);
  const time = t('papers.scans.time');
  if (scan.state === 'done')
    return <span className="quiet">{t(scan.signed ? 'papers.scans.signed' : 'papers.scans.notSigned')}</span>;
  return (
    <div className={styles.entry}>
      <Checkbox
        checked={scan.signed}
        disabled={fixed}
        onChange={({ target }) => tray.change(scan.id, { signed: target.checked })}
      >
        {t('papers.scans.signed')}
      </Checkbox>
      {scan.signed && (
        <span className="row">
          <span className="quiet">{time}</span>
          <TimeField
            clearable
            label={time}
            disabled={fixed}
            placeholder={t('papers.scans.now')}
            value={scan.signedAtUs}
            onChange={(us) => tray.change(scan.id, { signedAtUs: signedAt(us, serverNowUs()) })}
          />
        </span>
      )}
    </div>
  );
}

function Outcome({ scan }: { scan: Scan }) {
  const { t, language, pick } = useText();
  const { state, recognised } = scan;
  if (state === 'queued') return <ToneMark tone="quiet">{t('papers.scans.queued')}</ToneMark>;
  if (state === 'sending')
    return (
      <div className="row" role="status">
        <Progress percent={Math.floor(scan.part * 100)} status="active" size="small" showInfo={false} />
        <span className="quiet small nowrap">
          {scan.part < 1
            ? t('papers.scans.sending', { percent: Math.floor(scan.part * 100) })
            : t('papers.scans.reading')}
        </span>
      </div>
    );
  if (state === 'done')
    return (
      <span role="status">
        <ToneMark tone="ok">
          {recognised
            ? t('papers.scans.recognised', {
                form: pick(recognised.label, recognised.labelEn),
                page: recognised.page,
                pages: recognised.pages,
              })
            : t('papers.scans.stored')}
        </ToneMark>
      </span>
    );
  if (state === 'unfit')
    return (
      <div className={styles.problem} role="alert">
        {t(`papers.scans.unfit.${scan.unfit ?? 'unreadable'}`)}
      </div>
    );
  if (state !== 'refused' && state !== 'unknown') return null;
  const said = describeError(scan.error, t, language);
  return (
    <div className={styles.problem} data-open={state === 'unknown' || undefined} role="alert">
      {said.kind !== 'problem' && <strong>{said.title} </strong>}
      {said.detail}
      {said.trace && <div className="quiet small mono">{t('error.trace', { id: said.trace })}</div>}
    </div>
  );
}
