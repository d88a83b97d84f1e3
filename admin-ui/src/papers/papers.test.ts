// SPDX-License-Identifier: Apache-2.0
// Scans are given back one after another, each once: an error loses nothing, stops nothing, and repeats nothing.
import { File as NodeFile } from 'node:buffer';
import { describe, expect, test, vi } from 'vitest';
import { NetworkError, ProblemError } from '../api/problem';
import type { Paper, ScanInput, TranscriptVersion } from '../api/types';
import { usPerMinute } from '../lib/time';
import { base64Url, pictureType } from './bytes';
import { pageRanges, recognisedOf, signedAt, unsignedPages } from './pages';
import { mostBytes, ScanTray } from './scan-tray';
import { trayOf, wipeTrays } from './trays';

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const jpeg = [0xff, 0xd8, 0xff, 0xe0];

// The imitation of a browser does not read files; those of the machine underneath are read.
vi.stubGlobal('File', NodeFile);

const file = (name: string, bytes: readonly number[] = png, lastModified = 1): File =>
  new NodeFile([new Uint8Array(bytes)], name, { lastModified }) as unknown as File;

const refusal = (status: number, code = 'scan.no_code') =>
  new ProblemError({ type: '', title: '', status, code, detail: code, detailEn: code, traceId: '' });

const page = (n: number) => ({ label: '表', labelEn: 'Form', page: n, pages: 2 });

function trayWith(...outcomes: unknown[]) {
  const send = vi.fn(async (_body: ScanInput, _key: string) => {
    const outcome = outcomes.shift();
    if (outcome instanceof Error) throw outcome;
    return outcome as ReturnType<typeof page>;
  });
  const onSent = vi.fn();
  const tray = new ScanTray(send, onSent);
  const states = () => tray.current().map((one) => one.state);
  const keys = () => send.mock.calls.map(([, key]) => key);
  return { tray, send, onSent, states, keys };
}

describe('bytes', () => {
  test('are written as base64url without padding', () => {
    expect(base64Url(new Uint8Array([]))).toBe('');
    expect(base64Url(new Uint8Array([0xfb]))).toBe('-w');
    expect(base64Url(new Uint8Array([0xff, 0xef, 0xfe]))).toBe('_-_-');
    const many = Uint8Array.from({ length: 100_001 }, (_, at) => (at * 7) % 256);
    expect(base64Url(many)).toBe(Buffer.from(many).toString('base64url'));
  });

  test('say what kind of picture they are, whatever the file is called', () => {
    expect(pictureType(new Uint8Array(png))).toBe('image/png');
    expect(pictureType(new Uint8Array(jpeg))).toBe('image/jpeg');
    expect(pictureType(new TextEncoder().encode('%PDF-1.7'))).toBeUndefined();
    expect(pictureType(new Uint8Array([]))).toBeUndefined();
  });
});

describe('a tray', () => {
  test('sends in order, each under a key of its own, and one refused does not stop the others', async () => {
    const { tray, send, states, keys, onSent } = trayWith(page(1), refusal(422), page(2));
    await tray.add([file('a'), file('b'), file('c')]);
    await tray.sendAll();
    expect(states()).toEqual(['done', 'refused', 'done']);
    expect(new Set(keys()).size).toBe(3);
    expect(send.mock.calls[0]?.[0]).toEqual({ scan: base64Url(new Uint8Array(png)), signed: true });
    expect(tray.current()[2]?.recognised).toEqual(page(2));
    expect(onSent).toHaveBeenCalledTimes(1);
  });

  test('asks again after a lost answer under the same key with the same words', async () => {
    const { tray, send, states, keys } = trayWith(new NetworkError('x'), refusal(500), page(1));
    await tray.add([file('a')]);
    const id = tray.current()[0]?.id ?? 0;
    await tray.sendAll();
    expect(states()).toEqual(['unknown']);
    tray.change(id, { signed: false });
    tray.remove(id);
    await tray.sendAll();
    expect(states()).toEqual(['unknown']);
    await tray.retry(id);
    expect(states()).toEqual(['done']);
    expect(new Set(keys()).size).toBe(1);
    expect(send.mock.calls.map(([body]) => body.signed)).toEqual([true, true, true]);
  });

  test('takes a new key after a refusal, with what was changed', async () => {
    const { tray, send, states, keys } = trayWith(refusal(422), page(1));
    await tray.add([file('a')]);
    await tray.sendAll();
    tray.change(tray.current()[0]?.id ?? 0, { signedAtUs: 77 });
    await tray.retry(tray.current()[0]?.id ?? 0);
    expect(states()).toEqual(['done']);
    expect(keys()[0]).not.toBe(keys()[1]);
    expect(send.mock.calls[1]?.[0]).toMatchObject({ signed: true, signedAtUs: 77 });
  });

  test('sends no time of signing for a page that is not signed', async () => {
    const { tray, send } = trayWith(page(1));
    await tray.add([file('a')]);
    tray.change(tray.current()[0]?.id ?? 0, { signedAtUs: 77, signed: false });
    await tray.sendAll();
    expect(send.mock.calls[0]?.[0]).toEqual({ scan: expect.any(String), signed: false });
  });

  test('waits as it was when nobody is signed in any more; an open outcome stays open', async () => {
    const { tray, states, keys } = trayWith(new NetworkError('x'), refusal(401), page(1), page(2));
    await tray.add([file('a')]);
    await tray.sendAll();
    await tray.add([file('b')]);
    await tray.sendAll();
    expect(states()).toEqual(['unknown', 'chosen']);
    await tray.sendAll();
    expect(states()).toEqual(['done', 'done']);
    expect(keys()[0]).toBe(keys()[2]);
  });

  test('does not send what was chosen while others are under way: it was not looked at', async () => {
    const { tray, states, send } = trayWith(page(1));
    await tray.add([file('a')]);
    const sending = tray.sendAll();
    await tray.add([file('b')]);
    await sending;
    expect(states()).toEqual(['done', 'chosen']);
    expect(send).toHaveBeenCalledTimes(1);
  });

  test('refuses before sending what is too large, no picture or unreadable', async () => {
    const { tray, send, states } = trayWith(page(1));
    const sized = (name: string, size: number) => Object.defineProperty(file(name), 'size', { value: size });
    const gone = Object.assign(file('gone'), {
      arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')),
    });
    const pdf = file('p.png', [...new TextEncoder().encode('%PDF-1.7')]);
    await tray.add([sized('large', mostBytes + 1), sized('fits', mostBytes), pdf, gone]);
    expect(tray.current().map((one) => one.unfit)).toEqual([
      'too_large',
      undefined,
      'wrong_kind',
      'unreadable',
    ]);
    await tray.sendAll();
    expect(send).toHaveBeenCalledTimes(1);
    expect(states()).toEqual(['unfit', 'done', 'unfit', 'unfit']);
    tray.clear();
    expect(tray.current()).toEqual([]);
  });

  test('takes the same file once, and again when it was scanned again or removed', async () => {
    const { tray } = trayWith();
    expect(await tray.add([file('a'), file('a')])).toBe(1);
    expect(await tray.add([file('a', png, 2)])).toBe(0);
    tray.remove(tray.current()[0]?.id ?? 0);
    expect(await tray.add([file('a')])).toBe(0);
    expect(tray.current()).toHaveLength(2);
  });

  test('is kept over a closed dialog, belongs to one user, and asks before the page is left', async () => {
    const make = () => new ScanTray(async () => undefined);
    const tray = trayOf('u', 's', make);
    await tray.add([file('a')]);
    expect(trayOf('u', 's', make)).toBe(tray);
    const leave = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(leave()).toBe(false);
    wipeTrays('u');
    expect(tray.current()).toHaveLength(1);
    wipeTrays('other');
    expect(tray.current()).toEqual([]);
    expect(trayOf('u', 's', make)).not.toBe(tray);
    expect(leave()).toBe(true);
  });
});

describe('pages', () => {
  test('are said as ranges', () => {
    expect(pageRanges([], '、')).toBe('');
    expect(pageRanges([3, 1, 2, 7], '、')).toBe('1–3、7');
  });

  test('are found by the receipt, also when a signature came right after the scan', () => {
    const scan = (seq: number, n: number) => ({ seq, page: n, atUs: 1, byName: '甲', signed: true });
    const paper = (scans: Paper['scans']) => ({ label: '表', labelEn: 'Form', pages: 2, scans }) as Paper;
    const papers = [paper([scan(8, 1)]), paper([scan(9, 2)])];
    expect(recognisedOf(papers, 9)?.page).toBe(2);
    expect(recognisedOf(papers, 10)?.page).toBe(2);
    expect(recognisedOf(papers, 8)?.page).toBe(1);
    expect(recognisedOf(papers, 12)).toBeUndefined();
  });

  test('lack a signature until each is signed on paper', () => {
    const signed = (how: string, n?: number) => ({ how, page: n });
    const version = (pages: number | undefined, ...signatures: object[]) =>
      ({ pages, signatures }) as TranscriptVersion;
    expect(unsignedPages(version(undefined))).toEqual([]);
    expect(unsignedPages(version(3, signed('pin'), signed('paper', 2)))).toEqual([1, 3]);
  });

  test('signed in this very minute are signed now', () => {
    const nowUs = 100 * usPerMinute + 42;
    expect(signedAt(100 * usPerMinute, nowUs)).toBeUndefined();
    expect(signedAt(99 * usPerMinute, nowUs)).toBe(99 * usPerMinute);
    expect(signedAt(undefined, nowUs)).toBeUndefined();
  });
});
