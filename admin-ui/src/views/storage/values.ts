// SPDX-License-Identifier: Apache-2.0
// What the page of kept recordings concludes from the centre's answer, and what its forms send.
import type { Abilities } from '../../abilities';
import type { HoldInput, LegalHold, RemovalOrder, Storage } from '../../api/types';
import type { Tone } from '../../components/tone';
import { usPerHour } from '../../lib/time';

export const leastDays = 90;
export const usualDays = 180;
export const mostDays = 3_660;
export const mostHoldDays = 366;
export const leastReason = 5;

export const states = ['ok', 'tight', 'full'] as const satisfies Storage['state'][];
export const tones: Record<Storage['state'], Tone> = { ok: 'ok', tight: 'soon', full: 'over' };

export const keptParts = ['within', 'held', 'removable'] as const;

export interface KeptPart {
  part: (typeof keptParts)[number];
  bytes: number;
  percent: number;
}

/** The parts of what is kept, with their share of the whole. */
export function partsOf(kept: Storage['kept']): KeptPart[] {
  const bytes = { within: kept.withinTimeBytes, held: kept.heldBytes, removable: kept.removableBytes };
  return keptParts.map((part) => ({
    part,
    bytes: bytes[part],
    percent: kept.allBytes > 0 ? (100 * bytes[part]) / kept.allBytes : 0,
  }));
}

/** What is wrong with a keeping time that was typed. */
export function daysFault(days: number): 'whole' | 'short' | 'long' | undefined {
  if (!Number.isInteger(days)) return 'whole';
  if (days < leastDays) return 'short';
  return days > mostDays ? 'long' : undefined;
}

const openFirst = (order: RemovalOrder) => (order.state === 'open' ? 0 : 1);

/** What waits for a decision stands first, the rest as the centre gives it: the newest first. */
export const ordersInOrder = (orders: readonly RemovalOrder[]) =>
  [...orders].sort((a, b) => openFirst(a) - openFirst(b));

export type OrderState = 'open' | 'inForce' | 'replaced' | 'refused';

/** Of all decisions only the newest counts, a refusal as well. */
export function orderState(order: RemovalOrder, storage: Storage): OrderState {
  if (order.state !== 'granted') return order.state;
  const newest = storage.orders.reduce<RemovalOrder | undefined>(
    (best, one) => ((one.decidedAtUs ?? 0) > (best?.decidedAtUs ?? 0) ? one : best),
    undefined,
  );
  return storage.orderInForce && newest?.id === order.id ? 'inForce' : 'replaced';
}

export const mayDecide = (order: RemovalOrder, can: Abilities, me: string) =>
  order.state === 'open' && can.confirmRules && order.askedBy.id !== me;

const inForce = (hold: LegalHold) => hold.liftedAtUs === undefined;

export const mayLift = (hold: LegalHold, can: Abilities, me: string) =>
  inForce(hold) && can.confirmRules && hold.placedBy.id !== me;

/** Those in force first, and the newest first. */
export const holdsInOrder = (holds: readonly LegalHold[]) =>
  [...holds].sort((a, b) => Number(inForce(b)) - Number(inForce(a)) || b.placedAtUs - a.placedAtUs);

export interface HoldValues {
  kind: 'room' | 'stay';
  roomId?: string;
  stayId?: string;
  fromUs?: number;
  toUs?: number;
  reason?: string;
}

export const goodInterval = (fromUs: number, toUs: number) =>
  fromUs < toUs && toUs - fromUs <= mostHoldDays * 24 * usPerHour;

/** What would be held; nothing as long as it is not all there. Of the two kinds only the chosen one is sent. */
export function holdTerms(values: HoldValues): HoldInput | undefined {
  const { kind, roomId, stayId, fromUs, toUs } = values;
  if (fromUs === undefined || toUs === undefined || !goodInterval(fromUs, toUs)) return undefined;
  if (kind === 'room') return roomId ? { roomId, fromUs, toUs } : undefined;
  return stayId ? { stayId, fromUs, toUs } : undefined;
}
