// SPDX-License-Identifier: Apache-2.0
// Printing the centre's forms: the print is an entry of the record, then its PDF opens beside the page.
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { doAct } from '../acts';
import { call } from '../api/client';
import type { PrintInput } from '../api/types';
import { describeError } from '../errors';
import { useText } from '../i18n';
import { useUser } from '../session';

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

export function printUrl(stayId: string, seq: number): string {
  return `/api/v1/stays/${stayId}/prints?seq=${seq}`;
}

export function PrintMenu({ stayId }: { stayId: string }) {
  const { t, language } = useText();
  const { me } = useUser();
  const { notification } = App.useApp();
  const [pending, setPending] = useState(false);
  const print = async (form: StayForm) => {
    // Opened by the press itself: a window that comes later is blocked.
    const tab = window.open('', '_blank');
    setPending(true);
    try {
      const { receipt } = await doAct(
        me.id,
        `stay.${stayId}.print.${form}`,
        { form, language },
        (body, key) => call('post', '/stays/{id}/prints', { path: { id: stayId }, body, key }),
      );
      const url = printUrl(stayId, receipt.seq);
      if (tab) tab.location.href = url;
      else window.location.assign(url);
    } catch (error) {
      tab?.close();
      const said = describeError(error, t, language);
      notification.error({ message: said.title, description: said.detail, duration: 0 });
    } finally {
      setPending(false);
    }
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: forms.map((form) => ({ key: form, label: t(`papers.form.${form}`) })),
        onClick: ({ key }) => void print(key as StayForm),
      }}
    >
      <Button loading={pending}>{t('papers.print')}</Button>
    </Dropdown>
  );
}
