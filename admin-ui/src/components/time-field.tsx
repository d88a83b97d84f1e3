// SPDX-License-Identifier: Apache-2.0
// Entry of a point in time, in Beijing time whatever the computer's own zone; its value is UTC microseconds.
import { Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useText } from '../i18n';
import { serverNowUs } from '../lib/now';
import { beijing, fromBeijing, usPerMinute } from '../lib/time';

interface Props {
  id?: string;
  value?: number;
  onChange?: (us: number | undefined) => void;
  disabled?: boolean;
  seconds?: boolean;
  /** A time that need not be given can be taken back. */
  clearable?: boolean;
  /** What no time means. */
  placeholder?: string;
  label?: string;
}

export function TimeField({
  id,
  value,
  onChange,
  disabled,
  seconds = false,
  clearable = false,
  placeholder,
  label,
}: Props) {
  const { t } = useText();
  const format = seconds ? 'YYYY-MM-DD HH:mm:ss' : 'YYYY-MM-DD HH:mm';
  return (
    <DatePicker
      id={id}
      showTime={{ format: seconds ? 'HH:mm:ss' : 'HH:mm' }}
      showNow={false}
      needConfirm={false}
      format={format}
      allowClear={clearable}
      disabled={disabled}
      placeholder={placeholder}
      aria-label={label}
      value={value === undefined ? null : dayjs(beijing(value))}
      onChange={(day) => onChange?.(day ? fromBeijing(day.format('YYYY-MM-DD HH:mm:ss')) : undefined)}
      renderExtraFooter={() => (
        <Button
          type="link"
          size="small"
          onClick={() => onChange?.(Math.floor(serverNowUs() / usPerMinute) * usPerMinute)}
        >
          {t('time.now')}
        </Button>
      )}
    />
  );
}
