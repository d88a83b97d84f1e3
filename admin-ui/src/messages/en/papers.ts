// SPDX-License-Identifier: Apache-2.0
import type { Texts } from '../texts';
import type { papers as zh } from '../zh/papers';

export const papers: Texts<typeof zh> = {
  print: 'Print',
  form: {
    use_register: 'Case-area use register',
    safety_check: 'Personal safety check',
    belongings: 'Personal belongings',
    rights: 'Notice of rights and duties',
    care_log: 'Care, checks, meals and rest',
    temporary_exit: 'Temporary exit',
    own_record: "The person's own copy",
  },
  import: {
    open: 'Import cases',
    title: 'Import from the case system',
    system: 'By case number',
    file: 'From a file',
    number: 'Case number',
    fileHint: 'A JSON or CSV file, exported by the case system.',
    take: 'Import',
    close: 'Done',
    caseKnown: 'case known already',
    caseNew: 'case opened',
    known: 'booked already, not twice',
    booked: 'booked',
  },
};
