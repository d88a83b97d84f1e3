// SPDX-License-Identifier: Apache-2.0
// What the pages of the video checks read.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { serverNowUs } from '../lib/now';
import { usPerHour, usPerMinute } from '../lib/time';
import { call } from './client';
import type { CameraWatching, ObservationQuery, Quality } from './watching-types';

/** One page of the list; the hints tell what moves, this is for a lost one. */
export const useObservations = (query: ObservationQuery, enabled = true) =>
  useQuery({
    queryKey: ['observations', query],
    queryFn: ({ signal }) => call('get', '/observations', { query, signal }),
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

/** What waits for a second person, the oldest first. */
export const useOpenProposals = () =>
  useInfiniteQuery({
    queryKey: ['watching', 'proposals'],
    queryFn: ({ pageParam, signal }) =>
      call('get', '/watching/proposals', { query: { cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

/** Ids of cameras of which something waits for a second person. */
export const useWaitingCameras = (enabled: boolean) =>
  useQuery({
    queryKey: ['watching', 'waitingCameras'],
    queryFn: async ({ signal }) => {
      const waiting = new Set<string>();
      let cursor: string | undefined;
      do {
        const query = { cursor, limit: 200 };
        const { items, next } = await call('get', '/watching/proposals', { query, signal });
        for (const { camera } of items) if (camera) waiting.add(camera.id);
        cursor = next ?? undefined;
      } while (cursor);
      return waiting;
    },
    enabled,
  });

export const useRoomKindChecks = () =>
  useQuery({
    queryKey: ['watching', 'roomKinds'],
    queryFn: ({ signal }) => call('get', '/watching/room-kinds', { signal }),
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

/** While something may yet be seen it is looked at again every second. */
export const useStagedActs = (camera: string) =>
  useQuery({
    queryKey: ['watching', 'staged', camera],
    queryFn: ({ signal }) => call('get', '/cameras/{id}/staged-acts', { path: { id: camera }, signal }),
    refetchInterval: (query) =>
      query.state.data?.items.some(({ result }) => result === 'announced' || result === 'waiting')
        ? 1_000
        : 15_000,
  });
