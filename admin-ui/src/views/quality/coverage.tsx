// SPDX-License-Identifier: Apache-2.0
// How much of the last 24 hours each camera was watched, minute by minute where somebody asks, and why it was not.
import { Button } from 'antd';
import type { TFunction } from 'i18next';
import { type MouseEvent, useId, useMemo, useState } from 'react';
import { useCoverage } from '../../api/watching';
import type { CameraCoverage, CoverageMinute } from '../../api/watching-types';
import { Empty } from '../../components/empty';
import { Folded } from '../../components/folded';
import { Loadable } from '../../components/loadable';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { beijingClock, lengthText, usPerHour, usPerMinute, usPerSecond } from '../../lib/time';
import { gapCause } from '../questioning/gap-cause';
import { holesOf, runsOf } from './figures';
import styles from './quality.module.css';

export function causesText(causes: Record<string, number>, t: TFunction): string {
  return Object.entries(causes)
    .filter(([, us]) => us > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([cause, us]) =>
      t('quality.coverage.cause', {
        cause: t(`domain.gapCause.${gapCause(cause)}`),
        length: lengthText(us, t),
      }),
    )
    .join(t('comma'));
}

export function CoverageList({ coverage }: { coverage: readonly CameraCoverage[] }) {
  const { t } = useText();
  const worstFirst = [...coverage].sort((a, b) => a.watchedMilli - b.watchedMilli);
  return (
    <section className="panel">
      <header>
        <h2>{t('quality.coverage.title')}</h2>
      </header>
      <p className="quiet">{t('quality.coverage.about')}</p>
      {coverage.length === 0 ? (
        <Empty title={t('quality.coverage.none')} hint={t('quality.running.noneHint')} />
      ) : (
        <div className={styles.cameras}>
          <Folded items={worstFirst} first={20}>
            {(one) => <Camera key={one.camera.id} coverage={one} />}
          </Folded>
        </div>
      )}
    </section>
  );
}

function Camera({ coverage: { camera, watchedMilli, causes } }: { coverage: CameraCoverage }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const why = causesText(causes, t);
  return (
    <article className={styles.camera} aria-label={camera.name}>
      <div className="row-wrap">
        <h3>{camera.name}</h3>
        <ToneMark tone={watchedMilli >= 990 ? 'ok' : watchedMilli >= 900 ? 'soon' : 'over'}>
          {t('quality.coverage.watched', { percent: (watchedMilli / 10).toFixed(1) })}
        </ToneMark>
        {why && <span className="quiet">{t('quality.coverage.causes', { causes: why })}</span>}
        <span className="grow" />
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'quality.coverage.hide' : 'quality.coverage.show')}
        </Button>
      </div>
      {open && <Minutes id={camera.id} name={camera.name} />}
    </article>
  );
}

function Minutes({ id, name }: { id: string; name: string }) {
  const coverage = useCoverage(id, true);
  return (
    <Loadable query={coverage} rows={2}>
      {(read) => <Strip name={name} {...read} />}
    </Loadable>
  );
}

interface StripProps {
  name: string;
  minutes: readonly CoverageMinute[];
  fromUs: number;
  toUs: number;
}

function Strip({ name, minutes, fromUs, toUs }: StripProps) {
  const { t } = useText();
  const hatch = useId().replaceAll(':', '');
  const [over, setOver] = useState<number>();
  const runs = useMemo(() => runsOf(minutes, fromUs, toUs), [minutes, fromUs, toUs]);
  const holes = holesOf(runs);
  const all = (toUs - fromUs) / usPerMinute;
  const x = (us: number) => (us - fromUs) / usPerMinute;
  const find = (event: MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    if (box.width > 0) setOver(Math.floor(((event.clientX - box.left) / box.width) * all));
  };
  const firstHour = Math.ceil(fromUs / usPerHour) * usPerHour;
  const hours = Array.from({ length: 8 }, (_, at) => firstHour + at * 3 * usPerHour).filter(
    (us) => us < toUs,
  );
  return (
    <div className={styles.minutes}>
      <svg
        viewBox={`0 0 ${all} 10`}
        preserveAspectRatio="none"
        className={styles.strip}
        role="img"
        aria-label={t('quality.coverage.strip', { name })}
        onMouseMove={find}
        onMouseLeave={() => setOver(undefined)}
      >
        <defs>
          <pattern id={hatch} width="4" height="10" patternUnits="userSpaceOnUse">
            <rect width="2" height="10" fill="var(--accent)" />
          </pattern>
        </defs>
        {runs
          .filter(({ watched }) => watched !== 'none')
          .map((run) => (
            <rect
              key={run.fromUs}
              x={x(run.fromUs)}
              width={x(run.toUs) - x(run.fromUs)}
              height="10"
              fill={run.watched === 'full' ? 'var(--accent)' : `url(#${hatch})`}
            />
          ))}
      </svg>
      <div className={styles.hours} aria-hidden="true">
        {hours.map((us) => (
          <span key={us} style={{ left: `${(x(us) / all) * 100}%` }}>
            {beijingClock(us)}
          </span>
        ))}
      </div>
      <p className="quiet small" role="status">
        {over === undefined ? <Legend /> : minuteText(minutes, fromUs + over * usPerMinute, t)}
      </p>
      {minutes.length === 0 && <p>{t('quality.coverage.nothing')}</p>}
      {minutes.length > 0 && holes.length > 0 && (
        <ul className={styles.holes}>
          {holes.slice(0, 6).map((hole) => (
            <li key={hole.fromUs}>
              {beijingClock(hole.fromUs)} – {beijingClock(hole.toUs)}{' '}
              <span className="quiet">
                {t(`quality.coverage.legend.${hole.watched}`)}
                {' · '}
                {causesText(hole.causes, t) || t('domain.gapCause.other')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Legend() {
  const { t } = useText();
  return (
    <span className="row">
      {(['full', 'part', 'none'] as const).map((kind) => (
        <span key={kind} className="row">
          <i className={`${styles.swatch} ${styles[kind]}`} aria-hidden="true" />
          {t(`quality.coverage.legend.${kind}`)}
        </span>
      ))}
    </span>
  );
}

function minuteText(minutes: readonly CoverageMinute[], us: number, t: TFunction): string {
  const minute = minutes.find(({ fromUs }) => fromUs <= us && us < fromUs + usPerMinute);
  if (!minute) return `${beijingClock(us)} ${t('quality.coverage.legend.none')}`;
  const words = t('quality.coverage.minute', {
    time: beijingClock(us),
    seconds: Math.round(minute.watchedUs / usPerSecond),
    looks: minute.looks,
  });
  return [words, causesText(minute.causes, t)].filter(Boolean).join(' · ');
}
