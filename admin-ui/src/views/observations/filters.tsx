// SPDX-License-Identifier: Apache-2.0
// The filters above the list: going on or all, a group of kinds or one kind, the room, the verdict.
import { Segmented, Select } from 'antd';
import type { ObservationQuery, ObservationVerdict } from '../../api/watching-types';
import { RoomPicker } from '../../components/pickers';
import { oneOf, useFilter } from '../../hooks/use-filter';
import { useText } from '../../i18n';
import { useUser } from '../../session';
import { groupsInOrder, groupText, kindsOf, kindText } from './words';

const states = ['all', 'open'] as const;
const verdictChoices = ['', 'none', 'confirmed', 'false', 'unclear'] as const;

/** What the address says, as the centre is asked. */
export function queryOf(get: (name: string) => string): ObservationQuery {
  const verdict = oneOf(get('verdict'), [...verdictChoices]);
  return {
    state: oneOf(get('state'), [...states]),
    group: get('group') || undefined,
    kind: get('kind') || undefined,
    roomId: get('room') || undefined,
    cameraId: get('camera') || undefined,
    verdict: (verdict || undefined) as ObservationVerdict | 'none' | undefined,
  };
}

export const isNarrow = ({ state, group, kind, roomId, cameraId, verdict }: ObservationQuery) =>
  state === 'open' || Boolean(group || kind || roomId || cameraId || verdict);

const groupValue = (group: string) => `group:${group}`;

export function ObservationFilters({ onChange }: { onChange: () => void }) {
  const { t } = useText();
  const { can } = useUser();
  const filter = useFilter();
  const query = queryOf(filter.get);
  const set = (values: Record<string, string>) => {
    filter.setAll(values);
    onChange();
  };
  const chooseKind = (value: string | undefined) => {
    const group = value?.startsWith('group:') ? value.slice(6) : '';
    set({ group, kind: group ? '' : (value ?? '') });
  };
  const kinds = groupsInOrder.map((group) => ({
    label: groupText(t, group),
    options: [
      { value: groupValue(group), label: t('observations.allOf', { group: groupText(t, group) }) },
      ...kindsOf[group].map((kind) => ({ value: kind as string, label: kindText(t, kind) })),
    ],
  }));
  return (
    <div className="row-wrap">
      {/* Who may not play recordings is only told what lasts. */}
      {can.seePlayback && (
        <Segmented
          value={query.state}
          onChange={(value) => set({ state: value === 'all' ? '' : String(value) })}
          options={states.map((value) => ({ value, label: t(`observations.state.${value}`) }))}
        />
      )}
      <Select
        allowClear
        showSearch
        optionFilterProp="label"
        value={query.group ? groupValue(query.group) : query.kind}
        onChange={chooseKind}
        options={kinds}
        placeholder={t('observations.kindFilter')}
        aria-label={t('observations.kindFilter')}
        popupMatchSelectWidth={260}
        style={{ width: 180 }}
      />
      <RoomPicker
        allowClear
        value={query.roomId}
        onChange={(value) => set({ room: String(value ?? '') })}
        placeholder={t('room')}
        aria-label={t('room')}
        popupMatchSelectWidth={260}
        style={{ width: 160 }}
      />
      <Select
        allowClear
        value={query.verdict}
        onChange={(value?: string) => set({ verdict: value ?? '' })}
        options={verdictChoices
          .filter((value) => value !== '')
          .map((value) => ({ value, label: t(`observations.verdicts.${value}`) }))}
        placeholder={t('observations.verdictFilter')}
        aria-label={t('observations.verdictFilter')}
        style={{ width: 130 }}
      />
    </div>
  );
}
