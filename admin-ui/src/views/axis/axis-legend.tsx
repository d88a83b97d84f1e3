// SPDX-License-Identifier: Apache-2.0
// Which shape means what, of those that are on the axis, and which keys lead through it.
import { useText } from '../../i18n';
import { mixedShape, shapeOf } from './item-words';
import type { AxisItem } from './items';
import styles from './stay-axis.module.css';

export function AxisLegend({ items }: { items: readonly AxisItem[] }) {
  const { t } = useText();
  const shapes = new Map<string, string>();
  for (const item of items) {
    if (item.care) shapes.set(shapeOf(item), t(`domain.care.${item.care}`));
    else if (item.lane === 'entry')
      shapes.set(shapeOf(item), t(item.late ? 'axis.lateShape' : 'axis.entryShape'));
    else if (item.lane === 'finding') shapes.set(shapeOf(item), t('axis.lane.finding'));
  }
  return (
    <div className={styles.legend}>
      {[...shapes].map(([shape, word]) => (
        <span key={shape}>
          <b>{shape}</b> {word}
        </span>
      ))}
      <span>
        <b>{mixedShape}</b> {t('axis.mixed')}
      </span>
      <span className="grow" />
      <span>{t('axis.hint')}</span>
    </div>
  );
}
