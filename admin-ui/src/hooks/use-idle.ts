// SPDX-License-Identifier: Apache-2.0
// Notices that nobody touches the page any more; the reads that run by themselves do not count as a person.
import { useEffect } from 'react';

const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** Calls `onIdle` after `limitS` seconds without a person; 0 means never. */
export function useIdle(limitS: number, onIdle: () => void): void {
  useEffect(() => {
    if (limitS <= 0) return;
    let lastMs = Date.now();
    const seen = () => {
      lastMs = Date.now();
    };
    const timer = setInterval(() => {
      if (Date.now() - lastMs >= limitS * 1000) {
        lastMs = Date.now();
        onIdle();
      }
    }, 1000);
    for (const sign of signs) window.addEventListener(sign, seen, { passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of signs) window.removeEventListener(sign, seen);
    };
  }, [limitS, onIdle]);
}
