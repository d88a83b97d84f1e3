// SPDX-License-Identifier: Apache-2.0
// A labelled entry in the twelve-column grid of a form.
import { Form, type FormItemProps } from 'antd';

interface Props extends FormItemProps {
  /** Columns out of twelve. */
  span?: number;
}

export function Field({ span = 6, style, ...item }: Props) {
  return <Form.Item {...item} style={{ gridColumn: `span ${span}`, ...style }} />;
}
