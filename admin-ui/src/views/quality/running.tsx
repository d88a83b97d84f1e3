// SPDX-License-Identifier: Apache-2.0
// Which checks run now, and why one does not.
import type { Quality } from '../../api/watching-types';
import { Empty } from '../../components/empty';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { detectorText, outputText, whyText } from './figures';
import styles from './quality.module.css';

export function RunningChecks({ running }: { running: Quality['running'] }) {
  const { t } = useText();
  return (
    <section className="panel">
      <header>
        <h2>{t('quality.running.title')}</h2>
        {running.configuration && (
          <span className="quiet mono">
            {t('quality.running.configuration', { hash: running.configuration })}
          </span>
        )}
      </header>
      {running.checks.length === 0 ? (
        <Empty title={t('quality.running.none')} hint={t('quality.running.noneHint')} />
      ) : (
        <ul className={styles.checks}>
          {running.checks.map((check) => (
            <li key={check.name}>
              <ToneMark tone={check.state === 'on' ? 'ok' : 'over'}>
                {t(`quality.running.${check.state}`)}
              </ToneMark>
              <strong>
                {t('quality.running.version', {
                  name: detectorText(t, check.name),
                  version: check.version,
                })}
              </strong>
              <span className="grow">
                {check.state === 'off' ? (
                  t('quality.running.why', { why: whyText(t, check.why) })
                ) : (
                  <span className="quiet">
                    {check.emits.map((kind) => outputText(t, kind)).join(t('comma'))}
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
