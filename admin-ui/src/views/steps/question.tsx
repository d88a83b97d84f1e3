// SPDX-License-Identifier: Apache-2.0
// Starting a questioning: a room that records, the officers, and what the person was told.
import { Button, Checkbox } from 'antd';
import { Link, useNavigate } from 'react-router';
import { call } from '../../api/client';
import { useProposals } from '../../api/queries';
import { ActForm, type ActMeta } from '../../components/act-form';
import { Empty } from '../../components/empty';
import { Field } from '../../components/field';
import { Loadable } from '../../components/loadable';
import { StaffPicker } from '../../components/pickers';
import { useText } from '../../i18n';
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
  return (
    <Loadable query={proposals}>
      {({ items }) => (
        <ActForm<Values, Values & ActMeta>
          act={`stay.${stay.id}.question`}
          stay={stay}
          notices={notices}
          initial={{
            roomId: items.find((item) => item.allowed)?.room.id,
            officers: me.function === 'officer' ? [me.id] : [],
          }}
          toBody={({ roomId, officers, rightsRead, recordingTold }) => ({
            roomId,
            officers,
            rightsRead: rightsRead ?? false,
            recordingTold: recordingTold ?? false,
          })}
          send={(body, key) => call('post', '/stays/{id}/questionings', { path: { id: stay.id }, body, key })}
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
            </>
          )}
        </ActForm>
      )}
    </Loadable>
  );
}
