// SPDX-License-Identifier: Apache-2.0
// What people call a coding that stands in a stream's description.
const names: readonly [RegExp, string][] = [
  [/^(hvc1|hev1)/, 'H.265 (HEVC)'],
  [/^avc[13]/, 'H.264'],
  [/^(alaw|ulaw)/, 'G.711'],
  [/^mp4a/, 'AAC'],
  [/^av01/, 'AV1'],
];

/** The picture's, then the sound's: "H.265 (HEVC), AAC". What has no name stays as it is. */
export function codecName(codecs: string): string {
  return codecs
    .split(',')
    .map((one) => one.trim())
    .map((one) => names.find(([pattern]) => pattern.test(one))?.[1] ?? one)
    .join(', ');
}
