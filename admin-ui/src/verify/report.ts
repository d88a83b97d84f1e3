// SPDX-License-Identifier: Apache-2.0
// What was found, as elements: text only, whatever stands in a package.
import type { Verified, VerifiedStream } from './verdict';
import { amount, beijingTime, causeOf, page, sealedFiles, secondsOf, type Words } from './words';

/** Chinese, and English in small below it. */
export function words({ zh, en }: Words): HTMLElement {
  const out = document.createElement('span');
  const small = document.createElement('small');
  out.className = 'words';
  out.lang = 'zh-CN';
  small.lang = 'en';
  out.append(zh, small);
  small.textContent = en;
  return out;
}

export function row(of: Words, ...values: readonly (string | Node)[]): HTMLElement[] {
  const term = document.createElement('dt');
  const value = document.createElement('dd');
  term.append(words(of));
  value.append(...values);
  return [term, value];
}

export function list(...rows: readonly HTMLElement[][]): HTMLElement {
  const out = document.createElement('dl');
  out.append(...rows.flat());
  return out;
}

function streamOf(stream: VerifiedStream): HTMLElement {
  const wanted = secondsOf(stream.toUs - stream.fromUs);
  const there = secondsOf(stream.coveredUs);
  const holes = stream.holes.map(({ fromUs, toUs, cause }) => {
    const length = secondsOf(toUs - fromUs);
    const named = causeOf(cause);
    const at = beijingTime(fromUs);
    const line = document.createElement('div');
    line.append(
      words({ zh: `${at} 起 ${length.zh}，${named.zh}`, en: `from ${at} for ${length.en}: ${named.en}` }),
    );
    return line;
  });
  return list(
    row(page.camera, `${stream.name || stream.camera} / ${stream.stream}`),
    row(page.interval, `${beijingTime(stream.fromUs)} – ${beijingTime(stream.toUs)}`),
    row(page.present, words({ zh: `${wanted.zh} / ${there.zh}`, en: `${wanted.en} / ${there.en}` })),
    row(page.holes, ...(holes.length > 0 ? holes : [words(page.noHoles)])),
    ...(stream.anchors > 0
      ? [
          row(
            page.anchors,
            `${stream.anchors}: ${beijingTime(stream.firstHeadUs)} – ${beijingTime(stream.lastHeadUs)}`,
          ),
        ]
      : []),
  );
}

export function factsOf(verified: Verified): HTMLElement[] {
  const { verdict, said, centreKey, keyCompared } = verified;
  const out: HTMLElement[] = [];
  if (verdict === 'ok' && !keyCompared) {
    const warning = document.createElement('p');
    warning.className = 'warning';
    warning.append('● ', words(page.notCompared));
    out.push(warning);
  }
  const rows: HTMLElement[][] = [];
  if (centreKey) {
    const key = document.createElement('code');
    key.textContent = centreKey;
    rows.push(
      row(page.centreKey, key, ...(verdict === 'ok' && keyCompared ? [' ✓ ', words(page.compared)] : [])),
    );
  }
  if (said && verdict === 'ok') {
    const facts = [
      [page.centre, said.centre],
      [page.stay, said.stay],
      [page.requestedBy, said.requestedBy],
      [page.approvedBy, said.approvedBy],
      [page.recipient, said.recipientName],
    ] as const;
    for (const [of, value] of facts) if (value) rows.push(row(of, value));
    rows.push(row(page.holds, words(amount(verified.files, verified.fragments, verified.bytes))));
    if (verified.sealed > 0) rows.push(row(page.sealedMedia, words(sealedFiles(verified.sealed))));
  }
  if (rows.length > 0) out.push(list(...rows));
  if (verdict === 'ok') out.push(...verified.streams.map(streamOf));
  return out;
}
