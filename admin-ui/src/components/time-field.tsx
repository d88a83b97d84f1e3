// SPDX-License-Identifier: Apache-2.0
// Entry of a point in time, in Beijing time whatever the computer's own zone; its value is UTC microseconds.
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { serverNowUs } from '../lib/now';
import { beijing, fromBeijing } from '../lib/time';
import { useText } from '../i18n';

interface Props {
  id?: string;
  value?: number;
  onChange?: (us: number | undefined) => void;
  disabled?: boolean;
  seconds?: boolean;
}

export function TimeField({ id, value, onChange, disabled, seconds = false }: Props) {
  const { t } = useText();
  const format = seconds ? 'YYYY-MM-DD HH:mm:ss' : 'YYYY-MM-DD HH:mm';
  return (
    <DatePicker
      id={id}
      showTime={{ format: seconds ? 'HH:mm:ss' : 'HH:mm' }}
      showNow={false}
      needConfirm={false}
      format={format}
      allowClear={false}
      disabled={disabled}
      value={value === undefined ? null : dayjs(beijing(value))}
      onChange={(day) => onChange?.(day ? fromBeijing(day.format('YYYY-MM-DD HH:mm:ss')) : undefined)}
      renderExtraFooter={() => (
        <a
          href="#now"
          onClick={(event) => {
            event.preventDefault();
            onChange?.(Math.floor(serverNowUs() / 60_000_000) * 60_000_000);
          }}
        >
          {t('time.now')}
        </a>
      )}
    />
  );
}
