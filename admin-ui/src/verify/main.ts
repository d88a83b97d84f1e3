// SPDX-License-Identifier: Apache-2.0
// The verifying page: choose or drop a package, compare a key, read the outcome. Everything in one file, no network.
import { bytesOfHex } from './bytes';
import { factsOf, list, row, words } from './report';
import { folderSource, NotZip, type PackageSource, type Readable, zipSource } from './source';
import type { Verified } from './verdict';
import { verifyPackage } from './verify';
import { page, reasons, verdicts } from './words';
import './verify.css';

function part<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(id);
  return found as T;
}

const key = part<HTMLInputElement>('key');
const keyError = part('key-error');
const progress = part<HTMLProgressElement>('progress');
const status = part('status');
const outcome = part('outcome');
const drop = part('drop');
/** Of several checks only the newest shows what it found. */
let newest = 0;
let open: (() => Promise<PackageSource>) | undefined;

/** 32 bytes, nothing where none was typed, or false. */
function typedKey(): Uint8Array<ArrayBuffer> | undefined | false {
  const text = key.value.replace(/\s/g, '');
  if (text === '') return undefined;
  const bytes = bytesOfHex(text);
  return bytes?.length === 32 ? bytes : false;
}

async function check(): Promise<void> {
  const centreKey = typedKey();
  keyError.replaceChildren(...(centreKey === false ? [words(page.keyWrong)] : []));
  key.setAttribute('aria-invalid', String(centreKey === false));
  if (centreKey === false) {
    outcome.replaceChildren();
    key.focus();
    return;
  }
  if (!open) return;
  const mine = ++newest;
  outcome.replaceChildren();
  outcome.removeAttribute('data-verdict');
  status.replaceChildren(words(page.checking));
  progress.hidden = false;
  progress.removeAttribute('value');
  const onProgress = (done: number, total: number) => {
    if (mine === newest) progress.value = total === 0 ? 1 : done / total;
  };
  try {
    const verified = await verifyPackage(await open(), { centreKey, onProgress });
    if (mine === newest) tell(verified);
  } catch (error) {
    if (mine === newest) tellUnreadable(error);
  }
  if (mine !== newest) return;
  progress.hidden = true;
  status.replaceChildren();
  outcome.focus();
}

function tell(verified: Verified): void {
  const { verdict, reason, object } = verified;
  const head = document.createElement('h2');
  head.append(`${verdict === 'ok' ? '✓' : '✗'} `, words(verdicts[verdict]));
  outcome.dataset.verdict = verdict;
  outcome.dataset.object = object;
  outcome.append(head);
  if (reason) {
    const name = document.createElement('code');
    name.textContent = object || `${page.whole.zh} ${page.whole.en}`;
    outcome.append(list(row(page.firstBad, name, words(reasons[reason]))));
  }
  outcome.append(...factsOf(verified));
}

function tellUnreadable(error: unknown): void {
  outcome.dataset.verdict = 'unreadable';
  outcome.append(words(error instanceof NotZip ? page.notZip : page.unreadable));
}

function choose(next: () => Promise<PackageSource>, name: string): void {
  open = next;
  part('chosen').textContent = name;
  void check();
}

function chooseZip(file: File | undefined): void {
  if (file) choose(() => zipSource(file), file.name);
}

/** The names begin with the folder's own, which is no part of the package. */
function chooseFolder(files: readonly File[]): void {
  if (files.length === 0) return;
  const found = new Map<string, Readable>(
    files.map((file) => [file.webkitRelativePath.split('/').slice(1).join('/'), file]),
  );
  choose(async () => folderSource(found), files[0]?.webkitRelativePath.split('/')[0] ?? '');
}

const zipInput = part<HTMLInputElement>('zip');
const folderInput = part<HTMLInputElement>('folder');
zipInput.addEventListener('change', () => chooseZip(zipInput.files?.[0]));
folderInput.addEventListener('change', () => chooseFolder([...(folderInput.files ?? [])]));
part('choose-zip').addEventListener('click', () => zipInput.click());
part('choose-folder').addEventListener('click', () => folderInput.click());
for (const input of [zipInput, folderInput])
  input.addEventListener('click', () => {
    // The same file can be chosen again, after it was copied anew.
    input.value = '';
  });
key.addEventListener('change', () => void check());
key.form?.addEventListener('submit', (event) => {
  event.preventDefault();
  void check();
});
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  drop.dataset.over = '';
});
document.addEventListener('dragleave', () => delete drop.dataset.over);
document.addEventListener('drop', (event) => {
  event.preventDefault();
  delete drop.dataset.over;
  chooseZip(event.dataTransfer?.files[0]);
});
