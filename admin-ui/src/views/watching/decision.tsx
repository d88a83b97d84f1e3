// SPDX-License-Identifier: Apache-2.0
// The second person: who may decide about a proposal, and the two ways to do it. For cameras and for kinds of rooms.
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { PersonOfUnit } from '../../api/watching-types';
import { EditDialog } from '../../components/edit-dialog';
import { Field } from '../../components/field';
import { useText } from '../../i18n';
import { useUser } from '../../session';

const stale = ['cameras'] as const;

interface Me {
  id: string;
  unit: { id: string; name: string };
}

export type Hindrance = 'own' | 'ownUnit';

/** Why one of those who see a proposal may not decide about it; the centre decides again. */
export function hindrance(by: PersonOfUnit, me: Me): Hindrance | undefined {
  if (by.id === me.id) return 'own';
  return by.unit === me.unit.name ? 'ownUnit' : undefined;
}

interface Props {
  /** Names the acts, and with the version makes them different ones. */
  name: string;
  version: number;
  by: PersonOfUnit;
  /** It cannot be read, so it can only be rejected. */
  damaged?: boolean;
  approve: (key: string) => Promise<unknown>;
  reject: (reason: string, key: string) => Promise<unknown>;
}

export function Decision({ name, version, by, damaged = false, approve, reject }: Props) {
  const { t } = useText();
  const { me } = useUser();
  const [open, setOpen] = useState<'approve' | 'reject'>();
  const why = hindrance(by, me);
  if (why) return <p className="quiet">{t(`watching.compare.${why}`, { unit: me.unit.name })}</p>;
  return (
    <div className="row">
      {!damaged && (
        <Button type="primary" onClick={() => setOpen('approve')}>
          {t('watching.compare.approve')}
        </Button>
      )}
      <Button onClick={() => setOpen('reject')}>{t('watching.compare.reject')}</Button>
      {open === 'approve' && (
        <EditDialog<Record<string, never>, Record<string, never>, unknown>
          act={`${name}.${version}.approve`}
          title={t('watching.compare.approveTitle', { count: version })}
          initial={{}}
          toBody={() => ({})}
          send={(_, key) => approve(key)}
          stale={stale}
          done={t('watching.compare.approved')}
          submit={t('watching.compare.approve')}
          width={520}
          onClose={() => setOpen(undefined)}
        >
          {() => <p style={{ gridColumn: 'span 12' }}>{t('watching.compare.approveExplain')}</p>}
        </EditDialog>
      )}
      {open === 'reject' && (
        <EditDialog<{ reason: string }, { reason: string }, unknown>
          act={`${name}.${version}.reject`}
          title={t('watching.compare.rejectTitle', { count: version })}
          initial={{}}
          toBody={({ reason }) => ({ reason: reason.trim() })}
          send={({ reason }, key) => reject(reason, key)}
          stale={stale}
          done={t('watching.compare.rejected')}
          submit={t('watching.compare.reject')}
          width={520}
          keepsDraft
          onClose={() => setOpen(undefined)}
        >
          {() => (
            <Field
              span={12}
              name="reason"
              label={t('watching.compare.rejectReason')}
              rules={[
                { required: true, whitespace: true, min: 5, message: t('watching.propose.reasonRule') },
              ]}
            >
              <Input.TextArea rows={3} maxLength={500} />
            </Field>
          )}
        </EditDialog>
      )}
    </div>
  );
}
