// SPDX-License-Identifier: Apache-2.0
// SM3 (GB/T 32905): no browser has it of its own.
import type { Bytes } from './bytes';

const start = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
] as const;

const turn = (word: number, by: number) => (word << by) | (word >>> (32 - by));
const mixed0 = (word: number) => word ^ turn(word, 9) ^ turn(word, 17);
const mixed1 = (word: number) => word ^ turn(word, 15) ^ turn(word, 23);
const constants = Int32Array.from({ length: 64 }, (_, j) => turn(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32));

/** The message, a one bit, zeros, and its length in bits. */
function padded(message: Bytes): DataView {
  const out = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
  const view = new DataView(out.buffer);
  out.set(message);
  out[message.length] = 0x80;
  view.setBigUint64(out.length - 8, BigInt(message.length) * 8n);
  return view;
}

function expand(words: Int32Array, block: DataView, at: number): void {
  for (let j = 0; j < 16; j++) words[j] = block.getInt32(at + 4 * j);
  for (let j = 16; j < 68; j++) {
    const w = (back: number) => words[j - back] as number;
    words[j] = mixed1(w(16) ^ w(9) ^ turn(w(3), 15)) ^ turn(w(13), 7) ^ w(6);
  }
}

function compress(state: Int32Array, words: Int32Array): void {
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let j = 0; j < 64; j++) {
    const turned = turn(a, 12);
    const ss1 = turn((turned + e + (constants[j] as number)) | 0, 7);
    const word = words[j] as number;
    const early = j < 16;
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + (ss1 ^ turned) + (word ^ (words[j + 4] as number))) | 0;
    const tt2 = (gg + h + ss1 + word) | 0;
    [d, c, b, a] = [c, turn(b, 9), a, tt1];
    [h, g, f, e] = [g, turn(f, 19), e, mixed0(tt2)];
  }
  [a, b, c, d, e, f, g, h].forEach((word, at) => {
    state[at] = (state[at] as number) ^ word;
  });
}

export function sm3(message: Bytes): Bytes {
  const state = Int32Array.from(start);
  const words = new Int32Array(68);
  const blocks = padded(message);
  for (let at = 0; at < blocks.byteLength; at += 64) {
    expand(words, blocks, at);
    compress(state, words);
  }
  const out = new DataView(new ArrayBuffer(32));
  state.forEach((word, at) => {
    out.setInt32(4 * at, word);
  });
  return new Uint8Array(out.buffer);
}
