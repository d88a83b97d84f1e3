// SPDX-License-Identifier: Apache-2.0
// Choosing one of the proposed rooms: what the rules say against all of them is said once, above the list.
import { Radio } from 'antd';
import type { Mode, RoomProposal, RuleNotice } from '../api/types';
import { Empty } from '../components/empty';
import { Field } from '../components/field';
import { Notices } from '../components/notices';
import { useText } from '../i18n';
import { ProposalRow } from './proposal-row';
import styles from './proposal-row.module.css';

interface Props {
  items: readonly RoomProposal[];
  /** The room in which the person is now. */
  currentId: string | undefined;
  mode: Mode;
  label?: string;
}

export function ProposalField({ items, currentId, mode, label }: Props) {
  const { t, pick } = useText();
  if (items.length === 0) {
    return (
      <div className={styles.whole}>
        <Empty title={t('stay.place.none')} hint={t('stay.place.noneHint')} />
      </div>
    );
  }
  const common = commonNotices(items);
  return (
    <>
      {mode === 'plan' && common.length > 0 && (
        <div className={styles.whole}>
          <Notices notices={common} />
        </div>
      )}
      <Field
        span={12}
        name="roomId"
        label={label}
        rules={[{ required: true, message: t('stay.place.pick') }]}
      >
        <Radio.Group className={styles.group}>
          {items.map(({ room, notices, detail, detailEn }) => (
            <Radio key={room.id} value={room.id} className={styles.option}>
              <ProposalRow
                room={room}
                // What has happened is never refused: a report is entered without the rules' word.
                notices={mode === 'plan' ? notices.filter((notice) => !has(common, notice)) : []}
                detail={mode === 'plan' && detail ? pick(detail, detailEn ?? detail) : undefined}
                current={room.id === currentId}
              />
            </Radio>
          ))}
        </Radio.Group>
      </Field>
    </>
  );
}

/** Notices about the person and the moment, not about one of the rooms. */
export function commonNotices(items: readonly RoomProposal[]): RuleNotice[] {
  const [first, ...others] = items;
  if (!first || others.length === 0) return [];
  return first.notices.filter((notice) => others.every((other) => has(other.notices, notice)));
}

function has(notices: readonly RuleNotice[], one: RuleNotice): boolean {
  return notices.some((notice) => notice.rule === one.rule && notice.text === one.text);
}
