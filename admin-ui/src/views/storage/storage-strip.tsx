// SPDX-License-Identifier: Apache-2.0
// Above the board: the storage of recordings is short, or a second copy is not made; what that means, and whom to call.
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { seesStorage } from '../../abilities';
import type { Board } from '../../api/types';
import { type Tone, ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { useUser } from '../../session';
import { tones } from './values';

type CopyDown = NonNullable<Board['copiesDown']>[number];

interface Props {
  state: Board['storage'];
  copies: Board['copiesDown'];
}

export function StorageStrip({ state = 'ok', copies = [] }: Props) {
  const { t } = useText();
  return (
    <>
      {state !== 'ok' && (
        <Strip tone={tones[state]} hint={t(`storage.strip.${state}Hint`)}>
          {t(`storage.strip.${state}`)}
        </Strip>
      )}
      {copies.map((copy) => (
        <CopyStrip key={copy.recorder} copy={copy} />
      ))}
    </>
  );
}

function CopyStrip({ copy: { recorder, state } }: { copy: CopyDown }) {
  const { t } = useText();
  const behind = state === 'behind';
  return (
    <Strip tone={behind ? 'soon' : 'over'} hint={t(`storage.strip.copyHint.${behind ? 'behind' : 'down'}`)}>
      {t(`storage.strip.copy.${state}`, { recorder })}
    </Strip>
  );
}

function Strip({ tone, hint, children }: { tone: Tone; hint: string; children: ReactNode }) {
  const { t } = useText();
  const { can } = useUser();
  return (
    <div className={`strip strip-${tone}`} role="alert">
      <ToneMark tone={tone}>{children}</ToneMark>
      <span className="grow">{hint}</span>
      {seesStorage(can) && (
        <Link to="/admin/storage" className="nowrap">
          {t('storage.strip.look')}
        </Link>
      )}
    </div>
  );
}
