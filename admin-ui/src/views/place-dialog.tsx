// SPDX-License-Identifier: Apache-2.0
// Placing a person without leaving the board.
import { Modal } from 'antd';
import type { Tile } from '../api/types';
import { useText } from '../i18n';
import { PlaceForm } from './place-form';

export function PlaceDialog({ tile, onClose }: { tile: Tile; onClose: () => void }) {
  const { t } = useText();
  return (
    <Modal
      open
      title={`${t('stay.place.title')} · ${tile.number.slice(-2)} ${tile.displayName}`}
      footer={null}
      width={720}
      onCancel={onClose}
      destroyOnHidden
    >
      <PlaceForm
        stay={{ id: tile.stayId, seq: tile.seq, roomId: tile.room?.id }}
        onDone={onClose}
        onCancel={onClose}
      />
    </Modal>
  );
}
