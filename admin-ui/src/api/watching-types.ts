// SPDX-License-Identifier: Apache-2.0
// Shapes of what the video checks saw, of their settings and of their measured quality. They stand here by hand until
// the contract's own file has them: then each line becomes `Schemas[…]`, and watching-paths.ts goes.
import type { NamedId, RoomKind } from './types';

export type ObservationVerdict = 'confirmed' | 'false' | 'unclear';
export type ZoneKind =
  | 'person_seat'
  | 'officer_seat'
  | 'door'
  | 'bed'
  | 'clock'
  | 'display'
  | 'guard_post'
  | 'mask';

export interface PersonOfUnit extends NamedId {
  unit?: NamedId | string;
}

export interface RoomOfKind extends NamedId {
  kind: RoomKind;
}

export interface GivenVerdict {
  verdict: ObservationVerdict;
  by: NamedId;
  atUs: number;
  note?: string | null;
}

export interface Observation {
  id: string;
  camera: NamedId;
  room: RoomOfKind;
  kind: string;
  group: string;
  rule: string | null;
  zone: { id: string; kind: ZoneKind } | null;
  fromUs: number;
  /** Nothing while it lasts. */
  toUs: number | null;
  value: number;
  confidenceMilli: number;
  detector: string;
  configuration: string;
  settingsVersion: number;
  detail: Record<string, number | string>;
  place: { segment: string; fragment: number; offsetUs: number } | null;
  hasThumbnail: boolean;
  verdict: GivenVerdict | null;
}

export interface ObservationList {
  items: Observation[];
  next: string | null;
  counts: { open: number; unjudged: number };
}

export interface ObservationQuery {
  state?: 'open' | 'all';
  cameraId?: string;
  roomId?: string;
  group?: string;
  kind?: string;
  verdict?: ObservationVerdict | 'none';
  fromUs?: number;
  toUs?: number;
  cursor?: string;
  limit?: number;
}

export interface VerdictBody {
  verdict: ObservationVerdict;
  note?: string;
}

export type ThresholdUnit = 'ms' | 'milli' | 'milliFps';

export interface Threshold {
  name: string;
  unit: ThresholdUnit;
  default: number;
  least: number;
  most: number;
}

export interface WatchGroup {
  group: string;
  kinds: { kind: string; rule: string | null }[];
  thresholds: Threshold[];
  roomKinds: RoomKind[];
}

export interface WatchKinds {
  groups: WatchGroup[];
}

/** Per mille of the picture's width and height. */
export type Corner = [number, number];

export interface Zone {
  id: string;
  kind: ZoneKind;
  polygon: Corner[];
}

export type Thresholds = Record<string, number>;
export type SettingsState = 'approved' | 'proposed' | 'rejected' | 'replaced';

export interface WatchingHead {
  version: number;
  thresholds: Thresholds;
  state: SettingsState;
  reason: string;
  by: PersonOfUnit;
  atUs: number;
  decidedBy: PersonOfUnit | null;
  decidedUs: number | null;
  rejectReason?: string | null;
  /** There is a picture of the empty room with it. */
  reference: boolean;
}

export interface WatchingSettings extends WatchingHead {
  zones: Zone[];
}

export interface CameraWatching {
  camera: NamedId;
  room: RoomOfKind;
  current: WatchingSettings | null;
  proposed: WatchingSettings | null;
  history: WatchingHead[];
}

export interface WatchingProposal {
  basedOn: number;
  zones: Zone[];
  thresholds: Thresholds;
  reason: string;
  reference?: string;
}

export interface RoomKindProposal {
  version: number;
  checks: string[];
  reason: string;
  by: PersonOfUnit;
  atUs: number;
}

export interface RoomKindChecks {
  kind: RoomKind;
  checks: string[];
  version: number;
  proposed: RoomKindProposal | null;
}

export interface Figure {
  detector: string;
  figure: string;
  valueMilli: number | null;
  of: number;
  unit: string;
  condition: string;
  set: 'composed' | 'real';
}

export interface FigureSet {
  scenes: number;
  identities: string[];
  backgrounds: string[];
  seeds: number[];
}

export interface QualityReport {
  configuration: string;
  measuredOn: string;
  sets: Record<string, FigureSet>;
  figures: Figure[];
}

export interface RunningCheck {
  name: string;
  version: string | number;
  emits: string[];
  state: 'on' | 'off';
  why: string;
}

export interface KindHere {
  kind: string;
  acts: number;
  seen: number;
  verdicts: Record<ObservationVerdict, number>;
  precisionMilli: number | null;
  recallMilli: number | null;
  medianDelayUs: number | null;
}

export interface QualityHere {
  camera: NamedId;
  room: RoomOfKind;
  state: 'not_measured' | 'measured';
  acts: number;
  needed: number;
  byKind: KindHere[];
}

export interface CameraCoverage {
  camera: NamedId;
  minutes24h: number;
  watchedMilli: number;
  causes: Record<string, number>;
}

export interface Quality {
  report: QualityReport | null;
  running: { configuration: string | null; checks: RunningCheck[] };
  fits: boolean;
  here: QualityHere[];
  coverage: CameraCoverage[];
}

export interface CoverageMinute {
  fromUs: number;
  watchedUs: number;
  looks: number;
  causes: Record<string, number>;
}

export type StagedResult = 'announced' | 'waiting' | 'seen' | 'missed' | 'cancelled';

export interface StagedAct {
  id: string;
  act: string;
  expects: string[];
  announcedUs: number;
  doneUs: number | null;
  endedUs: number | null;
  result: StagedResult;
  seenUs: number | null;
  delayUs: number | null;
  observation: string | null;
  by: NamedId;
}

export interface StagedActs {
  items: StagedAct[];
  offered: string[];
}

export interface ThresholdEffect {
  name: string;
  value: number;
  now: number;
  days: number;
  observations: number;
  would: {
    stay: number;
    go: number;
    confirmedThatGo: number;
    falseThatGo: number;
    unjudgedThatGo: number;
  };
  moreUnknown: boolean;
}
