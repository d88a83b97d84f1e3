// SPDX-License-Identifier: Apache-2.0
// The figures that were measured for this version, or the plain statement that there are none.
import { Alert, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Figure, Quality } from '../../api/watching-types';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import {
  byDetector,
  conditionText,
  detectorText,
  type FigureRows,
  figureNumber,
  figureText,
  figureWords,
  gradeOf,
  gradeTones,
  isOfOneKind,
  rowsOf,
  unitText,
} from './figures';
import styles from './quality.module.css';

export function MeasuredReport({ quality }: { quality: Quality }) {
  const { t } = useText();
  const { report, fits, running } = quality;
  if (!report)
    return (
      <section className="panel">
        <header>
          <h2>{t('quality.report.title')}</h2>
          <ToneMark tone="over">{t('quality.report.none')}</ToneMark>
        </header>
        <p>{t('quality.report.noneExplain')}</p>
      </section>
    );
  const { report: set } = report.sets;
  return (
    <section className="panel">
      <header>
        <h2>{t('quality.report.title')}</h2>
        <span className="quiet">{t('quality.report.measuredOn', { day: report.measuredOn })}</span>
        <ToneMark tone={fits ? 'ok' : 'over'}>
          {t(fits ? 'quality.report.fits' : 'quality.report.fitsNot')}
        </ToneMark>
      </header>
      {!fits && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          message={t('quality.report.fitsNotExplain', {
            hash: report.configuration,
            running: running.configuration ?? t('none'),
          })}
        />
      )}
      {set && (
        <p className="quiet small">
          {t('quality.report.sets', {
            scenes: set.scenes,
            identities: set.identities.length,
            backgrounds: set.backgrounds.length,
            seeds: set.seeds.join('–'),
          })}
        </p>
      )}
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t('quality.report.figure')}</th>
            <th>{t('quality.report.condition')}</th>
            <th className={styles.number}>{t('quality.report.value')}</th>
            <th>{t('quality.report.words')}</th>
            <th className={styles.number}>{t('quality.report.of')}</th>
          </tr>
        </thead>
        {byDetector(report.figures).map(({ detector, figures }) => (
          <Check key={detector} detector={detector} figures={figures} />
        ))}
      </table>
    </section>
  );
}

/** One check: what it is measured by as a whole, and on demand each kind of thing that it tells. */
function Check({ detector, figures }: { detector: string; figures: readonly Figure[] }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const rows = rowsOf(figures);
  const whole = rows.filter((one) => !isOfOneKind(one));
  const single = rows.filter(isOfOneKind);
  const folds = whole.length > 0 && single.length > 0;
  return (
    <tbody>
      <tr>
        <th colSpan={5} scope="rowgroup" className={styles.group}>
          {detectorText(t, detector)}
        </th>
      </tr>
      {whole.map((one) => (
        <Rows key={one.figure + one.whole.set} rows={one} />
      ))}
      {folds && (
        <tr>
          <td colSpan={5}>
            <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t(open ? 'quality.report.singleHide' : 'quality.report.single', { count: single.length })}
            </Button>
          </td>
        </tr>
      )}
      {(open || !folds) && single.map((one) => <Rows key={one.figure + one.whole.set} rows={one} />)}
    </tbody>
  );
}

function Rows({ rows: { whole, telling, others } }: { rows: FigureRows }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const count = others.length;
  return (
    <>
      <Row figure={whole} first>
        {count > 0 && (
          <Button type="link" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? 'quality.report.conditionsHide' : 'quality.report.conditions', { count })}
          </Button>
        )}
      </Row>
      {[...telling, ...(open ? others : [])].map((one) => (
        <Row key={one.condition} figure={one} />
      ))}
    </>
  );
}

function Row({
  figure: one,
  first = false,
  children,
}: {
  figure: Figure;
  first?: boolean;
  children?: ReactNode;
}) {
  const { t } = useText();
  const grade = gradeOf(one);
  return (
    <tr>
      <td>{first && figureText(t, one.figure)}</td>
      <td className="nowrap">
        {conditionText(t, one.condition)}{' '}
        {one.set === 'real' && <span className="chip">{t('quality.report.real')}</span>}
        {children}
      </td>
      <td className={styles.number}>
        <strong>{figureNumber(one, t)}</strong>
      </td>
      <td>
        {grade ? (
          <ToneMark tone={gradeTones[grade]}>{t(`quality.report.${grade}`)}</ToneMark>
        ) : (
          <ToneMark tone="quiet">{t('quality.report.unmeasured')}</ToneMark>
        )}{' '}
        {figureWords(one, t)}
      </td>
      <td className={`${styles.number} quiet nowrap`}>
        {t('quality.report.ofUnits', { count: one.of, unit: unitText(t, one.unit) })}
      </td>
    </tr>
  );
}
