// SPDX-License-Identifier: Apache-2.0
// Runs before the first paint, so that a page of the night never begins white. What it does later src/look.ts does.
(() => {
  let kept = null;
  try {
    kept = localStorage.getItem('mingjing-look');
  } catch {
    // Without storage the system decides.
  }
  const dark =
    kept === 'dark' || (kept !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  const root = document.documentElement;
  root.dataset.look = dark ? 'dark' : 'light';
  root.style.colorScheme = dark ? 'dark' : 'light';
})();
