// SPDX-License-Identifier: Apache-2.0
// A lock takes everything off the page at once, outlives a reload, and gives back what it took.
import { act, fireEvent, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { useChord } from './hooks/use-chord';
import { useKeys } from './hooks/use-keys';
import { hidePage, lock, startLock, unlock, useLock } from './lock';

class Channel {
  static all: Channel[] = [];
  onmessage: ((event: { data: unknown }) => void) | undefined;
  constructor() {
    Channel.all.push(this);
  }
  postMessage(data: unknown) {
    for (const one of Channel.all) if (one !== this) one.onmessage?.({ data });
  }
  close() {
    Channel.all = Channel.all.filter((one) => one !== this);
  }
}

const hidden = () => 'locked' in document.documentElement.dataset;
/** Another page of this browser. */
const elsewhere = (heard: (data: unknown) => void) => {
  const page = new Channel();
  page.onmessage = ({ data }) => heard(data);
  return page;
};

beforeEach(() => {
  vi.stubGlobal('BroadcastChannel', Channel);
  startLock();
});
afterEach(() => {
  act(unlock);
  hidePage(false);
  Channel.all = [];
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

describe('a lock', () => {
  test('hides the page at once and is kept for a reload, without any name', () => {
    lock('u1');
    expect(hidden()).toBe(true);
    expect({ ...sessionStorage }).toEqual({ 'mingjing-locked': 'u1' });
    startLock();
    expect(renderHook(useLock).result.current).toEqual({ user: 'u1', elsewhere: false });
  });

  test('silences what plays, and lets it be heard again, but not what was silent', () => {
    document.body.innerHTML = '<video></video><audio></audio>';
    const [video, audio] = ['video', 'audio'].map((name) =>
      document.querySelector(name),
    ) as HTMLMediaElement[];
    (audio as HTMLMediaElement).muted = true;
    lock('u1');
    expect(video?.muted).toBe(true);
    unlock();
    hidePage(false);
    expect(video?.muted).toBe(false);
    expect(audio?.muted).toBe(true);
  });

  test('lets no key act behind it', () => {
    const pressed = vi.fn(() => true);
    renderHook(() => {
      useKeys(pressed);
      useChord({ key: 'k' }, pressed);
    });
    lock('u1');
    fireEvent.keyDown(document.body, { key: 'm' });
    fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
    expect(pressed).not.toHaveBeenCalled();
    unlock();
    hidePage(false);
    fireEvent.keyDown(document.body, { key: 'm' });
    expect(pressed).toHaveBeenCalledTimes(1);
  });

  test('locks and unlocks the other pages of the browser, and those that are opened later', () => {
    const heard: unknown[] = [];
    const page = elsewhere((data) => heard.push(data));
    lock('u1');
    page.postMessage({ kind: 'ask' });
    unlock();
    expect(heard).toEqual([
      { kind: 'lock', user: 'u1' },
      { kind: 'lock', user: 'u1' },
      { kind: 'unlock', user: 'u1' },
    ]);
  });

  test('of another page is taken over, and given up with it', () => {
    const page = elsewhere(() => undefined);
    const { result } = renderHook(useLock);
    act(() => page.postMessage({ kind: 'lock', user: 'u1' }));
    expect(result.current).toEqual({ user: 'u1', elsewhere: true });
    act(() => page.postMessage({ kind: 'unlock', user: 'u2' }));
    expect(result.current?.user).toBe('u1');
    act(() => page.postMessage({ kind: 'unlock', user: 'u1' }));
    expect(result.current).toBeUndefined();
  });
});
