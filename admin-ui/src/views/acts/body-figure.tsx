// SPDX-License-Identifier: Apache-2.0
// One side of the body diagram: an outline to click on, and numbered marks that the arrow keys move.
import type { KeyboardEvent, MouseEvent } from 'react';
import { useText } from '../../i18n';
import { type BodySide, clampMilli, halfAt, regionAt } from '../../lib/body';
import type { BodyMark } from './act-values';
import styles from './acts.module.css';
import { useRegionWords } from './marks-field';

/** The half of the outline at the right of the picture; the other half is its mirror. */
const half =
  'M100 8C112 8 119 17 119 29C119 38 115 45 109 49L109 57C115 62 126 64 134 68C144 73 149 82 151 94L156 132C158 148 163 164 167 180' +
  'C171 188 174 200 170 206C166 211 159 206 157 198C152 184 147 166 144 148L139 114L136 100C135 118 131 132 130 146C130 158 136 172 137 190' +
  'C139 214 134 240 131 262C131 276 132 296 130 312C128 330 126 346 126 358C128 368 134 374 136 381C137 388 118 390 111 385' +
  'C109 378 111 368 110 356C106 332 103 306 104 284C105 262 103 232 101 206L100 202';

const lines: Record<BodySide, string> = {
  front:
    'M93 29H96M104 29H107M97 38Q100 40 103 38M84 92Q92 98 98 94M102 94Q108 98 116 92M100 146V149M84 180Q94 192 99 204M116 180Q106 192 101 204',
  back: 'M100 62V158M86 84Q92 92 90 104M114 84Q108 92 110 104M80 196Q92 206 99 196M101 196Q108 206 120 196',
};

const steps: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function BodyOutline({ side }: { side: BodySide }) {
  return (
    <svg viewBox="0 0 200 400" aria-hidden="true">
      <path d={half} />
      <path d={half} transform="translate(200 0) scale(-1 1)" />
      <path d={lines[side]} className={styles.inner} />
    </svg>
  );
}

interface Props {
  side: BodySide;
  marks: readonly BodyMark[];
  selected: number | undefined;
  onSelect: (index: number) => void;
  onAdd: (side: BodySide, xMilli: number, yMilli: number) => void;
  onMove: (index: number, part: Partial<BodyMark>) => void;
  onRemove: (index: number) => void;
}

export function BodyFigure({ side, marks, selected, onSelect, onAdd, onMove, onRemove }: Props) {
  const { t } = useText();
  const words = useRegionWords();
  const onClick = (event: MouseEvent<HTMLButtonElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    // A press of a key has no place: it sets the mark on the chest or the back, to be moved from there.
    if (event.detail === 0 || box.width === 0) onAdd(side, 500, 220);
    else
      onAdd(
        side,
        clampMilli(((event.clientX - box.left) / box.width) * 1000),
        clampMilli(((event.clientY - box.top) / box.height) * 1000),
      );
  };
  const onKey = (event: KeyboardEvent, index: number, mark: BodyMark) => {
    const step = steps[event.key];
    if (step) {
      const by = event.shiftKey ? 50 : 10;
      onMove(index, {
        xMilli: clampMilli(mark.xMilli + step[0] * by * 2),
        yMilli: clampMilli(mark.yMilli + step[1] * by),
      });
    } else if (event.key === 'Delete' || event.key === 'Backspace') onRemove(index);
    else return;
    event.preventDefault();
  };
  return (
    <figure className={styles.figure}>
      <figcaption>
        <span>{t(`acts.marks.letter.${halfAt(side, 0)}`)}</span>
        <strong>{t(`acts.marks.${side}`)}</strong>
        <span>{t(`acts.marks.letter.${halfAt(side, 1000)}`)}</span>
      </figcaption>
      <div className={styles.body}>
        <button
          type="button"
          className={styles.outline}
          onClick={onClick}
          aria-label={t('acts.marks.figure', { side: t(`acts.marks.${side}`) })}
        >
          <BodyOutline side={side} />
        </button>
        {marks.map((mark, index) =>
          mark.side === side ? (
            <button
              type="button"
              // biome-ignore lint/suspicious/noArrayIndexKey: a mark is its number
              key={index}
              className={`${styles.mark} ${index === selected ? styles.markSelected : ''}`}
              style={{ left: `${mark.xMilli / 10}%`, top: `${mark.yMilli / 10}%` }}
              aria-pressed={index === selected}
              aria-label={t('acts.marks.mark', {
                n: index + 1,
                region: words(regionAt(mark.side, mark.xMilli, mark.yMilli)),
              })}
              onClick={() => onSelect(index)}
              onKeyDown={(event) => onKey(event, index, mark)}
            >
              {index + 1}
            </button>
          ) : null,
        )}
      </div>
    </figure>
  );
}
