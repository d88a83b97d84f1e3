// SPDX-License-Identifier: Apache-2.0
// How each kind of zone looks: a colour, and a hatching that tells it apart without the colour.
import { type ReactNode, useId } from 'react';
import type { ZoneKind } from '../../api/watching-types';
import { casing, maskGround, zoneColours } from './zone-colours';
import styles from './zone-pictures.module.css';

export const zoneKinds = [
  'person_seat',
  'officer_seat',
  'door',
  'bed',
  'clock',
  'display',
  'guard_post',
  'mask',
] as const satisfies ZoneKind[];

const lines: Record<ZoneKind, (colour: string) => ReactNode> = {
  person_seat: () => <path d="M-4 4 L4 -4 M0 16 L16 0 M12 20 L20 12" />,
  officer_seat: () => <path d="M-4 12 L4 20 M0 0 L16 16 M12 -4 L20 4" />,
  door: () => <path d="M8 0 V16" />,
  bed: () => <path d="M0 8 H16" />,
  clock: (colour) => <circle cx="8" cy="8" r="2.6" fill={colour} stroke="none" />,
  display: () => <path d="M8 0 V16 M0 8 H16" />,
  guard_post: () => <path d="M0 0 L16 16 M16 0 L0 16" />,
  mask: () => <path d="M0 4 H16 M0 12 H16" strokeWidth="1" />,
};

const ground = (kind: ZoneKind) =>
  kind === 'mask' ? { fill: maskGround, fillOpacity: 0.82 } : { fill: zoneColours[kind], fillOpacity: 0.16 };

/** Patterns of the kinds, for `url(#…)` within the same drawing. */
export function ZonePatterns({ prefix, size = 26 }: { prefix: string; size?: number }) {
  return (
    <defs>
      {zoneKinds.map((kind) => (
        <pattern
          key={kind}
          id={`${prefix}${kind}`}
          width="16"
          height="16"
          patternUnits="userSpaceOnUse"
          patternTransform={`scale(${size / 16})`}
        >
          <rect width="16" height="16" {...ground(kind)} />
          <g stroke={casing} strokeWidth="3.6" fill="none" strokeOpacity="0.35">
            {lines[kind](casing)}
          </g>
          <g stroke={zoneColours[kind]} strokeWidth="1.8" fill="none" strokeOpacity="0.9">
            {lines[kind](zoneColours[kind])}
          </g>
        </pattern>
      ))}
    </defs>
  );
}

export function ZoneSwatch({ kind }: { kind: ZoneKind }) {
  const prefix = `swatch-${useId().replaceAll(':', '')}-`;
  return (
    <svg width="22" height="16" aria-hidden="true" className={styles.swatch}>
      <ZonePatterns prefix={prefix} size={9} />
      <rect
        width="22"
        height="16"
        fill={`url(#${prefix}${kind})`}
        stroke={zoneColours[kind]}
        strokeWidth="2"
      />
    </svg>
  );
}
