// SPDX-License-Identifier: Apache-2.0
// A read in its three states: not here yet, failed with a way to try again, here.
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { ErrorNote } from './error-note';

export interface Query<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

export function Loadable<T>({
  query,
  children,
  rows = 6,
}: {
  query: Query<T>;
  children: (data: T) => ReactNode;
  rows?: number;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <ErrorNote error={query.error} read retry={() => void query.refetch()} />;
  return <Skeleton active title={false} paragraph={{ rows }} />;
}
