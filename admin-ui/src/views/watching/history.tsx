// SPDX-License-Identifier: Apache-2.0
// Every version there was: who proposed it and why, who decided and why.
import type { CameraWatching, SettingsState, WatchingHead } from '../../api/watching-types';
import { Empty } from '../../components/empty';
import { type Tone, ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { beijing } from '../../lib/time';
import styles from './watching.module.css';

const tones: Record<SettingsState, Tone> = {
  approved: 'ok',
  proposed: 'soon',
  rejected: 'quiet',
  replaced: 'ended',
};

export function History({ watching }: { watching: CameraWatching }) {
  const { t } = useText();
  const versions = [...watching.history].sort((a, b) => b.version - a.version);
  return (
    <section className="panel">
      {versions.length === 0 ? (
        <Empty title={t('watching.history.none')} />
      ) : (
        <ol className={styles.history}>
          {versions.map((one) => (
            <Version key={`${one.version}${one.state}`} version={one} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Version({ version: one }: { version: WatchingHead }) {
  const { t } = useText();
  const { by, decidedBy, decidedUs } = one;
  const count = Object.keys(one.thresholds).length;
  return (
    <li>
      <strong>{t('watching.history.version', { count: one.version })}</strong>
      <ToneMark tone={tones[one.state]}>{t(`watching.history.state.${one.state}`)}</ToneMark>
      <div className="grow">
        <div>
          {t('watching.compare.by', {
            name: by.name,
            unit: by.unit || t('unknown'),
            time: beijing(one.atUs),
          })}
          {decidedBy && decidedUs !== null && (
            <>
              {' · '}
              {t('watching.history.decided', {
                name: decidedBy.name,
                time: beijing(decidedUs),
                state: t(`watching.history.decisions.${one.state}`),
              })}
            </>
          )}
        </div>
        {one.damaged ? (
          <ToneMark tone="over">{t('damaged')}</ToneMark>
        ) : (
          <div>{t('watching.history.reason', { text: one.reason })}</div>
        )}
        {one.rejectReason && <div>{t('watching.history.rejectReason', { text: one.rejectReason })}</div>}
        {count > 0 && <div className="quiet small">{t('watching.history.thresholds', { count })}</div>}
      </div>
    </li>
  );
}
