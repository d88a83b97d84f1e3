// SPDX-License-Identifier: Apache-2.0
// The zones by name: which one is meant, what is wrong with it, its kind, and taking it away.
import { Button, Select } from 'antd';
import { useState } from 'react';
import type { Zone, ZoneKind } from '../../api/watching-types';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { zoneText } from '../observations/words';
import { ZoneSwatch, zoneKinds } from './kinds';
import styles from './watching.module.css';
import { freshPolygon, zoneFault } from './zone-maths';

interface Props {
  zones: readonly Zone[];
  chosen: string | undefined;
  onChoose: (id: string | undefined) => void;
  onChange: (zones: Zone[]) => void;
  onDraw: (kind: ZoneKind) => void;
  drawing: boolean;
}

function useKindOptions() {
  const { t } = useText();
  return zoneKinds.map((kind) => ({
    value: kind,
    label: (
      <span className="row">
        <ZoneSwatch kind={kind} />
        {zoneText(t, kind)}
      </span>
    ),
  }));
}

export function ZoneList({ zones, chosen, onChoose, onChange, onDraw, drawing }: Props) {
  const { t } = useText();
  const [kind, setKind] = useState<ZoneKind>('person_seat');
  const options = useKindOptions();
  const place = () => {
    const zone = { id: crypto.randomUUID(), kind, polygon: freshPolygon(zones.length) };
    onChange([...zones, zone]);
    onChoose(zone.id);
  };
  return (
    <section className="panel">
      <header>
        <h2>
          {t('watching.zones')} {zones.length}
        </h2>
      </header>
      <div className={styles.adding}>
        <Select value={kind} onChange={setKind} options={options} aria-label={t('watching.kind')} />
        <Button type={drawing ? 'primary' : 'default'} onClick={() => onDraw(kind)}>
          {t('watching.draw')}
        </Button>
        <Button onClick={place}>{t('watching.square')}</Button>
      </div>
      {zones.length === 0 && <p className="quiet">{t('watching.zonesNone')}</p>}
      <ul className={styles.zones}>
        {zones.map((zone, index) => (
          <ZoneLine
            key={zone.id}
            zone={zone}
            index={index}
            chosen={zone.id === chosen}
            onChoose={() => onChoose(zone.id)}
            onKind={(next) =>
              onChange(zones.map((one) => (one.id === zone.id ? { ...one, kind: next } : one)))
            }
            onRemove={() => onChange(zones.filter((one) => one.id !== zone.id))}
          />
        ))}
      </ul>
    </section>
  );
}

interface LineProps {
  zone: Zone;
  index: number;
  chosen: boolean;
  onChoose: () => void;
  onKind: (kind: ZoneKind) => void;
  onRemove: () => void;
}

function ZoneLine({ zone, index, chosen, onChoose, onKind, onRemove }: LineProps) {
  const { t } = useText();
  const options = useKindOptions();
  const fault = zoneFault(zone);
  const name = `${index + 1} ${zoneText(t, zone.kind)}`;
  return (
    <li className={chosen ? styles.chosen : undefined}>
      <button type="button" className={styles.number} aria-pressed={chosen} onClick={onChoose} title={name}>
        {index + 1}
      </button>
      <Select
        variant="borderless"
        value={zone.kind}
        onChange={onKind}
        options={options}
        aria-label={`${t('watching.kind')} ${index + 1}`}
        className="grow"
        onFocus={onChoose}
      />
      <Button size="small" onClick={onRemove} aria-label={`${t('watching.remove')} ${name}`}>
        {t('watching.remove')}
      </Button>
      {fault && (
        <div className={styles.fault}>
          <ToneMark tone="over">{t(`watching.zoneFault.${fault}`)}</ToneMark>
        </div>
      )}
    </li>
  );
}
