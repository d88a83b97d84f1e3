// SPDX-License-Identifier: Apache-2.0
// The centre's forms of a stay, to be printed.
import { Button, Dropdown } from 'antd';
import type { PrintInput } from '../api/types';
import { useKeys } from '../hooks/use-keys';
import { usePrint } from '../hooks/use-print';
import { useText } from '../i18n';

/** Those of a stay; a transcript is printed on its own page. */
type StayForm = Exclude<PrintInput['form'], 'transcript'>;
const forms: readonly StayForm[] = [
  'use_register',
  'safety_check',
  'belongings',
  'rights',
  'care_log',
  'temporary_exit',
  'own_record',
];

const ownRecordKey = 'O';

export function PrintMenu({ stayId }: { stayId: string }) {
  const { t } = useText();
  const { print, pending } = usePrint(stayId);
  // What the person takes along is printed by one key.
  useKeys((key, event) => {
    if (key !== ownRecordKey || event.repeat) return false;
    void print('own_record', { form: 'own_record' });
    return true;
  });
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: forms.map((form) => ({
          key: form,
          label: t(`papers.form.${form}`),
          extra: form === 'own_record' ? <kbd>{ownRecordKey}</kbd> : undefined,
        })),
        onClick: ({ key }) => void print(key, { form: key as StayForm }),
      }}
    >
      <Button loading={pending}>{t('papers.print')}</Button>
    </Dropdown>
  );
}
