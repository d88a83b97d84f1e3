// SPDX-License-Identifier: Apache-2.0
// Words of the bell, in English.
import type { Texts } from '../texts';
import type { bell as zh } from '../zh/bell';

export const bell: Texts<typeof zh> = {
  kind: {
    approval: 'Approval',
    finding: 'Possible problem',
    request: 'Request to answer',
    trouble: 'Camera health',
  },
  label: 'Waits for you: {{count}}',
  moreFindings: '{{count}} more possible problems under "Review"',
  none: 'Nothing waits for you',
  noneHint: 'New approvals, possible problems and requests that are overdue will be shown here.',
  since: 'Raised',
  title: 'Waits for you',
};
