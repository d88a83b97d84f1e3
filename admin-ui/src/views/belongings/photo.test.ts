// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { StayDetail } from '../../api/types';
import { lastMove, mostPhotoBytes, photoOf } from './photo';

const jpeg = (length: number) => {
  const bytes = new Uint8Array(length);
  bytes.set([0xff, 0xd8, 0xff]);
  return bytes;
};

describe('a chosen photograph', () => {
  it('is told by what it begins with, not by its name', () => {
    expect(photoOf('手机.jpg', jpeg(10), 2)).toMatchObject({ state: 'waiting', item: 2 });
    expect(photoOf('手机.jpg', new TextEncoder().encode('%PDF-1.7'), 2).state).toBe('unfit');
  });

  it('may be as large as the centre takes, and no larger', () => {
    expect(photoOf('a', jpeg(mostPhotoBytes), undefined).state).toBe('waiting');
    expect(photoOf('a', jpeg(mostPhotoBytes + 1), undefined).state).toBe('heavy');
  });

  it('keeps its key, so that sending again is no second picture', () => {
    const photo = photoOf('a', jpeg(5), undefined);
    expect({ ...photo, state: 'failed' }.key).toBe(photo.key);
    expect(photoOf('a', jpeg(5), undefined).key).not.toBe(photo.key);
  });
});

it('what was last done with a thing is found by its place in the list', () => {
  const move = (seq: number, atUs: number, item: number) =>
    ({ act: 'move_belonging', seq, atUs, values: { item } }) as unknown as NonNullable<
      StayDetail['acts']
    >[number];
  const acts = [move(9, 50, 1), move(8, 70, 1), move(7, 60, 2)];
  expect(lastMove(acts, 1)?.seq).toBe(8);
  expect(lastMove(acts, 3)).toBeUndefined();
  expect(lastMove(undefined, 1)).toBeUndefined();
});
