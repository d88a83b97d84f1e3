// SPDX-License-Identifier: Apache-2.0
// Editing a table or a figure takes back what was said against it when it was last sent.
import { Form } from 'antd';

export function useEdit<T>(name: string, onChange: ((value: T) => void) | undefined): (value: T) => void {
  const form = Form.useFormInstance();
  return (value) => {
    form.setFields([{ name: ['values', name], errors: [] }]);
    onChange?.(value);
  };
}
