// SPDX-License-Identifier: Apache-2.0
// Choosing a stay, also of somebody who has left, by typing its number.
import { Select } from 'antd';
import { type CSSProperties, useDeferredValue, useState } from 'react';
import { useStays } from '../api/queries';
import { useText } from '../i18n';

interface Props {
  id?: string;
  value?: string;
  onChange?: (stayId: string) => void;
  placeholder?: string;
  allowClear?: boolean;
  style?: CSSProperties;
}

export function StayPicker(props: Props) {
  const { t } = useText();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const stays = useStays({ state: 'all', q });
  const options = (stays.data?.pages ?? [])
    .flatMap((page) => page.items)
    .map((tile) => ({
      value: tile.stayId,
      label: tile.number,
      name: tile.damaged ? t('damaged') : tile.sealed ? t('sealed.name') : tile.displayName,
      state: t(`domain.state.${tile.state}`),
    }));
  return (
    <Select
      showSearch
      filterOption={false}
      loading={stays.isFetching}
      onSearch={setTyped}
      notFoundContent={stays.isFetching ? t('act.loading') : t('outage.stayNone')}
      options={options}
      optionRender={({ data }) => (
        <div className="row">
          <span className="grow">
            {data.label} {data.name}
          </span>
          <span className="quiet small">{data.state}</span>
        </div>
      )}
      {...props}
    />
  );
}
