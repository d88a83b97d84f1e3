// SPDX-License-Identifier: Apache-2.0
// Starting a questioning: a room that records, the officers, and what the person was told.
import { Button, Checkbox, Form } from 'antd';
import { Link, useNavigate } from 'react-router';
import { call } from '../../api/client';
import { useProposals, useStaff } from '../../api/queries';
import { ActForm, type ActMeta } from '../../components/act-form';
import { Empty } from '../../components/empty';
import { Field } from '../../components/field';
import { Loadable } from '../../components/loadable';
import { StaffPicker } from '../../components/pickers';
import { useText } from '../../i18n';
import { proposePair, rememberPair } from '../../pair';
import { useUser } from '../../session';
import { ProposalField } from '../proposal-field';
import { type StepProps, stayOf } from './step-props';

interface Values {
  roomId: string;
  officers: string[];
  rightsRead: boolean;
  recordingTold: boolean;
}

const officersOnly = ['officer'] as const;

export function QuestionStep({ detail, notices }: StepProps) {
  const { t } = useText();
  const { me } = useUser();
  const navigate = useNavigate();
  const stay = stayOf(detail);
  const proposals = useProposals(stay.id, 'questioning');
  const staff = useStaff();
  const serves = (id: string) =>
    staff.data?.items.some((one) => one.id === id && one.active && one.function === 'officer') ?? false;
  if (detail.tile.questioningId) {
    return (
      <Empty
        title={t('stay.question.running')}
        action={
          <Link to={`/questionings/${detail.tile.questioningId}`}>
            <Button type="primary">{t('stay.question.open')}</Button>
          </Link>
        }
      />
    );
  }
  // The pair can be proposed once it is known who still serves.
  if (staff.isPending) return <Loadable query={staff}>{() => null}</Loadable>;
  return (
    <Loadable query={proposals}>
      {({ items }) => (
        <ActForm<Values, Values & ActMeta>
          act={`stay.${stay.id}.question`}
          stay={stay}
          notices={notices}
          initial={{
            roomId: items.find((item) => item.allowed)?.room.id,
            officers: me.function === 'officer' ? proposePair(me.id, serves) : [],
          }}
          toBody={({ roomId, officers, rightsRead, recordingTold }) => ({
            roomId,
            officers,
            rightsRead: rightsRead ?? false,
            recordingTold: recordingTold ?? false,
          })}
          send={async (body, key) => {
            const receipt = await call('post', '/stays/{id}/questionings', {
              path: { id: stay.id },
              body,
              key,
            });
            rememberPair(me.id, body.officers);
            return receipt;
          }}
          submit={t('stay.question.submit')}
          onDone={(receipt) => void navigate(`/questionings/${receipt.id}`)}
        >
          {(_, mode) => (
            <>
              <ProposalField items={items} currentId={detail.tile.room?.id} mode={mode} label={t('room')} />
              <Field
                span={12}
                name="officers"
                label={t('stay.question.officers')}
                extra={t('stay.question.officersHint')}
                rules={[{ required: true, type: 'array', min: 1, message: t('signIn.required') }]}
              >
                <StaffPicker mode="multiple" maxCount={6} functions={officersOnly} />
              </Field>
              <Field span={4} name="rightsRead" valuePropName="checked">
                <Checkbox>{t('stay.question.rights')}</Checkbox>
              </Field>
              <Field span={8} name="recordingTold" valuePropName="checked">
                <Checkbox>{t('stay.question.recordingTold')}</Checkbox>
              </Field>
              <BothTold />
            </>
          )}
        </ActForm>
      )}
    </Loadable>
  );
}

/** Both at once; each can still be ticked by itself. */
function BothTold() {
  const { t } = useText();
  const form = Form.useFormInstance<Values>();
  const [rights, recording] = [Form.useWatch('rightsRead', form), Form.useWatch('recordingTold', form)];
  return (
    <div style={{ gridColumn: 'span 12', marginBottom: 12 }}>
      <Checkbox
        checked={rights === true && recording === true}
        indeterminate={Boolean(rights) !== Boolean(recording)}
        onChange={({ target }) =>
          form.setFieldsValue({ rightsRead: target.checked, recordingTold: target.checked })
        }
      >
        {t('stay.question.bothTold')}
      </Checkbox>
    </div>
  );
}
