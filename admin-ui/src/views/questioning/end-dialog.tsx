// SPDX-License-Identifier: Apache-2.0
// Ending a questioning: the transcript is signed, or why not; and where the person goes.
import { Form, Input, Modal, Radio } from 'antd';
import { useNavigate } from 'react-router';
import { call } from '../../api/client';
import type { Questioning } from '../../api/types';
import { ActForm } from '../../components/act-form';
import { Field } from '../../components/field';
import { RoomPicker } from '../../components/pickers';
import { useText } from '../../i18n';

const placesToGo = ['waiting', 'medical', 'sobering', 'registration', 'reception'] as const;
const has = { expectedSeq: false, overrideReason: false };

interface Values {
  transcriptSigned: boolean;
  interruptedReason?: string;
  nextRoomId?: string;
}

export function EndDialog({ questioning, onClose }: { questioning: Questioning; onClose: () => void }) {
  const { t } = useText();
  const navigate = useNavigate();
  const { id, stayId } = questioning.summary;
  return (
    <Modal open title={t('questioning.endTitle')} footer={null} onCancel={onClose} width={640}>
      <ActForm<Values, Values & { mode?: 'plan' | 'report' }>
        act={`questioning.${id}.end`}
        stay={{ id: stayId, seq: questioning.staySeq }}
        has={has}
        initial={{ transcriptSigned: true }}
        toBody={({ transcriptSigned, interruptedReason, nextRoomId }) => ({
          transcriptSigned,
          interruptedReason: transcriptSigned ? undefined : interruptedReason?.trim(),
          nextRoomId,
        })}
        send={(body, key) => call('post', '/questionings/{id}/end', { path: { id }, body, key })}
        submit={t('questioning.end')}
        onCancel={onClose}
        onDone={() => {
          onClose();
          void navigate(`/stays/${stayId}/steps`);
        }}
      >
        {() => (
          <>
            <Field span={12} name="transcriptSigned">
              <Radio.Group
                options={[
                  { value: true, label: t('questioning.signed') },
                  { value: false, label: t('questioning.notSigned') },
                ]}
              />
            </Field>
            <Interrupted />
            <Field
              span={12}
              name="nextRoomId"
              label={t('questioning.nextRoom')}
              extra={t('questioning.endKeeps')}
            >
              <RoomPicker allowClear kinds={placesToGo} placeholder={t('questioning.nextRoomStay')} />
            </Field>
          </>
        )}
      </ActForm>
    </Modal>
  );
}

function Interrupted() {
  const { t } = useText();
  if (Form.useWatch('transcriptSigned') !== false) return null;
  return (
    <Field
      span={12}
      name="interruptedReason"
      label={t('questioning.interrupted')}
      rules={[{ required: true, whitespace: true, message: t('signIn.required') }]}
    >
      <Input maxLength={256} placeholder={t('questioning.interruptedHint')} />
    </Field>
  );
}
