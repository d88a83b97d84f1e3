// SPDX-License-Identifier: Apache-2.0
// Choosing and ordering the columns of a table, by hand or by keyboard.
import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover } from 'antd';
import { useRef, useState } from 'react';
import { type Choice, type Keyed, moved, ordered, toggled } from '../columns';
import { useEscape } from '../hooks/use-escape';
import { useText } from '../i18n';
import styles from './column-picker.module.css';

interface Props {
  columns: readonly Keyed[];
  choice: Choice | undefined;
  onChoice: (choice: Choice | undefined) => void;
}

export function ColumnPicker(props: Props) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      content={<List {...props} onClose={close} />}
    >
      <Button ref={button} aria-expanded={open} aria-haspopup="dialog">
        {t('list.columns')}
      </Button>
    </Popover>
  );
}

function List({ columns, choice, onChoice, onClose }: Props & { onClose: () => void }) {
  const { t } = useText();
  useEscape(onClose);
  const rows = ordered(columns, choice);
  const hidden = choice?.hidden ?? [];
  const visible = rows.length - rows.filter((column) => hidden.includes(String(column.key))).length;
  return (
    <div className={styles.list}>
      <p className="quiet small">{t('list.columnsHint')}</p>
      <ul>
        {rows.map((column, at) => {
          const key = String(column.key);
          const title = String(column.title);
          const shown = !hidden.includes(key);
          const move = (by: 1 | -1) => onChoice(moved(columns, choice, key, by));
          return (
            <li key={key}>
              <Checkbox
                className="grow"
                autoFocus={at === 0}
                checked={shown}
                disabled={shown && visible === 1}
                onChange={() => onChoice(toggled(columns, choice, key))}
              >
                {title}
              </Checkbox>
              <Button
                type="text"
                size="small"
                icon={<ArrowUpOutlined />}
                aria-label={t('list.moveUp', { title })}
                aria-disabled={at === 0}
                onClick={() => move(-1)}
              />
              <Button
                type="text"
                size="small"
                icon={<ArrowDownOutlined />}
                aria-label={t('list.moveDown', { title })}
                aria-disabled={at === rows.length - 1}
                onClick={() => move(1)}
              />
            </li>
          );
        })}
      </ul>
      <Button size="small" disabled={!choice} onClick={() => onChoice(undefined)}>
        {t('list.columnsReset')}
      </Button>
    </div>
  );
}
