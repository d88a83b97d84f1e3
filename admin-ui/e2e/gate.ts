// SPDX-License-Identifier: Apache-2.0
// A network between the browser and the centre that can be slow, or away: a proxy on loopback that tunnels as told.
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

const tickMs = 100;
/** What waits in the gate; more than this waits at the sender. */
const heldAtMost = 32_768;

export class Gate {
  private readonly pairs = new Set<Socket[]>();
  private bytesPerS = Number.POSITIVE_INFINITY;
  private away = false;

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Gate> {
    const server = createServer();
    const gate = new Gate(server);
    // The browser first says where to: CONNECT localhost:8443 HTTP/1.1
    server.on('connection', (browser) =>
      browser.once('data', (wish: Buffer) => gate.join(browser, wish.toString('latin1'))),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return gate;
  }

  /** What a context of the browser is opened with. */
  get proxy() {
    const { port } = this.server.address() as AddressInfo;
    return { server: `http://127.0.0.1:${port}`, bypass: '<-loopback>' };
  }

  /** Of each connection, towards the browser. */
  slow(bytesPerS: number): void {
    this.bytesPerS = bytesPerS;
  }

  cut(): void {
    this.away = true;
    for (const pair of this.pairs) for (const end of pair) end.destroy();
  }

  restore(): void {
    this.away = false;
    this.bytesPerS = Number.POSITIVE_INFINITY;
  }

  close(): void {
    this.cut();
    this.server.close();
  }

  private join(browser: Socket, wish: string): void {
    const port = /^CONNECT localhost:(\d+) /.exec(wish)?.[1];
    if (this.away || !port) {
      browser.destroy();
      return;
    }
    const centre = connect(Number(port), '127.0.0.1');
    browser.write('HTTP/1.1 200 Connected\r\n\r\n');
    const pair = [browser, centre];
    this.pairs.add(pair);
    const end = () => {
      clearInterval(timer);
      this.pairs.delete(pair);
      for (const one of pair) one.destroy();
    };
    let held = Buffer.alloc(0);
    const pass = () => {
      const bytes = Math.min(held.length, Math.ceil((this.bytesPerS * tickMs) / 1_000));
      if (bytes > 0) browser.write(held.subarray(0, bytes));
      held = held.subarray(bytes);
      if (held.length < heldAtMost) centre.resume();
    };
    const timer = setInterval(pass, tickMs);
    browser.pipe(centre, { end: false });
    centre.on('data', (chunk: Buffer) => {
      held = Buffer.concat([held, chunk]);
      if (this.bytesPerS === Number.POSITIVE_INFINITY) pass();
      else if (held.length > heldAtMost) centre.pause();
    });
    for (const one of pair) one.on('error', end).on('close', end);
  }
}
