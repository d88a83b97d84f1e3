// SPDX-License-Identifier: Apache-2.0
// One scan with a form: chosen, dropped or pasted; what cannot be taken is said at once.
import { Button, Progress } from 'antd';
import { useCallback, useRef, useState } from 'react';
import { ToneMark } from '../../components/tone';
import { useFileDrop, useFilePaste } from '../../hooks/use-file-drop';
import { useText } from '../../i18n';
import { type FitFile, lookAt } from '../../papers/one-file';
import type { Unfit } from '../../papers/scan-tray';
import styles from './papers.module.css';

interface Props {
  id?: string;
  value?: FitFile;
  onChange?: (file: FitFile | undefined) => void;
  /** While it is sent, from 0 to 1. */
  part?: number;
}

export function FileField({ id, value, onChange, part }: Props) {
  const { t } = useText();
  const input = useRef<HTMLInputElement>(null);
  const [unfit, setUnfit] = useState<Unfit>();
  const latest = useRef(onChange);
  latest.current = onChange;
  const take = useCallback((files: readonly File[]) => {
    const [file] = files;
    if (!file) return;
    void lookAt(file).then((looked) => {
      setUnfit('unfit' in looked ? looked.unfit : undefined);
      latest.current?.('fit' in looked ? looked.fit : undefined);
    });
  }, []);
  useFilePaste(take);
  const over = useFileDrop(take);
  return (
    <section className={styles.drop} data-over={over || undefined} aria-label={t('papers.file.label')}>
      <Button id={id} onClick={() => input.current?.click()}>
        {t(value ? 'papers.file.another' : 'papers.file.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        // A form gives such a field a display of its own.
        style={{ display: 'none' }}
        accept="image/jpeg,image/png,application/pdf"
        onChange={({ target }) => {
          take([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      {value ? (
        <>
          <ToneMark tone="ok">{value.name}</ToneMark>
          <span className="quiet small">{t('papers.file.size', { size: megabytes(value.size) })}</span>
          <Button type="text" onClick={() => onChange?.(undefined)}>
            {t('papers.scans.remove')}
          </Button>
        </>
      ) : (
        <span className="quiet small">{t('papers.file.hint')}</span>
      )}
      {unfit && (
        <span role="alert">
          <ToneMark tone="over">{t(`papers.file.unfit.${unfit}`)}</ToneMark>
        </span>
      )}
      {part !== undefined && <Progress percent={Math.floor(part * 100)} size="small" />}
    </section>
  );
}

export const megabytes = (bytes: number) => (Math.max(bytes, 2 ** 20 / 100) / 2 ** 20).toFixed(2);
