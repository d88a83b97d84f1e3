// SPDX-License-Identifier: Apache-2.0
// What every unit test starts from: empty storage, nothing rendered.
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

afterEach(() => {
  cleanup();
  globalThis.sessionStorage?.clear();
  globalThis.localStorage?.clear();
});
