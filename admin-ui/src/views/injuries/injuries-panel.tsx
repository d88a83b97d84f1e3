// SPDX-License-Identifier: Apache-2.0
// Injuries side by side: at entry, at exit, and as the place that took the person in has found them.
import type { BodyMap } from '../../api/types';
import { Empty } from '../../components/empty';
import { Moment } from '../../components/moment';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { type BodySide, regionAt } from '../../lib/body';
import acts from '../acts/acts.module.css';
import { BodyOutline } from '../acts/body-figure';
import { useRegionWords } from '../acts/marks-field';
import styles from './injuries.module.css';

type Mark = NonNullable<BodyMap['marks']>[number];
const sides: readonly BodySide[] = ['front', 'back'];

export function InjuriesPanel({ maps }: { maps: readonly BodyMap[] }) {
  const { t } = useText();
  if (maps.length === 0) return <Empty title={t('stay.injuries.none')} />;
  return (
    <div className={styles.columns}>
      {maps.map((map) => (
        <InjuryColumn key={map.seq} map={map} />
      ))}
    </div>
  );
}

function InjuryColumn({ map }: { map: BodyMap }) {
  const { t } = useText();
  const marks = map.marks ?? [];
  const differs = marks.some((mark) => mark.differs) || map.gone.length > 0 || map.said === 'different';
  return (
    <section className={styles.column} aria-label={t(`stay.injuries.occasion.${map.occasion}`)}>
      <h3>{t(`stay.injuries.occasion.${map.occasion}`)}</h3>
      <p className="quiet small">
        <Moment us={map.atUs} /> {map.byName}
      </p>
      {differs && <ToneMark tone="over">{t('stay.injuries.differs')}</ToneMark>}
      {map.said && <p>{t(`stay.injuries.said.${map.said}`)}</p>}
      {map.marks && (
        <div className={styles.figures}>
          {sides.map((side) => (
            <Figure key={side} side={side} marks={marks} gone={map.gone} />
          ))}
        </div>
      )}
      <MarkList marks={marks} words={t('stay.injuries.new')} />
      <MarkList marks={map.gone} words={t('stay.injuries.gone')} />
      {map.marks && marks.length === 0 && <p className="quiet">{t('stay.injuries.noMarks')}</p>}
      {map.note && <p>{map.note}</p>}
    </section>
  );
}

function Figure({ side, marks, gone }: { side: BodySide; marks: readonly Mark[]; gone: readonly Mark[] }) {
  const { t } = useText();
  const dots = [
    ...marks.map((mark) => ({ mark, look: mark.differs ? styles.fresh : '' })),
    ...gone.map((mark) => ({ mark, look: styles.gone })),
  ].filter(({ mark }) => mark.side === side);
  return (
    <figure className={styles.figure}>
      <figcaption className="small">{t(`acts.marks.${side}`)}</figcaption>
      <div className={`${acts.outline} ${styles.body}`}>
        <BodyOutline side={side} />
        {dots.map(({ mark, look }) => (
          <span
            key={`${mark.xMilli}.${mark.yMilli}.${mark.kind}.${look}`}
            className={`${styles.dot} ${look}`}
            style={{ left: `${mark.xMilli / 10}%`, top: `${mark.yMilli / 10}%` }}
          />
        ))}
      </div>
    </figure>
  );
}

/** In words, too: a dot alone says nothing to who cannot see it. */
function MarkList({ marks, words }: { marks: readonly Mark[]; words: string }) {
  const { t } = useText();
  const region = useRegionWords();
  if (marks.length === 0) return null;
  return (
    <ul className={styles.list}>
      {marks.map((mark) => (
        <li key={`${mark.side}.${mark.xMilli}.${mark.yMilli}.${mark.kind}`}>
          {region(regionAt(mark.side, mark.xMilli, mark.yMilli))} {t(`stay.injuries.kind.${kindOf(mark)}`)}{' '}
          <span className="quiet">{mark.note}</span>
          {mark.differs && <span className="chip chip-soon">{words}</span>}
        </li>
      ))}
    </ul>
  );
}

const kinds = ['bruise', 'cut', 'graze', 'swelling', 'burn', 'scar', 'pain'] as const;

function kindOf(mark: Mark) {
  return kinds.find((kind) => kind === mark.kind) ?? 'other';
}
