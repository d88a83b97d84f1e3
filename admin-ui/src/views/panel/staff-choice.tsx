// SPDX-License-Identifier: Apache-2.0
// Staff of the room by badge: typed or scanned with Enter at its end, from what this device knows.
import { Select } from 'antd';
import { useText } from '../../i18n';
import type { PanelStaff } from '../../panel/memory';
import styles from './panel.module.css';

interface Props {
  staff: readonly PanelStaff[];
  value: readonly string[];
  onChange: (ids: string[]) => void;
  label: string;
  most: number;
}

export function StaffChoice({ staff, value, onChange, label, most }: Props) {
  const { t } = useText();
  return (
    <Select<string[]>
      mode="multiple"
      size="large"
      showSearch
      maxCount={most}
      aria-label={label}
      placeholder={t('panel.begin.officersHint')}
      style={{ width: '100%' }}
      value={[...value]}
      onChange={onChange}
      options={staff.map(({ id, name, badge }) => ({ value: id, label: `${badge} ${name}` }))}
      optionFilterProp="label"
      optionRender={({ label: shown }) => <div className={styles.option}>{shown}</div>}
    />
  );
}
