// SPDX-License-Identifier: Apache-2.0
// This centre's own figures, camera by camera; what was not measured here says so.
import { Link } from 'react-router';
import { setsWatching } from '../../abilities';
import type { KindHere, QualityHere } from '../../api/watching-types';
import { Empty } from '../../components/empty';
import { Folded } from '../../components/folded';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { seconds } from '../../lib/time';
import { useUser } from '../../session';
import { kindText } from '../observations/words';
import { gradeOf, gradeTones } from './figures';
import styles from './quality.module.css';

export function HereFigures({ here }: { here: readonly QualityHere[] }) {
  const { t } = useText();
  const needed = here[0]?.needed ?? 10;
  const mostFirst = [...here].sort((a, b) => b.acts - a.acts);
  return (
    <section className="panel">
      <header>
        <h2>{t('quality.here.title')}</h2>
      </header>
      <p className="quiet">{t('quality.here.about', { count: needed })}</p>
      {here.length === 0 ? (
        <Empty title={t('quality.here.none')} />
      ) : (
        <div className={styles.cameras}>
          <Folded items={mostFirst} first={20}>
            {(one) => <Camera key={one.camera.id} here={one} />}
          </Folded>
        </div>
      )}
    </section>
  );
}

function Camera({ here }: { here: QualityHere }) {
  const { t } = useText();
  const { can } = useUser();
  const { camera, room, state, acts, needed, byKind } = here;
  const measured = state === 'measured';
  return (
    <article className={styles.camera} aria-label={camera.name}>
      <div className="row-wrap">
        <h3>{camera.name}</h3>
        <span className="quiet">{room.name}</span>
        <ToneMark tone={measured ? 'ok' : 'soon'}>
          {t(measured ? 'quality.here.measured' : 'quality.here.notMeasured')}
        </ToneMark>
        <span className="nowrap">{t('quality.here.progress', { acts, needed })}</span>
        <span className="grow" />
        {setsWatching(can) && (
          <>
            <Link to={`/admin/cameras/${camera.id}/watching`}>{t('quality.here.zones')}</Link>
            <Link to={`/admin/cameras/${camera.id}/staged`}>{t('quality.here.go')}</Link>
          </>
        )}
      </div>
      {byKind.length > 0 && (
        <table className={styles.table}>
          <tbody>
            {byKind.map((kind) => (
              <Kind key={kind.kind} kind={kind} measured={measured} />
            ))}
          </tbody>
        </table>
      )}
    </article>
  );
}

function Kind({ kind: one, measured }: { kind: KindHere; measured: boolean }) {
  const { t } = useText();
  const { confirmed, false: wrong, unclear } = one.verdicts;
  const judged = confirmed + wrong + unclear;
  const acts =
    one.acts === 0
      ? t('quality.here.noActs')
      : one.seen === 0
        ? t('quality.here.unseenAll', { acts: one.acts })
        : t('quality.here.seen', { acts: one.acts, seen: one.seen });
  return (
    <tr>
      <td className="nowrap">{kindText(t, one.kind)}</td>
      <td>{acts}</td>
      <td>
        {judged === 0
          ? t('quality.here.noVerdicts')
          : t('quality.here.verdicts', { confirmed, false: wrong, unclear })}
      </td>
      {/* Before there are enough acts a share would say more than is known. */}
      {measured && (
        <>
          <td className="nowrap">
            {t('quality.here.recall')} <Share name="recall" milli={one.recallMilli} />
          </td>
          <td className="nowrap">
            {t('quality.here.precision')} <Share name="precision" milli={one.precisionMilli} />
          </td>
          <td className="nowrap">
            {t('quality.here.delay')}{' '}
            {one.medianDelayUs === null
              ? t('quality.here.unknown')
              : t('secs', { count: Number(seconds(one.medianDelayUs)) })}
          </td>
        </>
      )}
    </tr>
  );
}

function Share({ name, milli }: { name: string; milli: number | null }) {
  const { t } = useText();
  const grade = gradeOf({ figure: name, valueMilli: milli });
  if (milli === null || !grade) return <span className="quiet">{t('quality.here.unknown')}</span>;
  const percent = t('quality.here.percent', { percent: Math.round(milli / 10) });
  return <ToneMark tone={gradeTones[grade]}>{percent}</ToneMark>;
}
