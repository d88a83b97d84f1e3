// SPDX-License-Identifier: Apache-2.0
// The list of the person's own things: quantities in words, one row per thing, keeper and signature.
import { AutoComplete, Button, Checkbox, Form, Input } from 'antd';
import { call } from '../../api/client';
import { ActForm, type ActMeta } from '../../components/act-form';
import { Field } from '../../components/field';
import { StaffPicker } from '../../components/pickers';
import { useText } from '../../i18n';
import { quantityInWords } from '../../lib/quantity';
import styles from './belongings.module.css';
import { type StepProps, stayOf } from './step-props';

interface Item {
  name: string;
  quantity: string;
  features?: string;
  caseRelated?: boolean;
}

interface Values {
  items: Item[];
  keeper: string;
  locker?: string;
  signedByPerson: boolean;
}

export function BelongingsStep({ detail, notices, onDone }: StepProps) {
  const { t } = useText();
  const stay = stayOf(detail);
  return (
    <ActForm<Values, Values & ActMeta>
      act={`stay.${stay.id}.belongings`}
      stay={stay}
      notices={notices}
      initial={{ items: detail.belongings ?? [], locker: detail.locker }}
      toBody={({ items, keeper, locker, signedByPerson }) => ({
        items: items.map((item) => ({
          name: item.name.trim(),
          quantity: quantityInWords(item.quantity),
          features: item.features?.trim() || undefined,
          caseRelated: item.caseRelated ?? false,
        })),
        keeper,
        locker: locker?.trim() || undefined,
        signedByPerson: signedByPerson ?? false,
      })}
      send={(body, key) => call('post', '/stays/{id}/belongings', { path: { id: stay.id }, body, key })}
      submit={t('stay.belongings.submit')}
      onDone={onDone}
    >
      {() => (
        <>
          <ItemRows />
          <Field
            span={4}
            name="keeper"
            label={t('stay.belongings.keeper')}
            extra={t('stay.belongings.keeperHint')}
            rules={[{ required: true, message: t('signIn.required') }]}
          >
            <StaffPicker />
          </Field>
          <Field span={3} name="locker" label={t('stay.belongings.locker')}>
            <Input maxLength={16} autoComplete="off" />
          </Field>
          <Field span={5} name="signedByPerson" label=" " valuePropName="checked">
            <Checkbox>{t('stay.belongings.signed')}</Checkbox>
          </Field>
        </>
      )}
    </ActForm>
  );
}

function ItemRows() {
  const { t } = useText();
  const form = Form.useFormInstance<Values>();
  const required = { required: true, whitespace: true, message: t('signIn.required') };
  const names = t('stay.belongings.names').split(',');
  return (
    <Form.List name="items">
      {(fields, { add, remove }) => (
        <div className={styles.rows}>
          {fields.length > 0 && (
            <div className={`${styles.row} ${styles.head}`}>
              <span>{t('stay.belongings.item')}</span>
              <span title={t('stay.belongings.quantityHint')}>{t('stay.belongings.quantity')}</span>
              <span>{t('stay.belongings.features')}</span>
              <span>{t('stay.belongings.caseRelated')}</span>
              <span />
            </div>
          )}
          {fields.map((field, index) => (
            <div className={styles.row} key={field.key}>
              <Form.Item name={[field.name, 'name']} rules={[required]}>
                <AutoComplete
                  autoFocus
                  options={names.map((value) => ({ value }))}
                  filterOption={(text, option) => (option?.value ?? '').includes(text)}
                  maxLength={64}
                  aria-label={t('stay.belongings.item')}
                />
              </Form.Item>
              <Form.Item name={[field.name, 'quantity']} rules={[required]}>
                <Input
                  maxLength={32}
                  placeholder="1部"
                  aria-label={t('stay.belongings.quantity')}
                  onBlur={(event) =>
                    form.setFieldValue(['items', field.name, 'quantity'], quantityInWords(event.target.value))
                  }
                />
              </Form.Item>
              <Form.Item name={[field.name, 'features']}>
                <Input
                  maxLength={128}
                  placeholder={t('stay.belongings.featuresHint')}
                  aria-label={t('stay.belongings.features')}
                  onPressEnter={(event) => {
                    event.preventDefault();
                    if (index === fields.length - 1) add({});
                  }}
                />
              </Form.Item>
              <Form.Item name={[field.name, 'caseRelated']} valuePropName="checked">
                <Checkbox aria-label={t('stay.belongings.caseRelated')} />
              </Form.Item>
              <Button
                type="text"
                aria-label={t('stay.belongings.removeRow', { n: index + 1 })}
                onClick={() => remove(field.name)}
              >
                ✕
              </Button>
            </div>
          ))}
          <div className="row">
            <Button onClick={() => add({})} disabled={fields.length >= 100}>
              ＋ {t('stay.belongings.addRow')}
            </Button>
            <span className="quiet small">
              {fields.length === 0 ? t('stay.belongings.none') : t('stay.belongings.quantityHint')}
            </span>
          </div>
        </div>
      )}
    </Form.List>
  );
}
