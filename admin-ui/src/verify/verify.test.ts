// @vitest-environment node
// SPDX-License-Identifier: Apache-2.0
// A package is verified as it was made; whatever is changed, cut, swapped or signed by somebody else is found and named.
import { describe, expect, test } from 'vitest';
import { beginUs, frame, goodSeal, Key, keys, packageFiles, Sm2Key, zipOf } from '../../tests/package-maker';
import { type Bytes, bytesOfHex, bytesOfText, hexOf, join } from './bytes';
import { signedBy } from './crypto';
import { canonical, type JsonObject, parseJson } from './json';
import { sm3 } from './sm3';
import { folderSource, NotZip, zipSource } from './source';
import type { Verified } from './verdict';
import { verifyPackage } from './verify';

const centreKey = keys.centre.publicBytes;

const ofZip = async (zip: Bytes, key: Bytes | undefined = centreKey): Promise<Verified> =>
  verifyPackage(await zipSource(new Blob([zip])), { centreKey: key });
const ofFolder = (files: ReadonlyMap<string, Bytes>) =>
  verifyPackage(folderSource(new Map([...files].map(([name, bytes]) => [name, new Blob([bytes])]))), {
    centreKey,
  });

/** The files with some of them other than they were. */
function changed(name: string, change: (bytes: Bytes) => Bytes): Map<string, Bytes> {
  const files = packageFiles();
  files.set(name, change(files.get(name) ?? new Uint8Array()));
  return files;
}
const flip = (bytes: Bytes, at: number, bit = 0): Bytes =>
  bytes.map((byte, index) => (index === at ? byte ^ (1 << bit) : byte));

const manifestOf = (files: ReadonlyMap<string, Bytes>) =>
  parseJson(files.get('manifest.json') ?? new Uint8Array()) as JsonObject;
function resigned(change: (manifest: JsonObject) => void, key = keys.session): Map<string, Bytes> {
  const files = packageFiles();
  const manifest = manifestOf(files);
  change(manifest);
  const signed = key.signed('mingjing.recording-package.v1', manifest);
  return files.set('manifest.json', canonical(signed) ?? new Uint8Array());
}

describe('a package as it was made', () => {
  test('is whole as ZIP and as folder, says what it shows and how far the check is', async () => {
    const told: [number, number][] = [];
    const zip = await verifyPackage(await zipSource(new Blob([zipOf(packageFiles())])), {
      centreKey,
      onProgress: (done, total) => told.push([done, total]),
    });
    expect(zip).toMatchObject({ verdict: 'ok', object: '', keyCompared: true, files: 9, fragments: 20 });
    expect(zip.streams.map(({ name, coveredUs, holes }) => [name, coveredUs, holes])).toEqual([
      ['讯问室一 1', 8_000_000, []],
      ['讯问室一 2', 8_000_000, []],
    ]);
    expect(zip.said).toMatchObject({ centre: '示范中心', stay: '20261124-001' });
    expect(told.at(-1)).toEqual([zip.bytes, zip.bytes]);
    expect(await ofFolder(packageFiles())).toEqual(zip);
  });

  test('without a key to compare it says so, and tells the key inside', async () => {
    const {
      verdict,
      keyCompared,
      centreKey: told,
    } = await verifyPackage(await zipSource(new Blob([zipOf(packageFiles())])));
    expect([verdict, keyCompared]).toEqual(['ok', false]);
    expect(told).toHaveLength(64);
  });

  test('says which media is encrypted, and checks it the same', async () => {
    const whole = await ofZip(zipOf(packageFiles({ sealed: { told: true } })));
    expect(whole).toMatchObject({ verdict: 'ok', sealed: 2, fragments: 20 });
    expect((await ofZip(zipOf(packageFiles()))).sealed).toBe(0);
    const hidden = await ofZip(zipOf(packageFiles({ sealed: { told: false } })));
    expect(hidden).toMatchObject({
      verdict: 'altered_manifest',
      reason: 'malformed',
      object: 'manifest.json',
    });
    const claimed = await ofFolder(
      resigned((manifest) => {
        manifest.format = 'mingjing.recording-package.v2';
      }),
    );
    expect(claimed).toMatchObject({ verdict: 'altered_manifest', reason: 'malformed' });
    for (const seal of [{ ...goodSeal, algorithm: 'other' }, { ...goodSeal, commitment: 5 }, 'sealed', {}])
      expect(await ofZip(zipOf(packageFiles({ sealed: { told: true, seal } })))).toMatchObject({
        verdict: 'altered_manifest',
        reason: 'malformed',
      });
  });

  test('tells a hole with its cause', async () => {
    const { verdict, streams } = await ofZip(
      zipOf(packageFiles({ gap: { from: 3, to: 6, cause: 'stalled' } })),
    );
    expect(verdict).toBe('ok');
    expect(streams[0]?.holes).toEqual([
      { fromUs: beginUs + 3_000_000, toUs: beginUs + 6_000_000, cause: 'stalled' },
    ]);
  });

  test('is read in pieces: no read is larger than a file that is not media, or a fragment', async () => {
    const zip = zipOf(packageFiles());
    const blob = new Blob([zip]);
    let most = 0;
    const spied = {
      size: blob.size,
      slice: (from: number, to: number) => {
        most = Math.max(most, to - from);
        return blob.slice(from, to);
      },
    };
    expect((await verifyPackage(await zipSource(spied))).verdict).toBe('ok');
    const small = [...packageFiles()].filter(([name]) => !name.startsWith('media/'));
    expect(most).toBeLessThanOrEqual(Math.max(...small.map(([, bytes]) => bytes.length)));
  });
});

describe('what was changed', () => {
  test('any bit of any byte is found', { timeout: 120_000 }, async () => {
    const zip = zipOf(packageFiles());
    const missed: number[] = [];
    // All bits of every byte would take minutes; the step is no multiple of any field's length.
    for (let at = 0; at < zip.length; at += 37)
      if ((await ofZip(flip(zip, at, at % 8))).verdict === 'ok') missed.push(at);
    expect(missed).toEqual([]);
  });

  test('cut anywhere it is truncated', async () => {
    const zip = zipOf(packageFiles());
    for (let kept = 4; kept < zip.length; kept += 293)
      expect(await ofZip(zip.subarray(0, kept))).toMatchObject({
        verdict: 'truncated',
        reason: 'containerCut',
      });
    expect((await ofZip(join(zip, bytesOfText('x')))).verdict).not.toBe('ok');
  });

  test('what is no ZIP file is refused, not judged', async () => {
    await expect(zipSource(new Blob(['a letter']))).rejects.toBeInstanceOf(NotZip);
    await expect(zipSource(new Blob([]))).rejects.toBeInstanceOf(NotZip);
  });

  test('pictures are named by their fragment', async () => {
    const media = 'media/02-IT-01/0001.mp4';
    expect(await ofFolder(changed(media, (bytes) => flip(bytes, bytes.length - 10)))).toMatchObject({
      verdict: 'altered_media',
      reason: 'fragmentChanged',
      object: `${media} fragment 5`,
    });
    expect(await ofFolder(changed(media, (bytes) => flip(bytes, 30)))).toMatchObject({
      verdict: 'altered_media',
      reason: 'initChanged',
      object: media,
    });
    expect(await ofFolder(changed(media, (bytes) => join(bytes, bytesOfText('more'))))).toMatchObject({
      verdict: 'altered_media',
      reason: 'bytesUncovered',
    });
    expect(await ofFolder(changed(media, (bytes) => bytes.subarray(0, -100)))).toMatchObject({
      verdict: 'truncated',
      reason: 'fragmentCut',
    });
  });

  test('fragments of equal size that changed places are reordered', async () => {
    const swapped = changed('media/01-IT-01/0002.mp4', (bytes) => {
      const begin = bytes.length - 5 * 300;
      const part = (nth: number) => bytes.slice(begin + nth * 300, begin + (nth + 1) * 300);
      return join(bytes.slice(0, begin), part(0), part(3), part(2), part(1), part(4));
    });
    expect(await ofZip(zipOf(swapped))).toMatchObject({
      verdict: 'reordered',
      reason: 'fragmentElsewhere',
      object: 'media/01-IT-01/0002.mp4 fragment 2',
    });
  });

  test('links: one bit, a cut, two records that changed places, records behind the end', async () => {
    const links = 'links/01-IT-01.mjl';
    const first = frame(4, new Uint8Array(128 + 11 + 32)).length;
    const openedEnd = (bytes: Bytes) => 13 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(4);
    const swap = (bytes: Bytes) => {
      const at = openedEnd(bytes);
      return join(
        bytes.slice(0, at),
        bytes.slice(at + first, at + 2 * first),
        bytes.slice(at, at + first),
        bytes.slice(at + 2 * first),
      );
    };
    expect(await ofFolder(changed(links, (bytes) => flip(bytes, 60, 2)))).toMatchObject({
      verdict: 'altered_manifest',
      reason: 'fileChanged',
    });
    expect(await ofFolder(changed(links, (bytes) => bytes.subarray(0, -40)))).toMatchObject({
      verdict: 'truncated',
      reason: 'linksCut',
    });
    expect(await ofFolder(changed(links, swap))).toMatchObject({ verdict: 'reordered', reason: 'linkOrder' });
    expect(await ofFolder(changed(links, (bytes) => join(bytes, frame(7, bytesOfText('{}')))))).toMatchObject(
      {
        verdict: 'altered_manifest',
        reason: 'bytesUncovered',
        object: links,
      },
    );
  });

  test('a file that is missing, unnamed, or not as it was', async () => {
    for (const name of packageFiles().keys()) {
      const files = packageFiles();
      files.delete(name);
      expect(await ofZip(zipOf(files))).toMatchObject({ verdict: 'truncated', object: name });
    }
    expect(await ofZip(zipOf(packageFiles().set('media/x.mp4', bytesOfText('x'))))).toMatchObject({
      verdict: 'altered_manifest',
      reason: 'fileUnnamed',
      object: 'media/x.mp4',
    });
    expect(await ofZip(zipOf(changed('certificate.json', (bytes) => flip(bytes, 4))))).toMatchObject({
      verdict: 'altered_manifest',
      reason: 'fileChanged',
      object: 'certificate.json',
    });
  });

  test('a manifest in another spelling, with other content, or without sense', async () => {
    const spaced = changed('manifest.json', (bytes) =>
      bytesOfText(JSON.stringify(JSON.parse(new TextDecoder().decode(bytes)), null, 1)),
    );
    expect(await ofFolder(spaced)).toMatchObject({ verdict: 'altered_manifest', reason: 'notCanonical' });
    const other = packageFiles();
    const manifest = { ...manifestOf(other), madeUs: 1 };
    other.set('manifest.json', canonical(manifest) ?? new Uint8Array());
    expect(await ofFolder(other)).toMatchObject({ verdict: 'altered_manifest', reason: 'signatureWrong' });
    const hostile = bytesOfText('{"centreKey":7,"files":{},"format":[],"nodeKeys":"x"}');
    expect(await ofFolder(packageFiles().set('statement.json', hostile))).toMatchObject({
      verdict: 'altered_manifest',
      reason: 'malformed',
      object: 'statement.json',
    });
  });

  test('even the holder of the session key cannot leave fragments of the interval out', async () => {
    const files = resigned((manifest) => {
      const [stream] = manifest.streams as { segments: JsonObject[] }[];
      const segment = stream?.segments[1];
      if (segment) segment.lastSeq = 2;
    });
    expect(await ofFolder(files)).toMatchObject({
      verdict: 'truncated',
      reason: 'intervalNotCovered',
      object: 'media/01-IT-01/0002.mp4',
    });
  });
});

describe('who signs without right is found', () => {
  const other = Key.of(7);

  test('a centre other than the one whose key was given', async () => {
    expect(await ofZip(zipOf(packageFiles()), other.publicBytes)).toMatchObject({
      verdict: 'wrong_key',
      reason: 'centreKeyOther',
    });
    expect(await ofZip(zipOf(packageFiles({ centre: other })))).toMatchObject({ verdict: 'wrong_key' });
  });

  test('a recorder that the centre does not know', async () => {
    expect(await ofZip(zipOf(packageFiles({ vouched: other })))).toMatchObject({
      verdict: 'wrong_key',
      reason: 'nodeKeyUnknown',
    });
  });

  test('a key that no recorder certified', async () => {
    const files = resigned((manifest) => {
      manifest.signingKey = other.text;
    }, other);
    expect(await ofFolder(files)).toMatchObject({ verdict: 'wrong_key', reason: 'sessionKeyUncertified' });
  });
});

describe('the log of record that goes along', () => {
  test('tells by when the recording was under a head that the centre signed', async () => {
    const { verdict, streams } = await ofZip(zipOf(packageFiles({ log: 'right' })));
    expect(verdict).toBe('ok');
    const headUs = beginUs + 30_000_000;
    expect(streams.map(({ anchors, firstHeadUs, lastHeadUs }) => [anchors, firstHeadUs, lastHeadUs])).toEqual(
      [
        [1, headUs, headUs],
        [1, headUs, headUs],
      ],
    );
  });

  test.each(['otherLink', 'otherRoot', 'otherSigner'] as const)('with %s is found', async (log) => {
    expect(await ofZip(zipOf(packageFiles({ log })))).toMatchObject({
      verdict: 'altered_manifest',
      reason: 'logProofWrong',
      object: 'log.json proof 1',
    });
  });
});

describe('SM2 and SM3', () => {
  const sm = {
    node: new Sm2Key(new Uint8Array(32).fill(4)),
    session: new Sm2Key(new Uint8Array(32).fill(5)),
    hash: 'sm3',
  } as const;

  test('hash as GB/T 32905 says in its two examples', () => {
    expect(hexOf(sm3(bytesOfText('abc')))).toBe(
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    );
    expect(hexOf(sm3(bytesOfText('abcd'.repeat(16))))).toBe(
      'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
    );
  });

  test('a signature that OpenSSL made is good; one bit less, and it is not', () => {
    const hex = (text: string) => bytesOfHex(text) ?? new Uint8Array();
    const key = hex(
      '046a98b663647926fa4d05bb226b2cafe10b164950127b58dd26650aef60209d867997d10145246b1cff3ba923693ff2cf3f424f4d2fd973ba54f509ca348cc482',
    );
    const signature = hex(
      '3046022100e7bd338404c9426c6dcbdf74e30ff3acda6647eee997b148be77930d7516e561022100a9aa6cdc74d6888490f45ca79d160a4cf26379da57b422214bac3a3dbaa4a42a',
    );
    expect(signedBy(key, bytesOfText('abc'), signature)).toBe(true);
    expect(signedBy(key, bytesOfText('abb'), signature)).toBe(false);
    for (let at = 0; at < signature.length; at++)
      expect(signedBy(key, bytesOfText('abc'), flip(signature, at, at % 8)), `byte ${at}`).toBe(false);
  });

  test('a package of a recorder that signs and hashes so is whole, and a change of it is found', async () => {
    const files = packageFiles(sm);
    expect(await ofFolder(files)).toMatchObject({ verdict: 'ok', fragments: 20 });
    const media = 'media/01-IT-01/0001.mp4';
    files.set(media, flip(files.get(media) ?? new Uint8Array(), 400));
    expect(await ofFolder(files)).toMatchObject({ verdict: 'altered_media', reason: 'fragmentChanged' });
    const stranger = { ...sm, vouched: new Sm2Key(new Uint8Array(32).fill(6)) };
    expect(await ofZip(zipOf(packageFiles(stranger)))).toMatchObject({ reason: 'nodeKeyUnknown' });
  });
});
