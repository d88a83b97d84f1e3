// SPDX-License-Identifier: Apache-2.0
// The service worker: built to /sw.js, with the list of the build's files put in. A new build has another list, and so
// the browser takes the new worker.
import { activate, answer, type Build, install } from './shell-cache';

interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchingEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Worker {
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: string, listener: (event: FetchingEvent) => void): void;
}

const worker = self as unknown as Worker;
const build = JSON.parse('__MINGJING_BUILD__') as Build;

worker.addEventListener('install', (event) =>
  event.waitUntil(install(build, caches).then(() => worker.skipWaiting())),
);
worker.addEventListener('activate', (event) =>
  event.waitUntil(activate(build, caches).then(() => worker.clients.claim())),
);
worker.addEventListener('fetch', (event) => {
  const response = answer(event.request, build, caches, (request, init) => fetch(request, init));
  if (response) event.respondWith(response);
});
