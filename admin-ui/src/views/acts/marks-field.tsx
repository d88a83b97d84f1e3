// SPDX-License-Identifier: Apache-2.0
// Injuries on a body diagram: a click or "add" sets a numbered mark; the list beside it says where, what, and more.
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { ActField } from '../../api/types';
import { Empty } from '../../components/empty';
import { useText } from '../../i18n';
import { type BodySide, keyOfRegion, type Region, regionAt, regions } from '../../lib/body';
import type { BodyMark } from './act-values';
import styles from './acts.module.css';
import { BodyFigure } from './body-figure';
import { useEdit } from './use-edit';

interface Props {
  field: ActField;
  id?: string;
  value?: BodyMark[];
  onChange?: (value: BodyMark[]) => void;
}

export function MarksField({ field, id, value = [], onChange: onEdit }: Props) {
  const { t } = useText();
  const onChange = useEdit(field.name, onEdit);
  const [selected, setSelected] = useState<number>();
  const most = field.high || 40;
  const change = (index: number, part: Partial<BodyMark>) =>
    onChange(value.map((mark, at) => (at === index ? { ...mark, ...part } : mark)));
  const remove = (index: number) => {
    onChange(value.filter((_, at) => at !== index));
    setSelected(undefined);
  };
  const add = (side: BodySide, xMilli: number, yMilli: number) => {
    if (value.length >= most) return;
    onChange([...value, { side, xMilli, yMilli }]);
    setSelected(value.length);
  };
  const figure = {
    marks: value,
    selected,
    onSelect: setSelected,
    onAdd: add,
    onMove: change,
    onRemove: remove,
  };
  return (
    <div id={id} tabIndex={-1} className={styles.marks}>
      <BodyFigure side="front" {...figure} />
      <BodyFigure side="back" {...figure} />
      <div className={styles.markList}>
        <p className="quiet small">{t('acts.marks.hint')}</p>
        {value.length === 0 && <Empty title={t('acts.marks.none')} />}
        {value.map((mark, index) => (
          <MarkRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a mark is its number on the figure
            key={index}
            field={field}
            mark={mark}
            number={index + 1}
            selected={index === selected}
            onSelect={() => setSelected(index)}
            onChange={(part) => change(index, part)}
            onRemove={() => remove(index)}
          />
        ))}
        <Button onClick={() => add('front', 500, 220)} disabled={value.length >= most}>
          ＋ {value.length >= most ? t('acts.marks.full', { count: most }) : t('acts.marks.add')}
        </Button>
      </div>
    </div>
  );
}

interface RowProps {
  field: ActField;
  mark: BodyMark;
  number: number;
  selected: boolean;
  onSelect: () => void;
  onChange: (part: Partial<BodyMark>) => void;
  onRemove: () => void;
}

function MarkRow({ field, mark, number, selected, onSelect, onChange, onRemove }: RowProps) {
  const { t, pick } = useText();
  const words = useRegionWords();
  const kinds = (field.words ?? []).map((one) => ({ value: one.word, label: pick(one.label, one.labelEn) }));
  return (
    <div className={`${styles.markRow} ${selected ? styles.markRowSelected : ''}`} onFocusCapture={onSelect}>
      <strong>{number}</strong>
      <Select
        aria-label={`${number} ${t('acts.marks.region')}`}
        showSearch
        optionFilterProp="label"
        value={keyOfRegion(regionAt(mark.side, mark.xMilli, mark.yMilli))}
        options={regions.map((region) => ({ value: keyOfRegion(region), label: words(region) }))}
        onChange={(key: string) => {
          const region = regions.find((one) => keyOfRegion(one) === key);
          if (region) onChange({ side: region.side, xMilli: region.xMilli, yMilli: region.yMilli });
        }}
      />
      <Select
        aria-label={`${number} ${t('acts.marks.kind')}`}
        placeholder={t('acts.marks.kind')}
        showSearch
        optionFilterProp="label"
        value={mark.kind}
        options={kinds}
        onChange={(kind: string) => onChange({ kind })}
      />
      <Input
        aria-label={`${number} ${t('acts.marks.note')}`}
        placeholder={t('acts.marks.noteHint')}
        value={mark.note}
        maxLength={128}
        onChange={(event) => onChange({ note: event.target.value })}
      />
      <Button type="text" aria-label={t('acts.marks.remove', { n: number })} onClick={onRemove}>
        ✕
      </Button>
    </div>
  );
}

export function useRegionWords() {
  const { t } = useText();
  return (region: Region) =>
    `${t(`acts.marks.${region.side}`)} ${region.half ? t(`acts.marks.half.${region.half}`) : ''}${t(`acts.region.${region.name}`)}`;
}
