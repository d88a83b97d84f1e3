// SPDX-License-Identifier: Apache-2.0
// From the door to the panel of the room: while the centre is away nobody gets through the door.
import { useLinkState } from '../api/events';
import { useText } from '../i18n';
import { usePanelMemory } from '../panel/memory';

export function PanelLink() {
  const { t } = useText();
  const { room } = usePanelMemory();
  const link = useLinkState();
  if (!room || link === 'open' || window.location.hash === '#/panel') return null;
  return (
    <p style={{ marginTop: 16, textAlign: 'center' }}>
      <a href="#/panel">
        {t('switch.panel')} · {room.name}
      </a>
    </p>
  );
}
