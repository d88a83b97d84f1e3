// SPDX-License-Identifier: Apache-2.0
// Whether one may ask for recordings of a stay: the table of access at the centre says so.
import { useWhy } from '../../api/queries';

export function useMayExport(stayId: string): boolean {
  const why = useWhy({ stayId });
  return why.data?.items.some((one) => one.material === 'recording_export' && one.allowed) ?? false;
}
