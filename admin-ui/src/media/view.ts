// SPDX-License-Identifier: Apache-2.0
// The permission to see one camera for as long as the player is open: granted, renewed every 30 s, given back.
import { call } from '../api/client';
import { ProblemError } from '../api/problem';
import type { ViewGrant, ViewRequest } from '../api/types';
import { MediaError, renewAtRecorder } from './client';

const renewAfterMs = 30_000;
const tryAgainAfterMs = 5_000;

export class MediaView {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  private constructor(
    private grant: ViewGrant,
    private readonly live: boolean,
    private readonly onRevoked: () => void,
  ) {
    this.schedule(renewAfterMs);
  }

  /** Throws a MediaError when the permission is refused. */
  static async open(request: ViewRequest, onRevoked: () => void, signal: AbortSignal): Promise<MediaView> {
    try {
      const grant = await call('post', '/media/views', { body: request, signal });
      return new MediaView(grant, request.use === 'live', onRevoked);
    } catch (error) {
      if (signal.aborted) throw error;
      if (error instanceof ProblemError && error.status < 500) {
        throw new MediaError(error.status === 404 ? 'gone' : 'denied');
      }
      throw new MediaError('network');
    }
  }

  get token(): string {
    return this.grant.token;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    clearTimeout(this.timer);
    void call('delete', '/media/views/{id}', { path: { id: this.grant.viewId } }).catch(() => undefined);
  }

  private schedule(afterMs: number): void {
    this.timer = setTimeout(() => void this.renew(), afterMs);
  }

  private async renew(): Promise<void> {
    try {
      const id = this.grant.viewId;
      const grant = await call('post', '/media/views/{id}/renew', { path: { id } });
      if (this.closed) return;
      this.grant = grant;
      if (this.live) await renewAtRecorder(id, grant.token);
      if (!this.closed) this.schedule(renewAfterMs);
    } catch (error) {
      if (this.closed) return;
      if (error instanceof ProblemError && error.status < 500) this.onRevoked();
      else this.schedule(tryAgainAfterMs);
    }
  }
}
