// SPDX-License-Identifier: Apache-2.0
// Moving pictures for the made-up centre: one generated minute, cut into fragments, served as live, index, playback and still.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cameras, idOf, nowUs } from './world';

interface Clip {
  init: Buffer;
  fragments: Buffer[];
}

const fragmentUs = 1_000_000;
const segmentUs = 600e6;
let clip: Clip | undefined;

function boxesOf(file: Buffer): { type: string; bytes: Buffer }[] {
  const boxes: { type: string; bytes: Buffer }[] = [];
  for (let at = 0; at + 8 <= file.length; ) {
    const size = file.readUInt32BE(at);
    boxes.push({ type: file.toString('latin1', at + 4, at + 8), bytes: file.subarray(at, at + size) });
    at += size;
  }
  return boxes;
}

function makeClip(): Clip {
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-clip-'));
  const file = join(folder, 'clip.mp4');
  execFileSync('ffmpeg', [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=640x360:rate=25:duration=60',
    '-f',
    'lavfi',
    '-i',
    'sine=frequency=330:duration=60',
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv420p',
    '-profile:v',
    'main',
    '-g',
    '25',
    '-bf',
    '0',
    '-c:a',
    'aac',
    '-b:a',
    '48k',
    '-movflags',
    '+frag_keyframe+empty_moov+default_base_moof',
    '-f',
    'mp4',
    file,
  ]);
  const boxes = boxesOf(readFileSync(file));
  rmSync(folder, { recursive: true });
  const first = boxes.findIndex((box) => box.type === 'moof');
  const fragments: Buffer[] = [];
  for (let at = first; at + 1 < boxes.length; at += 2) {
    if (boxes[at]?.type !== 'moof') break;
    fragments.push(
      Buffer.concat([(boxes[at] as { bytes: Buffer }).bytes, (boxes[at + 1] as { bytes: Buffer }).bytes]),
    );
  }
  return { init: Buffer.concat(boxes.slice(0, first).map((box) => box.bytes)), fragments };
}

const getClip = () => {
  clip ??= makeClip();
  return clip;
};

/** Fragment number n of an endless recording: the clip over and over, its decode times moved along. */
function fragmentAt(n: number, base: number): Buffer {
  const { fragments } = getClip();
  const source = fragments[((n % fragments.length) + fragments.length) % fragments.length] as Buffer;
  const moved = Buffer.from(source);
  const shiftS = n - base - (((n % fragments.length) + fragments.length) % fragments.length);
  moveDecodeTimes(moved, shiftS);
  return moved;
}

function moveDecodeTimes(bytes: Buffer, shiftS: number): void {
  let track = 0;
  for (let at = 0; at + 8 < bytes.length; at++) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'tfhd') track = bytes.readUInt32BE(at + 12);
    if (type === 'tfdt' && bytes.readUInt8(at + 8) === 1) {
      const scale = track === 1 ? 12_800 : 44_100;
      bytes.writeBigUInt64BE(bytes.readBigUInt64BE(at + 12) + BigInt(Math.round(shiftS * scale)), at + 12);
    }
    if (type === 'mdat') return;
  }
}

const codecs = 'avc1.4d401e, mp4a.40.2';
const gapOf = (camera: string) => (camera === cameras[0]?.id ? gap : undefined);
let gap: { fromUs: number; toUs: number } | undefined;

export function setGap(fromUs: number, toUs: number): void {
  gap = { fromUs, toUs };
}

function partsOf(camera: string, fromUs: number, toUs: number) {
  const hole = gapOf(camera);
  const spans: [number, number][] = [];
  const end = Math.min(toUs, nowUs() - 1_500_000);
  for (let start = Math.floor(fromUs / segmentUs) * segmentUs; start < end; start += segmentUs) {
    let pieces: [number, number][] = [[start, Math.min(start + segmentUs, end)]];
    if (hole) {
      pieces = pieces.flatMap(([a, b]) =>
        hole.toUs <= a || hole.fromUs >= b
          ? [[a, b] as [number, number]]
          : (
              [
                [a, hole.fromUs],
                [hole.toUs, b],
              ] as [number, number][]
            ).filter(([x, y]) => y > x),
      );
    }
    spans.push(...pieces);
  }
  return spans
    .filter(([a, b]) => b > fromUs && a < toUs)
    .map(([startUs, endUs], run) => ({
      segment: idOf(`${camera}${startUs}`),
      run,
      startUs,
      endUs,
      fragments: Array.from({ length: Math.ceil((endUs - startUs) / fragmentUs) }, (_, seq) => ({
        seq,
        startUs: startUs + seq * fragmentUs,
        durUs: fragmentUs,
        key: true,
      })),
    }));
}

export function serveMedia(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '', 'http://localhost');
  const [, , , what = '', camera = ''] = url.pathname.split('/');
  if (what === 'views') {
    response.writeHead(204).end();
    return;
  }
  if (!request.headers.authorization) {
    response.writeHead(401).end();
    return;
  }
  const fromUs = Number(url.searchParams.get('from'));
  const toUs = Number(url.searchParams.get('to'));
  const head: Record<string, string> = {
    'Content-Type': 'video/mp4',
    'X-Codecs': codecs,
    'Cache-Control': 'no-store',
  };
  if (what === 'index') {
    const hole = gapOf(camera);
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(
      JSON.stringify({
        codecs,
        parts: partsOf(camera, fromUs, toUs),
        gaps: hole ? [{ ...hole, cause: 'stalled' }] : [],
      }),
    );
  } else if (what === 'play') {
    const part = partsOf(camera, fromUs, toUs).find((one) => one.endUs > fromUs);
    const wanted =
      part?.fragments.filter((one) => one.startUs + one.durUs > fromUs && one.startUs <= toUs) ?? [];
    const first = wanted[0];
    if (!part || !first) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { ...head, 'X-Start-Us': String(first.startUs) });
    response.write(getClip().init);
    for (const one of wanted)
      response.write(fragmentAt(Math.floor(one.startUs / fragmentUs), Math.floor(part.startUs / fragmentUs)));
    response.end();
  } else if (what === 'still') {
    response.writeHead(200, head);
    response.end(Buffer.concat([getClip().init, fragmentAt(7, 0)]));
  } else serveLive(response, head, camera);
}

function serveLive(response: ServerResponse, head: Record<string, string>, camera: string): void {
  if (cameras.find((one) => one.id === camera)?.recording.state !== 'running') {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, head);
  response.write(getClip().init);
  let n = Math.floor(Date.now() / 1000) % 10_000;
  response.write(fragmentAt(n++, 0));
  response.write(fragmentAt(n++, 0));
  const timer = setInterval(() => response.write(fragmentAt(n++, 0)), 1000);
  response.on('close', () => clearInterval(timer));
}
