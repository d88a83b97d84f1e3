// SPDX-License-Identifier: Apache-2.0
// Before there is a transcript: which template it begins with. The likeliest is chosen, Enter begins.
import { Button, Form, Radio } from 'antd';
import { call } from '../../api/client';
import { useTranscriptTemplates } from '../../api/queries';
import type { Questioning, Receipt } from '../../api/types';
import { Empty } from '../../components/empty';
import { ErrorNote } from '../../components/error-note';
import { Loadable } from '../../components/loadable';
import { useAct } from '../../hooks/use-act';
import { useText } from '../../i18n';
import { useUser } from '../../session';
import styles from './paper.module.css';

const stale = ['questionings'] as const;

export function Begin({ questioning }: { questioning: Questioning }) {
  const { t } = useText();
  const { can } = useUser();
  const { id } = questioning.summary;
  if (!can.question)
    return (
      <section className="panel">
        <Empty title={t('transcript.begin.waitFor')} hint={t('transcript.begin.waitHint')} />
      </section>
    );
  return <Templates id={id} />;
}

function Templates({ id }: { id: string }) {
  const { t, pick } = useText();
  const templates = useTranscriptTemplates(id);
  const { run, pending, error } = useAct<{ template: string }, Receipt>(
    `transcript.${id}.begin`,
    (body, key) => call('post', '/questionings/{id}/transcript', { path: { id }, body, key }),
    stale,
  );
  return (
    <section className="panel" style={{ maxWidth: 720 }}>
      <header>
        <h2>{t('transcript.begin.title')}</h2>
      </header>
      <p className="quiet">{t('transcript.begin.hint')}</p>
      <ErrorNote error={error} />
      <Loadable query={templates}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('transcript.begin.none')} />
          ) : (
            <Form
              name="transcript-begin"
              disabled={pending}
              initialValues={{ template: items[0]?.name }}
              onFinish={(values: { template: string }) => void run({ template: values.template })}
            >
              <Form.Item name="template" className={styles.templates}>
                <Radio.Group className="stack-tight">
                  {items.map((item, at) => (
                    <Radio key={item.name} value={item.name} autoFocus={at === 0}>
                      {pick(item.label, item.labelEn)}{' '}
                      <span className="quiet small">
                        {t('transcript.begin.lines', { count: item.lines })}
                      </span>{' '}
                      {at === 0 && (
                        <span className="chip chip-accent">{t('transcript.begin.likeliest')}</span>
                      )}
                    </Radio>
                  ))}
                </Radio.Group>
              </Form.Item>
              <Button type="primary" htmlType="submit" loading={pending}>
                {t('transcript.begin.submit')} <kbd>Enter</kbd>
              </Button>
            </Form>
          )
        }
      </Loadable>
    </section>
  );
}
