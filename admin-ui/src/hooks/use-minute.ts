// SPDX-License-Identifier: Apache-2.0
// Draws a part of the page anew once a minute, where seconds would only cost.
import { useEffect, useState } from 'react';

/** A number that changes every minute while `on`. */
export function useMinute(on: boolean): number {
  const [minute, setMinute] = useState(0);
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(() => setMinute((before) => before + 1), 60_000);
    return () => clearInterval(timer);
  }, [on]);
  return minute;
}
