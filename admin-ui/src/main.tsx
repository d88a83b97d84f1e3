// SPDX-License-Identifier: Apache-2.0
// Where the pages start.
import { createRoot } from 'react-dom/client';
import 'dayjs/locale/zh-cn';
import { App } from './app';
import './base.css';
import { startI18n } from './i18n';
import { startLock } from './lock';
import { startLook } from './look';
import { panelMemory } from './panel/memory';
import { startPractice } from './practice';
import { keepShellLater } from './shell/kept';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root element');
startLook();
startPractice();
startLock();
// The clock that was learned last holds until the centre says its time.
panelMemory.current();
keepShellLater();
void startI18n().then(() => createRoot(root).render(<App />));
