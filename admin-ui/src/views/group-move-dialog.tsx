// SPDX-License-Identifier: Apache-2.0
// Moving several persons into one room: choose them, choose the room, send once; whoever may not go is named.
import { App, Checkbox, Form, Modal, Segmented, Select } from 'antd';
import { useState } from 'react';
import { call } from '../api/client';
import { asksForReason, outcomeUnknown, ProblemError } from '../api/problem';
import type { Board, GroupMove, Mode, Receipts, Room, Tile } from '../api/types';
import { ErrorNote } from '../components/error-note';
import { Field } from '../components/field';
import { StaffPicker } from '../components/pickers';
import { ReasonDialog } from '../components/reason-dialog';
import { TimeField } from '../components/time-field';
import { ToneMark } from '../components/tone';
import { useAct } from '../hooks/use-act';
import { useFieldError } from '../hooks/use-field-error';
import { useFirstFocus } from '../hooks/use-first-focus';
import { useText } from '../i18n';
import { serverNowUs } from '../lib/now';
import { usPerMinute } from '../lib/time';
import { movable, receivingRooms } from './group-move';
import styles from './group-move.module.css';

interface Values {
  stayIds: string[];
  roomId: string;
  escort?: string;
  happenedAtUs?: number;
}

interface Props {
  board: Board;
  /** Everybody in this room is chosen at first. */
  fromRoom?: string;
  onClose: () => void;
}

const stale = ['stays', 'rooms', 'findings'] as const;

export function GroupMoveDialog({ board, fromRoom, onClose }: Props) {
  const { t, optional } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [mode, setMode] = useState<Mode>('plan');
  const area = useFirstFocus<HTMLDivElement>(true);
  const { run, pending, error, reset } = useAct<GroupMove & { roomId: string }, Receipts>(
    'board.groupMove',
    ({ roomId, ...body }, key) => call('post', '/rooms/{id}/placements', { path: { id: roomId }, body, key }),
    stale,
  );
  useFieldError(form, error);
  const persons = movable(board.tiles);
  const warnings = asksForReason(error) ? (error.problem.warnings ?? []) : [];

  const submit = async (values: Values, overrideReason?: string) => {
    const { happenedAtUs, ...body } = values;
    const result = await run({
      ...body,
      mode,
      ...(mode === 'report' ? { happenedAtUs } : { overrideReason }),
    });
    if (!result) return;
    if (result.ofEarlier) void message.warning(t('act.ofEarlier'), 8);
    else void message.success(t('board.group.done', { count: result.receipt.items.length }));
    onClose();
  };

  const chooseMode = (next: Mode) => {
    setMode(next);
    reset();
  };

  return (
    <Modal
      open
      title={t('board.group.title')}
      okText={outcomeUnknown(error) ? t('act.sendAgain') : t(`board.group.submit.${mode}`)}
      cancelText={t('act.cancel')}
      confirmLoading={pending}
      maskClosable={false}
      width={760}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        name="group-move"
        layout="vertical"
        requiredMark={false}
        disabled={pending}
        initialValues={{
          stayIds: persons
            .filter((tile) => fromRoom && tile.room?.id === fromRoom)
            .map((tile) => tile.stayId),
          happenedAtUs: Math.floor(serverNowUs() / usPerMinute) * usPerMinute,
        }}
        onValuesChange={reset}
        onFinish={(values) => void submit(values)}
      >
        <div className="row-wrap" style={{ marginBottom: 12 }}>
          <Segmented<Mode>
            value={mode}
            onChange={chooseMode}
            options={[
              { value: 'plan', label: t('stay.mode.plan') },
              { value: 'report', label: t('stay.mode.report') },
            ]}
          />
          <span className="quiet small">{t(`stay.modeHint.${mode}`)}</span>
        </div>
        {warnings.length === 0 && <ErrorNote error={error} extra={<Refusals error={error} />} />}
        <div ref={area} className="fields">
          <Field
            span={12}
            name="stayIds"
            label={t('board.group.persons')}
            rules={[{ required: true, type: 'array', min: 1, message: t('board.group.choosePersons') }]}
          >
            <Checkbox.Group className={styles.persons}>
              {persons.map((tile) => (
                <Checkbox key={tile.stayId} value={tile.stayId}>
                  <PersonWords tile={tile} />
                </Checkbox>
              ))}
            </Checkbox.Group>
          </Field>
          <Field
            span={6}
            name="roomId"
            label={t('stay.place.room')}
            rules={[{ required: true, message: t('stay.place.pick') }]}
          >
            <Select
              showSearch
              optionFilterProp="label"
              options={receivingRooms(board.rooms).map(roomOption)}
            />
          </Field>
          <Field span={6} name="escort" label={optional(t('stay.place.escort'))}>
            <StaffPicker allowClear />
          </Field>
          {mode === 'report' && (
            <Field
              span={6}
              name="happenedAtUs"
              label={t('stay.happenedAt')}
              rules={[{ required: true, message: t('signIn.required') }]}
            >
              <TimeField />
            </Field>
          )}
        </div>
        <button type="submit" hidden />
      </Form>
      <ReasonDialog
        notices={warnings}
        pending={pending}
        onCancel={reset}
        onReason={(reason) => void submit(form.getFieldsValue(), reason)}
      />
    </Modal>
  );
}

function roomOption(room: Room) {
  const places = room.capacity > 0 ? ` ${room.occupants.length}/${room.capacity}` : '';
  return { value: room.id, label: `${room.name}${places}` };
}

function PersonWords({ tile }: { tile: Tile }) {
  const { t } = useText();
  return (
    <span>
      <strong>{tile.number.split('-').at(-1)}</strong> {tile.displayName}
      <span className="quiet small">
        {' '}
        {[
          tile.sex && t(`domain.sex.${tile.sex}`),
          tile.minor && t('minor'),
          tile.room?.name ?? t('board.notPlaced'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </span>
  );
}

/** Each person who may not go, with the rule and where it stands. */
function Refusals({ error }: { error: unknown }) {
  const { pick } = useText();
  const refusals = error instanceof ProblemError ? (error.problem.refusals ?? []) : [];
  if (refusals.length === 0) return null;
  return (
    <ul className={styles.refusals}>
      {refusals.map((refusal) => (
        <li key={`${refusal.stayId}${refusal.rule ?? ''}${refusal.detail}`}>
          <ToneMark tone="over">{refusal.number.split('-').at(-1)}</ToneMark>{' '}
          {pick(refusal.detail, refusal.detailEn)}
          {refusal.rule && (
            <span className="quiet small">
              {'  '}
              {refusal.rule} · {pick(refusal.source ?? '', refusal.sourceEn ?? '')}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
