// SPDX-License-Identifier: Apache-2.0
// Above the board: the storage of recordings is short, what that stops, and whom to call.
import { Link } from 'react-router';
import { seesStorage } from '../../abilities';
import type { Board } from '../../api/types';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { useUser } from '../../session';
import { tones } from './values';

export function StorageStrip({ state = 'ok' }: { state: Board['storage'] }) {
  const { t } = useText();
  const { can } = useUser();
  if (state === 'ok') return null;
  const tone = tones[state];
  return (
    <div className={`strip strip-${tone}`} role="alert">
      <ToneMark tone={tone}>{t(`storage.strip.${state}`)}</ToneMark>
      <span className="grow">{t(`storage.strip.${state}Hint`)}</span>
      {seesStorage(can) && (
        <Link to="/admin/storage" className="nowrap">
          {t('storage.strip.look')}
        </Link>
      )}
    </div>
  );
}
