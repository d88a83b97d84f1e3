// SPDX-License-Identifier: Apache-2.0
// The one stream of live hints. It tells listeners which topics moved; what moved is read again from the API.
import { useSyncExternalStore } from 'react';

export type Topic =
  | 'stays'
  | 'questionings'
  | 'findings'
  | 'rooms'
  | 'cameras'
  | 'staff'
  | 'help'
  | 'observations';
export type LinkState = 'off' | 'connecting' | 'open' | 'lost';

type HintListener = (topics: ReadonlySet<Topic> | 'all') => void;

const retryMs = 3_000;
/** A first hint is told at once, but for those that come with it; what follows is gathered. */
const firstMs = 20;
const gatherMs = 250;
const allTopics: readonly Topic[] = [
  'stays',
  'questionings',
  'findings',
  'rooms',
  'cameras',
  'staff',
  'help',
  'observations',
];

class HintStream {
  private source: EventSource | undefined;
  private state: LinkState = 'off';
  private retry: ReturnType<typeof setTimeout> | undefined;
  private gathering: ReturnType<typeof setTimeout> | undefined;
  private moved = new Set<Topic>();
  private toldAt = Number.NEGATIVE_INFINITY;
  private everything = false;
  private readonly stateListeners = new Set<() => void>();
  private readonly hintListeners = new Set<HintListener>();

  start(): void {
    if (this.source) return;
    this.setState('connecting');
    const source = new EventSource('/api/v1/events/stream');
    this.source = source;
    source.onopen = () => {
      if (this.state === 'lost') this.gather('all');
      this.setState('open');
    };
    source.addEventListener('hint', (event) => this.onHint((event as MessageEvent<string>).data));
    source.addEventListener('reset', () => this.gather('all'));
    source.onerror = () => this.onError(source);
  }

  /** Ends the stream and forgets everything, so that nothing of one user reaches the next. */
  stop(): void {
    this.source?.close();
    this.source = undefined;
    clearTimeout(this.retry);
    clearTimeout(this.gathering);
    this.gathering = undefined;
    this.moved.clear();
    this.everything = false;
    this.setState('off');
  }

  onHints(listener: HintListener): () => void {
    this.hintListeners.add(listener);
    return () => this.hintListeners.delete(listener);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.stateListeners.add(listener);
    return () => this.stateListeners.delete(listener);
  };

  readonly current = (): LinkState => this.state;

  private onError(source: EventSource): void {
    if (this.source !== source) return;
    this.setState('lost');
    if (source.readyState !== EventSource.CLOSED) return;
    // The browser gives up for good on an error answer; we do not, and let the API say whether we are still signed in.
    this.source = undefined;
    this.gather('all');
    clearTimeout(this.retry);
    this.retry = setTimeout(() => {
      if (this.state === 'lost') this.restart();
    }, retryMs);
  }

  private restart(): void {
    this.start();
    this.setState('lost');
  }

  private onHint(data: string): void {
    const topic = topicOf(data);
    if (topic) this.gather(topic);
  }

  private gather(what: Topic | 'all'): void {
    if (what === 'all') this.everything = true;
    else this.moved.add(what);
    const quiet = performance.now() - this.toldAt > gatherMs;
    this.gathering ??= setTimeout(() => this.tell(), quiet ? firstMs : gatherMs);
  }

  private tell(): void {
    const topics = this.everything ? 'all' : new Set(this.moved);
    this.gathering = undefined;
    this.toldAt = performance.now();
    this.everything = false;
    this.moved.clear();
    for (const listener of this.hintListeners) listener(topics);
  }

  private setState(state: LinkState): void {
    if (this.state === state) return;
    this.state = state;
    for (const listener of this.stateListeners) listener();
  }
}

export function topicOf(data: string): Topic | undefined {
  try {
    const hint = JSON.parse(data) as { topic?: unknown };
    return allTopics.find((topic) => topic === hint.topic);
  } catch {
    return undefined;
  }
}

export const hints = new HintStream();

export function useLinkState(): LinkState {
  return useSyncExternalStore(hints.subscribe, hints.current);
}
