// SPDX-License-Identifier: Apache-2.0
// Seals short texts for this browser: the key never leaves it and cannot be read out. Where a browser has no such key,
// nothing is sealed, and the text lasts as long as the page.
const algorithm = 'AES-GCM';
let known: Promise<CryptoKey | undefined> | undefined;

function keyStore(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('mingjing', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('keys');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function findOrMake(): Promise<CryptoKey | undefined> {
  if (typeof indexedDB === 'undefined' || !globalThis.crypto?.subtle) return undefined;
  const db = await keyStore();
  try {
    const kept = (await done(db.transaction('keys').objectStore('keys').get('drafts'))) as
      | CryptoKey
      | undefined;
    if (kept) return kept;
    const made = await crypto.subtle.generateKey({ name: algorithm, length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    await done(db.transaction('keys', 'readwrite').objectStore('keys').put(made, 'drafts'));
    return made;
  } finally {
    db.close();
  }
}

function key(): Promise<CryptoKey | undefined> {
  known ??= findOrMake().catch(() => undefined);
  return known;
}

/** The storage of the browser was cleared: what was sealed before must still be opened by the next page. */
export async function keepKeyAgain(): Promise<void> {
  const own = await known;
  if (!own) return;
  const db = await keyStore();
  try {
    await done(db.transaction('keys', 'readwrite').objectStore('keys').put(own, 'drafts'));
  } finally {
    db.close();
  }
}

const text64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(''));
const bytes64 = (text: string) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

export async function seal(text: string): Promise<string | undefined> {
  const own = await key();
  if (!own) return undefined;
  try {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: algorithm, iv }, own, new TextEncoder().encode(text));
    return `${text64(iv)}.${text64(new Uint8Array(sealed))}`;
  } catch {
    return undefined;
  }
}

export async function open(sealed: string): Promise<string | undefined> {
  const own = await key();
  const [iv, body] = sealed.split('.');
  if (!own || !iv || !body) return undefined;
  try {
    const plain = await crypto.subtle.decrypt({ name: algorithm, iv: bytes64(iv) }, own, bytes64(body));
    return new TextDecoder().decode(plain);
  } catch {
    return undefined;
  }
}
