// SPDX-License-Identifier: Apache-2.0
// Words of the approvals page, in English.
import type { Texts } from '../texts';
import type { approvals as zh } from '../zh/approvals';

export const approvals: Texts<typeof zh> = {
  title: 'Approvals',
  nav: 'Approvals',
  open: 'Open',
  decided: 'Decided',
  urgent: 'Urgent',
  queue: 'Queue',
  others: 'Waiting for others',
  none: 'Nothing waits for your decision',
  noneHint: 'When somebody asks for an approval, it shows up here.',
  noneDecided: 'Nothing was decided yet',
  asked: '{{name}} asked at {{time}}',
  needed: 'needed by {{time}}',
  grounds: 'Grounds',
  reason: 'Reason',
  grant: 'Grant',
  refuse: 'Refuse',
  grantTitle: 'Why it is granted',
  refuseTitle: 'Why it is refused',
  willExtend: 'Granting extends the limit to {{count}} hours at once.',
  confirmGrant: 'Confirm: grant',
  confirmRefuse: 'Confirm: refuse',
  own: 'Or in your own words',
  reasonNeeded: 'Choose or type a reason',
  granted: 'Granted',
  refused: 'Refused',
  late: 'after it was needed',
  decidedBy: 'decided by {{name}} at {{time}}',
  grantPhrases: 'Lawful, agreed|Necessary, agreed',
  refusePhrases: 'Reason does not suffice|Not lawful|Complete the papers and ask again',
  paper: {
    action: 'Enter a decision on paper',
    title: 'Decision on paper',
    result: 'Decision',
    approver: 'Decided by',
    at: 'Decided at',
    reason: 'Reason of the decision',
  },
};
