// SPDX-License-Identifier: Apache-2.0
// The permission to see one camera for as long as the player is open: granted, renewed every 30 s, given back.
import { call } from '../api/client';
import { ProblemError } from '../api/problem';
import type { Problem, ViewGrant, ViewRequest } from '../api/types';
import { MediaError, renewAtRecorder } from './client';

const renewAfterMs = 30_000;
const tryAgainAfterMs = 5_000;

export class MediaView {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;
  private unrenewed = false;

  private constructor(
    private grant: ViewGrant,
    private readonly live: boolean,
    private readonly onRevoked: (why: Problem) => void,
  ) {
    this.schedule(renewAfterMs);
  }

  /** Throws a MediaError when the permission is refused. */
  static async open(
    request: ViewRequest,
    onRevoked: (why: Problem) => void,
    signal: AbortSignal,
  ): Promise<MediaView> {
    try {
      const grant = await call('post', '/media/views', { body: request, signal });
      return new MediaView(grant, request.use === 'live', onRevoked);
    } catch (error) {
      if (signal.aborted) throw error;
      if (error instanceof ProblemError && error.status < 500) {
        throw new MediaError(error.status === 404 ? 'gone' : 'denied', error.problem);
      }
      throw new MediaError('network');
    }
  }

  get token(): string {
    return this.grant.token;
  }

  /** The last renewal did not get through: a view that ends now ends for that. */
  get overdue(): boolean {
    return this.unrenewed;
  }

  /** Rights may have moved: asks at once instead of at the next turn. False: the view has ended. */
  check(): Promise<boolean> {
    clearTimeout(this.timer);
    return this.renew();
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    clearTimeout(this.timer);
    const path = { id: this.grant.viewId };
    void call('delete', '/media/views/{id}', { path, leaving: true }).catch(() => undefined);
  }

  private schedule(afterMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.renew(), afterMs);
  }

  private async renew(): Promise<boolean> {
    if (this.closed) return false;
    try {
      const id = this.grant.viewId;
      const grant = await call('post', '/media/views/{id}/renew', { path: { id } });
      if (this.closed) return false;
      this.grant = grant;
      if (this.live) await renewAtRecorder(id, grant.token);
      this.unrenewed = false;
      if (!this.closed) this.schedule(renewAfterMs);
      return true;
    } catch (error) {
      if (this.closed) return false;
      if (error instanceof ProblemError && error.status < 500) {
        this.close();
        this.onRevoked(error.problem);
        return false;
      }
      this.unrenewed = true;
      this.schedule(tryAgainAfterMs);
      return true;
    }
  }
}
