// SPDX-License-Identifier: Apache-2.0
// What the centre says about one field is shown at that field, and the field is brought into view.
import type { FormInstance } from 'antd';
import { useEffect } from 'react';
import { ProblemError } from '../api/problem';
import { describeError } from '../errors';
import { useText } from '../i18n';

export function useFieldError<V>(form: FormInstance<V>, error: unknown): void {
  const { t, language } = useText();
  useEffect(() => {
    if (!(error instanceof ProblemError)) return;
    const described = describeError(error, t, language);
    if (!described.field) return;
    // The path comes from the contract; the form's own path type cannot be known here.
    const name = described.field as never;
    form.setFields([{ name, errors: [described.detail] }]);
    form.scrollToField(name, { block: 'center' });
  }, [error, form, t, language]);
}
