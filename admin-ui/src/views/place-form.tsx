// SPDX-License-Identifier: Apache-2.0
// Placing or moving a person: proposed rooms best first, with what the rules say about each.
import { Segmented } from 'antd';
import { useState } from 'react';
import { call } from '../api/client';
import { type RoomPurpose, useProposals } from '../api/queries';
import type { Receipt, RoomProposal } from '../api/types';
import { ActForm, type ActMeta, type ActStay } from '../components/act-form';
import { Field } from '../components/field';
import { Loadable } from '../components/loadable';
import { StaffPicker } from '../components/pickers';
import { useText } from '../i18n';
import { ProposalField } from './proposal-field';

interface Values {
  roomId: string;
  escort?: string;
}

type Body = ActMeta & Values;

interface Props {
  stay: ActStay & { roomId?: string };
  onDone: (receipt: Receipt) => void;
  onCancel?: () => void;
}

export function PlaceForm({ stay, onDone, onCancel }: Props) {
  const { t, optional } = useText();
  const [purpose, setPurpose] = useState<RoomPurpose>('waiting');
  const proposals = useProposals(stay.id, purpose);
  return (
    <Loadable query={proposals}>
      {({ items }) => (
        <ActForm<Values, Body>
          act={`stay.${stay.id}.place`}
          stay={stay}
          initial={{ roomId: best(items, stay.roomId)?.room.id }}
          toBody={({ roomId, escort }) => ({ roomId, escort })}
          send={(body, key) => call('post', '/stays/{id}/placements', { path: { id: stay.id }, body, key })}
          submit={t('stay.place.submit')}
          onDone={onDone}
          onCancel={onCancel}
        >
          {(_, mode) => (
            <>
              <div style={{ gridColumn: 'span 12', marginBottom: 12 }}>
                <Segmented<RoomPurpose>
                  value={purpose}
                  onChange={setPurpose}
                  options={[
                    { value: 'waiting', label: t('stay.place.purpose.waiting') },
                    { value: 'care', label: t('stay.place.purpose.care') },
                  ]}
                />
              </div>
              <ProposalField items={items} currentId={stay.roomId} mode={mode} />
              <Field span={6} name="escort" label={optional(t('stay.place.escort'))}>
                <StaffPicker allowClear />
              </Field>
            </>
          )}
        </ActForm>
      )}
    </Loadable>
  );
}

function best(items: readonly RoomProposal[], current: string | undefined): RoomProposal | undefined {
  return items.find((item) => item.allowed && item.notices.length === 0 && item.room.id !== current);
}
