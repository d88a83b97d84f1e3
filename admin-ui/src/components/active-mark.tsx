// SPDX-License-Identifier: Apache-2.0
// Whether an entry of the administration is in use.
import { useText } from '../i18n';
import { ToneMark } from './tone';

export function ActiveMark({ active }: { active: boolean }) {
  const { t } = useText();
  return active ? (
    <ToneMark tone="ok">{t('adminPages.staff.active')}</ToneMark>
  ) : (
    <ToneMark tone="ended">{t('adminPages.staff.inactive')}</ToneMark>
  );
}
