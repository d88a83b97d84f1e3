// SPDX-License-Identifier: Apache-2.0
// The card before the door: brand, language switch, and one form.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { setLanguage, useText } from '../i18n';

export function EntryCard({ title, children }: { title: string; children: ReactNode }) {
  const { t, language } = useText();
  return (
    <main style={{ minHeight: '100%', display: 'grid', placeItems: 'center', padding: 24 }}>
      <div style={{ width: 'min(400px, 100%)' }}>
        <div className="row" style={{ marginBottom: 16 }}>
          <img src="/mark.svg" width={32} height={32} alt="" />
          <div className="grow">
            <div style={{ fontSize: 18, lineHeight: '22px', fontWeight: 600 }}>{t('brand')}</div>
            <div className="quiet small">{t('product')}</div>
          </div>
          <Button type="text" size="small" onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
            {t('user.language')}
          </Button>
        </div>
        <section className="panel" style={{ padding: 24 }}>
          <h1 style={{ marginBottom: 16 }}>{title}</h1>
          {children}
        </section>
      </div>
    </main>
  );
}
