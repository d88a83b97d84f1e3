// SPDX-License-Identifier: Apache-2.0
// The first of many things, and the others on demand.
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useText } from '../i18n';

interface Props<T> {
  items: readonly T[];
  /** So many are shown at first, and so many more with every press. */
  first: number;
  children: (item: T) => ReactNode;
}

export function Folded<T>({ items, first, children }: Props<T>) {
  const { t } = useText();
  const [shown, setShown] = useState(first);
  return (
    <>
      {items.slice(0, shown).map(children)}
      {items.length > shown && (
        <div className="row" style={{ marginTop: 8 }}>
          <Button size="small" onClick={() => setShown(shown + first)}>
            {t('list.more')}
          </Button>
          <span className="quiet">{t('list.shown', { shown, count: items.length })}</span>
        </div>
      )}
    </>
  );
}
