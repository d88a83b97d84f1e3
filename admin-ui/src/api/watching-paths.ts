// SPDX-License-Identifier: Apache-2.0
// The routes of the video checks, put beside those of the generated file by hand. This file goes as soon as that has them.
import type {
  CameraWatching,
  CoverageMinute,
  Observation,
  ObservationList,
  ObservationQuery,
  Quality,
  RoomKindChecks,
  RoomKindProposal,
  StagedAct,
  StagedActs,
  ThresholdEffect,
  VerdictBody,
  WatchingProposal,
  WatchingSettings,
  WatchKinds,
} from './watching-types';

interface Read<Answer, Query = undefined> {
  parameters: { query?: Query };
  responses: { 200: { content: { 'application/json': Answer } } };
}
interface Write<Body, Answer> {
  parameters: { query?: undefined };
  requestBody: { content: { 'application/json': Body } };
  responses: { 201: { content: { 'application/json': Answer } } };
}
interface Route<Get, Post> {
  get: Get;
  post: Post;
  put?: never;
  delete?: never;
}
type ReadRoute<Answer, Query = undefined> = Route<Read<Answer, Query>, never>;
type WriteRoute<Body, Answer> = Route<never, Write<Body, Answer>>;
type Nothing = Record<string, never>;

declare module './schema.gen' {
  interface paths {
    '/observations': ReadRoute<ObservationList, ObservationQuery>;
    '/observations/{id}/verdict': WriteRoute<VerdictBody, Observation>;
    '/watching/kinds': ReadRoute<WatchKinds>;
    '/watching/room-kinds': ReadRoute<{ items: RoomKindChecks[] }>;
    '/watching/room-kinds/{kind}': WriteRoute<{ checks: string[]; reason: string }, RoomKindProposal>;
    '/watching/room-kinds/{kind}/{version}/approve': WriteRoute<Nothing, RoomKindProposal>;
    '/watching/room-kinds/{kind}/{version}/reject': WriteRoute<{ reason: string }, RoomKindProposal>;
    '/watching/quality': ReadRoute<Quality>;
    '/cameras/{id}/watching': Route<Read<CameraWatching>, Write<WatchingProposal, WatchingSettings>>;
    '/cameras/{id}/watching/{version}/approve': WriteRoute<Nothing, WatchingSettings>;
    '/cameras/{id}/watching/{version}/reject': WriteRoute<{ reason: string }, WatchingSettings>;
    '/cameras/{id}/coverage': ReadRoute<{ minutes: CoverageMinute[] }, { fromUs: number; toUs: number }>;
    '/cameras/{id}/threshold-effect': ReadRoute<ThresholdEffect, { name: string; value: number }>;
    '/cameras/{id}/staged-acts': Route<Read<StagedActs>, Write<{ act: string }, StagedAct>>;
    '/staged-acts/{id}/done': WriteRoute<Nothing, StagedAct>;
    '/staged-acts/{id}/ended': WriteRoute<Nothing, StagedAct>;
    '/staged-acts/{id}/cancel': WriteRoute<Nothing, StagedAct>;
  }
}
