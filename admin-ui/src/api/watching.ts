// SPDX-License-Identifier: Apache-2.0
// What the pages of the video checks read.
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { serverNowUs } from '../lib/now';
import { usPerHour, usPerMinute } from '../lib/time';
import { call } from './client';
import type {
  CameraWatching,
  ObservationList,
  ObservationQuery,
  Quality,
  RoomKindChecks,
} from './watching-types';

/** One page of the list; the hints tell what moves, this is for a lost one. */
export const useObservations = (query: ObservationQuery, enabled = true) =>
  useQuery({
    queryKey: ['observations', query],
    queryFn: ({ signal }) => call('get', '/observations', { query, signal }) as Promise<ObservationList>,
    placeholderData: keepPreviousData,
    refetchInterval: 20_000,
    enabled,
  });

export const thumbnailOf = (id: string) => `/api/v1/observations/${encodeURIComponent(id)}/thumbnail`;

export const referenceOf = (camera: string, version: number) =>
  `/api/v1/cameras/${encodeURIComponent(camera)}/watching/${version}/reference`;

/** The kinds change only with the program. */
export const useWatchKinds = () =>
  useQuery({
    queryKey: ['watching', 'kinds'],
    queryFn: ({ signal }) => call('get', '/watching/kinds', { signal }),
    staleTime: 10 * 60_000,
  });

export const useCameraWatching = (id: string) =>
  useQuery({
    queryKey: ['watching', 'camera', id],
    queryFn: ({ signal }) =>
      call('get', '/cameras/{id}/watching', { path: { id }, signal }) as Promise<CameraWatching>,
  });

/**
 * What waits for a second person, camera by camera, the oldest first: the centre keeps no list of it. Read when a page is
 * opened and not on hints, which would ask about every camera each time.
 */
export const useOpenProposals = (cameras: readonly string[]) =>
  useQueries({
    queries: cameras.map((id) => ({
      queryKey: ['openProposals', id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call('get', '/cameras/{id}/watching', { path: { id }, signal }) as Promise<CameraWatching>,
      staleTime: 5_000,
    })),
    combine: (results) => ({
      unread: results.some(({ isError }) => isError),
      loading: results.some(({ isPending }) => isPending),
      proposals: results
        .flatMap(({ data }) => (data?.proposed ? [{ ...data, proposed: data.proposed }] : []))
        .sort((a, b) => a.proposed.atUs - b.proposed.atUs),
    }),
  });

export const useRoomKindChecks = () =>
  useQuery({
    queryKey: ['watching', 'roomKinds'],
    queryFn: ({ signal }) =>
      call('get', '/watching/room-kinds', { signal }) as Promise<{ items: RoomKindChecks[] }>,
  });

export const useThresholdEffect = (camera: string, asked: { name: string; value: number } | undefined) =>
  useQuery({
    queryKey: ['watching', 'effect', camera, asked],
    queryFn: ({ signal }) =>
      call('get', '/cameras/{id}/threshold-effect', { path: { id: camera }, query: asked, signal }),
    enabled: asked !== undefined,
    staleTime: 60_000,
  });

export const useQuality = () =>
  useQuery({
    queryKey: ['watching', 'quality'],
    queryFn: ({ signal }) =>
      call('get', '/watching/quality', { signal }) as Promise<unknown> as Promise<Quality>,
    refetchInterval: 60_000,
  });

/** The last 24 hours, minute by minute. */
export const useCoverage = (camera: string, enabled: boolean) =>
  useQuery({
    queryKey: ['watching', 'coverage', camera],
    queryFn: async ({ signal }) => {
      const toUs = Math.floor(serverNowUs() / usPerMinute) * usPerMinute;
      const query = { fromUs: toUs - 24 * usPerHour, toUs };
      const { minutes } = await call('get', '/cameras/{id}/coverage', {
        path: { id: camera },
        query,
        signal,
      });
      return { minutes, ...query };
    },
    enabled,
    staleTime: 60_000,
  });

/** While an act is under way it is looked at again every second. */
export const useStagedActs = (camera: string) =>
  useQuery({
    queryKey: ['watching', 'staged', camera],
    queryFn: ({ signal }) => call('get', '/cameras/{id}/staged-acts', { path: { id: camera }, signal }),
    refetchInterval: (query) =>
      query.state.data?.items.some((act) => act.endedUs === null && act.result !== 'cancelled')
        ? 1_000
        : 15_000,
  });
