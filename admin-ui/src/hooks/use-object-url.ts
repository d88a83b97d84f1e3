// SPDX-License-Identifier: Apache-2.0
// An address under which a picture of this page can be shown, given back when it is shown no more.
import { useEffect, useState } from 'react';

export function useObjectUrl(blob: Blob): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}
