// SPDX-License-Identifier: Apache-2.0
// Which cameras are played together: by room, and only those whose recording one may see.
import { Select } from 'antd';
import type { Camera } from '../../api/types';
import { useText } from '../../i18n';
import { byRoom } from '../by-room';
import { camerasAtMost } from './span';

interface Props {
  cameras: readonly Camera[];
  value: readonly string[];
  onChange: (ids: string[]) => void;
}

export function CameraChoice({ cameras, value, onChange }: Props) {
  const { t } = useText();
  return (
    <Select
      mode="multiple"
      value={[...value]}
      onChange={(ids: string[]) => onChange(ids)}
      options={byRoom(cameras).map(({ room, cameras: inRoom }) => ({
        label: room.name,
        options: inRoom.map(({ id, name }) => ({ value: id, label: name })),
      }))}
      maxCount={camerasAtMost}
      maxTagCount="responsive"
      placeholder={t('playback.choose', { count: camerasAtMost })}
      aria-label={t('playback.cameras')}
      optionFilterProp="label"
      style={{ minWidth: 300, maxWidth: 560, flex: 1 }}
    />
  );
}
