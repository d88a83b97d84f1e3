// SPDX-License-Identifier: Apache-2.0
// One file that goes with an act: looked at before it is sent, so that what cannot be taken is said at once.
import { base64Url, scanType } from './bytes';
import { mostBytes, type Unfit } from './scan-tray';

export interface FitFile {
  name: string;
  size: number;
  type: string;
  /** As the wire wants it. */
  text: string;
}

export type Looked = { fit: FitFile } | { unfit: Unfit };

/** Takes a copy: a stick may be pulled out before it is sent. */
export async function lookAt(file: File): Promise<Looked> {
  const { name, size } = file;
  if (size > mostBytes) return { unfit: 'too_large' };
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const type = scanType(bytes);
    return type ? { fit: { name, size, type, text: base64Url(bytes) } } : { unfit: 'wrong_kind' };
  } catch {
    return { unfit: 'unreadable' };
  }
}
