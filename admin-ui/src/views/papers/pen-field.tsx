// SPDX-License-Identifier: Apache-2.0
// The field in which the person signs: every stroke with its times, drawn as it is made.
import { Button } from 'antd';
import { type PointerEvent, useEffect, useRef } from 'react';
import { useText } from '../../i18n';
import { type PenStroke, penHeight, penWidth, pointIn } from '../../papers/pen';
import styles from './papers.module.css';

interface Props {
  strokes: readonly PenStroke[];
  onChange: (strokes: PenStroke[]) => void;
  disabled: boolean;
}

function draw(canvas: HTMLCanvasElement, strokes: readonly PenStroke[]): void {
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.clearRect(0, 0, penWidth, penHeight);
  pen.lineWidth = 4;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  for (const stroke of strokes) {
    pen.beginPath();
    for (const [x, y] of stroke) pen.lineTo(x, y);
    pen.stroke();
  }
}

export function PenField({ strokes, onChange, disabled }: Props) {
  const { t } = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  const under = useRef<{ stroke: PenStroke; pointer: number }>();
  const beganMs = useRef(0);
  useEffect(() => {
    if (canvas.current) draw(canvas.current, strokes);
  }, [strokes]);

  const add = (event: PointerEvent<HTMLCanvasElement>) => {
    const now = under.current;
    if (!now || now.pointer !== event.pointerId) return;
    const box = event.currentTarget.getBoundingClientRect();
    now.stroke.push(pointIn(box, event.clientX, event.clientY, event.timeStamp - beganMs.current));
    draw(event.currentTarget, [...strokes, now.stroke]);
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    if (disabled || under.current) return;
    if (strokes.length === 0) beganMs.current = event.timeStamp;
    event.currentTarget.setPointerCapture(event.pointerId);
    under.current = { stroke: [], pointer: event.pointerId };
    add(event);
  };
  const end = (event: PointerEvent<HTMLCanvasElement>) => {
    const now = under.current;
    if (!now || now.pointer !== event.pointerId) return;
    under.current = undefined;
    onChange([...strokes, now.stroke]);
  };
  const none = strokes.length === 0 || disabled;
  return (
    <div className={styles.penField}>
      <canvas
        ref={canvas}
        width={penWidth}
        height={penHeight}
        role="img"
        aria-label={t('papers.pen.field')}
        onPointerDown={begin}
        onPointerMove={add}
        onPointerUp={end}
        onPointerCancel={end}
      />
      <div className="row">
        <span className="grow quiet small">{t('papers.pen.hint')}</span>
        <Button disabled={none} onClick={() => onChange(strokes.slice(0, -1))}>
          {t('papers.pen.undo')}
        </Button>
        <Button disabled={none} onClick={() => onChange([])}>
          {t('papers.pen.clear')}
        </Button>
      </div>
    </div>
  );
}
