// SPDX-License-Identifier: Apache-2.0
// Beside the picture: the way through the rooms, and what happened, each one press away from its moment.
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { Empty } from '../../components/empty';
import { Moment } from '../../components/moment';
import { useText } from '../../i18n';
import styles from './playback.module.css';
import { type Happening, happeningAt, type Place } from './way';

interface Props {
  places: readonly Place[];
  /** Which places have a camera whose recording may be shown. */
  hasCamera: (place: Place) => boolean;
  place: Place | undefined;
  happenings: readonly Happening[];
  nowUs: number;
  onGoTo: (us: number, place?: Place) => void;
}

export function Happenings({ places, hasCamera, place, happenings, nowUs, onGoTo }: Props) {
  const { t } = useText();
  return (
    <section className={`panel ${styles.beside}`}>
      {places.length > 0 && (
        <>
          <header>
            <h2>{t('playback.way')}</h2>
          </header>
          <ol className={styles.places}>
            {places.map((one) => (
              <li key={one.fromUs}>
                <button
                  type="button"
                  className={one === place ? 'chip chip-accent' : 'chip'}
                  aria-current={one === place || undefined}
                  disabled={!hasCamera(one)}
                  title={hasCamera(one) ? undefined : t('playback.noCamera')}
                  onClick={() => onGoTo(one.fromUs, one)}
                >
                  <Moment us={one.fromUs} form="clock" /> {one.room.name}
                </button>
              </li>
            ))}
          </ol>
        </>
      )}
      <header>
        <h2>{t('playback.happenings')}</h2>
        <span className="quiet">{happenings.length}</span>
      </header>
      {happenings.length === 0 ? (
        <Empty title={t('playback.nothing')} />
      ) : (
        <List happenings={happenings} nowUs={nowUs} onGoTo={onGoTo} />
      )}
    </section>
  );
}

function List({ happenings, nowUs, onGoTo }: Pick<Props, 'happenings' | 'nowUs' | 'onGoTo'>) {
  const { t, pick } = useText();
  const at = happeningAt(happenings, nowUs);
  const current = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list follows when another one is current
  useEffect(() => {
    const list = current.current?.parentElement;
    if (list && current.current)
      list.scrollTop = current.current.offsetTop - list.offsetTop - list.clientHeight / 2;
  }, [at]);
  return (
    <ol className={styles.happenings}>
      {happenings.map((one, index) => (
        <li
          key={`${one.kind}${one.atUs}${one.label}`}
          ref={index === at ? current : undefined}
          className={index === at ? styles.current : undefined}
        >
          <button type="button" aria-current={index === at || undefined} onClick={() => onGoTo(one.atUs)}>
            <Moment us={one.atUs} form="clock" seconds />
            <span className="grow">
              {one.kind === 'finding' && <span className="tone-soon">⚑ </span>}
              {one.kind === 'mark' && <span aria-hidden="true">◆ </span>}
              {pick(one.label, one.labelEn)}
              {one.about && <span className="quiet"> {one.about}</span>}
            </span>
          </button>
          {one.link && <Link to={one.link}>{t('playback.toFinding')}</Link>}
        </li>
      ))}
    </ol>
  );
}
