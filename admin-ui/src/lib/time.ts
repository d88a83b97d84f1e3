// SPDX-License-Identifier: Apache-2.0
// Times: the wire has UTC microseconds, people read Beijing time (UTC+8, no summer time).
import type { TFunction } from 'i18next';
export const usPerSecond = 1_000_000;
export const usPerMinute = 60 * usPerSecond;
export const usPerHour = 60 * usPerMinute;
const beijingOffsetMs = 8 * 3_600_000;

const two = (n: number) => String(n).padStart(2, '0');

function partsOf(us: number, offsetMs: number) {
  const date = new Date(Math.floor(us / 1000) + offsetMs);
  return {
    day: `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`,
    monthDay: `${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`,
    minute: `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`,
    second: two(date.getUTCSeconds()),
    milli: String(Math.floor((((us / 1000) % 1000) + 1000) % 1000)).padStart(3, '0'),
  };
}

/** 2026-11-24 09:00:05 */
export function beijing(us: number): string {
  const p = partsOf(us, beijingOffsetMs);
  return `${p.day} ${p.minute}:${p.second}`;
}

export function beijingDay(us: number): string {
  return partsOf(us, beijingOffsetMs).day;
}

/** 09:00, or 09:00:05 where seconds matter. */
export function beijingClock(us: number, withSeconds = false): string {
  const p = partsOf(us, beijingOffsetMs);
  return withSeconds ? `${p.minute}:${p.second}` : p.minute;
}

/** The shortest form that is not ambiguous at `nowUs`: the clock on the same day, with the date otherwise. */
export function beijingShort(us: number, nowUs: number, withSeconds = false): string {
  const p = partsOf(us, beijingOffsetMs);
  const clock = withSeconds ? `${p.minute}:${p.second}` : p.minute;
  return p.day === beijingDay(nowUs) ? clock : `${p.monthDay} ${clock}`;
}

/** For the hover: 2026-11-24 01:00:05.250 UTC */
export function utc(us: number): string {
  const p = partsOf(us, 0);
  return `${p.day} ${p.minute}:${p.second}.${p.milli} UTC`;
}

/** Reads "2026-11-24 09:00[:05]" as Beijing time. */
export function fromBeijing(text: string): number | undefined {
  const m = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (!m) return undefined;
  const [, year, month, day, hour, minute, second] = m.map((part) => Number(part ?? 0));
  const ms = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second || 0) - beijingOffsetMs;
  return ms * 1000;
}

/** 02:41, or 02:41:07; hours may exceed 24. Never negative: the sign is said in words. */
export function duration(us: number, withSeconds = false): string {
  const total = Math.floor(Math.abs(us) / usPerSecond);
  const text = `${two(Math.floor(total / 3600))}:${two(Math.floor(total / 60) % 60)}`;
  return withSeconds ? `${text}:${two(total % 60)}` : text;
}

/** Seconds with one decimal for short spans such as gaps: 3.2 */
export function seconds(us: number): string {
  return (us / usPerSecond).toFixed(1);
}

/** A length in words: seconds with a tenth below two minutes, a clock's figures from there. */
export function lengthText(us: number, t: TFunction): string {
  return us < 2 * usPerMinute ? t('secs', { count: Number(seconds(us)) }) : duration(us, true);
}

/** Full years between a birth date (YYYY-MM-DD) and a moment, by the Beijing calendar. */
export function ageAt(birthDate: string, us: number): number | undefined {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(birthDate);
  if (!m) return undefined;
  const today = beijingDay(us);
  const years = Number(today.slice(0, 4)) - Number(m[1]);
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
