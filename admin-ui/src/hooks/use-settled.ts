// SPDX-License-Identifier: Apache-2.0
// What is typed, once it has not changed for a moment: for questions to the centre that go along with a form.
import { useEffect, useMemo, useState } from 'react';

const stillForMs = 400;

export function useSettled<T>(terms: T | undefined): T | undefined {
  const text = JSON.stringify(terms ?? null);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), stillForMs);
    return () => clearTimeout(timer);
  }, [text]);
  return useMemo(() => (JSON.parse(settled) as T | null) ?? undefined, [settled]);
}
