// SPDX-License-Identifier: Apache-2.0
// The chosen observation: its picture, its facts in words, the way to the recording, and the verdict by one key.
import { Button } from 'antd';
import { Link } from 'react-router';
import { setsWatching } from '../../abilities';
import type { Observation } from '../../api/watching-types';
import { Moment } from '../../components/moment';
import { useText } from '../../i18n';
import { useNowUs } from '../../lib/now';
import { useUser } from '../../session';
import { detectorWithVersion } from '../quality/figures';
import { ObservationVerdicts } from './observation-verdicts';
import styles from './observations.module.css';
import { Thumbnail } from './thumbnail';
import { kindText, lengthOf, maskOf, playbackOf, sureness, valueText, zoneText } from './words';

interface Props {
  observation: Observation;
  onJudged: (judged: Observation) => void;
}

export function ObservationPanel({ observation: one, onJudged }: Props) {
  const { t } = useText();
  const { can } = useUser();
  return (
    <section className={`panel ${styles.panel}`} aria-label={kindText(t, one.kind)}>
      <header>
        <h2>{kindText(t, one.kind)}</h2>
        <span className="quiet">{one.rule}</span>
      </header>
      {one.staged && <p className="quiet">{t('observations.stagedExplain')}</p>}
      <Thumbnail observation={one} large />
      <div className={styles.play}>
        {can.seePlayback ? (
          <Link to={playbackOf(one.camera.id, one.fromUs)}>
            <Button type="primary" tabIndex={-1} block>
              {t('observations.play')} <kbd>Enter</kbd>
            </Button>
          </Link>
        ) : (
          <p className="quiet small">{t('observations.playDenied')}</p>
        )}
        {!one.place && <p className="quiet small">{t('observations.noPlace')}</p>}
      </div>
      {can.review ? (
        <ObservationVerdicts observation={one} onJudged={onJudged} />
      ) : (
        <ReadVerdict observation={one} />
      )}
      <PictureOfPerson observation={one} />
      <Facts observation={one} />
    </section>
  );
}

/** A poster, a mirror or a screen counts as a person until a mask covers it. */
function PictureOfPerson({ observation }: { observation: Observation }) {
  const { t } = useText();
  const { can } = useUser();
  const mask = maskOf(observation);
  if (!mask) return null;
  return (
    <p className="quiet small">
      {t('observations.noPerson')}{' '}
      {setsWatching(can) ? <Link to={mask}>{t('observations.maskIt')}</Link> : t('observations.maskAsk')}
    </p>
  );
}

function ReadVerdict({ observation: { verdict } }: { observation: Observation }) {
  const { t } = useText();
  return (
    <p className={verdict ? undefined : 'quiet small'}>
      {verdict
        ? `${t('observations.verdict')}: ${t(`observations.verdicts.${verdict.verdict}`)} ${verdict.note ?? ''}`
        : t('observations.mayNot')}
    </p>
  );
}

function Facts({ observation: one }: { observation: Observation }) {
  const { t, paren } = useText();
  const nowUs = useNowUs();
  const value = valueText(one, t);
  const percent = t('observations.confidence.percent', { percent: Math.round(one.confidenceMilli / 10) });
  const version =
    one.settingsVersion > 0
      ? t('observations.settingsVersion', { count: one.settingsVersion })
      : t('observations.settingsNone');
  return (
    <dl className="facts">
      <dt>{t('observations.facts.place')}</dt>
      <dd>
        {one.room.name} {paren(t(`domain.roomKind.${one.room.kind}`))}
      </dd>
      <dt>{t('observations.facts.camera')}</dt>
      <dd>{one.camera.name}</dd>
      <dt>{t('observations.facts.zone')}</dt>
      <dd>{one.zone ? zoneText(t, one.zone.kind) : t('observations.wholePicture')}</dd>
      <dt>{t('observations.facts.began')}</dt>
      <dd>
        <Moment us={one.fromUs} form="full" />
      </dd>
      <dt>{t('observations.facts.ended')}</dt>
      <dd>{one.toUs === null ? t('observations.lasting') : <Moment us={one.toUs} form="full" />}</dd>
      <dt>{t('observations.facts.long')}</dt>
      <dd>{lengthOf(one, nowUs, t)}</dd>
      <dt>{t('observations.facts.sure')}</dt>
      <dd>
        {t(`observations.confidence.${sureness(one.confidenceMilli)}`)} {paren(percent)}
      </dd>
      {value && (
        <>
          <dt>{t('observations.facts.value')}</dt>
          <dd>{value}</dd>
        </>
      )}
      <dt>{t('observations.facts.detector')}</dt>
      <dd>{detectorWithVersion(t, one.detector)}</dd>
      <dt>{t('observations.facts.settings')}</dt>
      <dd>{version}</dd>
      <dt>{t('observations.facts.configuration')}</dt>
      <dd className="mono">{one.configuration}</dd>
    </dl>
  );
}
