// SPDX-License-Identifier: Apache-2.0
// The folder in which a bench and its page talk: the page says that it is ready and what it saw, the bench says stop.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.MINGJING_BENCH_FOLDER ?? '.';

export function tellReady(): void {
  writeFileSync(join(folder, 'ready'), '');
}

export async function untilStopped(): Promise<void> {
  while (!existsSync(join(folder, 'stop'))) await new Promise((go) => setTimeout(go, 200));
}

export function tell(result: unknown): void {
  writeFileSync(join(folder, 'result.json'), JSON.stringify(result));
}
