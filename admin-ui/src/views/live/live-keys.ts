// SPDX-License-Identifier: Apache-2.0
// What a key does among several live pictures: a figure chooses whose sound is on, and which picture is large.
export interface Shown {
  cameras: readonly { id: string; hasAudio: boolean }[];
  heardId: string | undefined;
  largeId: string | undefined;
}

export type LiveAct = { do: 'hear' | 'enlarge'; id: string | undefined };

export function liveKey(key: string, shown: Shown): LiveAct | undefined {
  const { cameras, heardId, largeId } = shown;
  if (/^[1-9]$/.test(key)) {
    const camera = cameras[Number(key) - 1];
    // One that has no sound is silent, not deaf to its key: the others fall silent with it.
    return camera && { do: 'hear', id: camera.hasAudio ? camera.id : undefined };
  }
  if (key === '0') return { do: 'hear', id: undefined };
  if (key === 'V') {
    const first = cameras.find((camera) => camera.hasAudio)?.id;
    return { do: 'hear', id: heardId === undefined ? (largeId ?? first) : undefined };
  }
  if (key === 'Enter')
    return { do: 'enlarge', id: largeId === undefined ? (heardId ?? cameras[0]?.id) : undefined };
  if (key === 'Escape' && largeId !== undefined) return { do: 'enlarge', id: undefined };
  return undefined;
}
