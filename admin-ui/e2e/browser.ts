// SPDX-License-Identifier: Apache-2.0
// The browser of the tests: Debian's Chromium, without anything that talks to the outside.
export const browserOptions = {
  baseURL: process.env.MINGJING_URL ?? 'https://localhost:8443',
  ignoreHTTPSErrors: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  viewport: { width: 1366, height: 768 },
  launchOptions: {
    executablePath: process.env.MINGJING_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      // A service worker is fetched past the setting above.
      '--ignore-certificate-errors',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
    ],
  },
};
