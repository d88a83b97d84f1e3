// SPDX-License-Identifier: Apache-2.0
// Sizes of recordings for reading, from bytes to the largest unit that fits.
const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** 0 B, 812 MiB, 1.5 TiB: a tenth where there is one digit or two before it. */
export function sizeText(bytes: number): string {
  const sign = bytes < 0 ? '-' : '';
  let value = Math.abs(bytes);
  let unit = 0;
  // What would be rounded to 1024 is already one of the next unit.
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = unit > 0 && value < 99.95 ? 1 : 0;
  return `${sign}${value.toFixed(digits)} ${units[unit]}`;
}
