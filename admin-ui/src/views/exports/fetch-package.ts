// SPDX-License-Identifier: Apache-2.0
// The browser itself saves a package, however large: a hidden form posts the token, so that it stands in no address.
import { isProblem } from '../../api/problem';
import type { Problem } from '../../api/types';

/** A download leaves the frame as it was; what loads in it is an answer that says why there is none. */
const watchedMs = 60_000;

export function savePackage(
  href: string,
  token: string,
  onRefused: (problem: Problem | undefined) => void,
): void {
  const frame = document.createElement('iframe');
  const form = document.createElement('form');
  const field = document.createElement('input');
  frame.name = `package-${crypto.randomUUID()}`;
  frame.hidden = true;
  form.hidden = true;
  form.method = 'post';
  form.action = href;
  form.target = frame.name;
  field.name = 'token';
  field.value = token;
  form.append(field);
  document.body.append(frame, form);
  frame.addEventListener('load', () => {
    if (isBlank(frame)) return;
    onRefused(problemIn(frame));
  });
  form.submit();
  form.remove();
  setTimeout(() => frame.remove(), watchedMs);
}

function isBlank(frame: HTMLIFrameElement): boolean {
  try {
    return frame.contentWindow?.location.href === 'about:blank';
  } catch {
    return false;
  }
}

/** The door does not let an answer be shown in a frame; then only that it failed is known. */
function problemIn(frame: HTMLIFrameElement): Problem | undefined {
  try {
    const said: unknown = JSON.parse(frame.contentDocument?.body.textContent ?? '');
    return isProblem(said) ? said : undefined;
  } catch {
    return undefined;
  }
}
