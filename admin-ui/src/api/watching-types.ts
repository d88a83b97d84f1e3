// SPDX-License-Identifier: Apache-2.0
// Short names for what the video checks saw, for their settings and for their measured quality. Where the contract says
// "array" of a pair, the pages know better; watching.ts hands them out as these.
import type { components, operations } from './schema.gen';

type Schemas = components['schemas'];
type JsonBody<Operation extends { requestBody: { content: { 'application/json': unknown } } }> =
  Operation['requestBody']['content']['application/json'];
type JsonAnswer<Operation extends { responses: { 200: { content: { 'application/json': unknown } } } }> =
  Operation['responses'][200]['content']['application/json'];

export type RoomOfKind = Schemas['NamedRoomOfKind'];

export type VerdictBody = JsonBody<operations['judgeObservation']>;
export type ObservationVerdict = Schemas['ObservationVerdict'];
export type GivenVerdict = NonNullable<Schemas['Observation']['verdict']>;
export type Observation = Schemas['Observation'];
export type ObservationList = Schemas['ObservationPage'];
export type ObservationQuery = NonNullable<operations['listObservations']['parameters']['query']>;

export type WatchKinds = Schemas['ObservationKinds'];
export type WatchGroup = WatchKinds['groups'][number];
export type Threshold = WatchGroup['thresholds'][number];
export type ThresholdUnit = Threshold['unit'];
export type Thresholds = Schemas['WatchingZonesVersion']['thresholds'];
export type ThresholdEffect = Schemas['ThresholdEffect'];

/** Per mille of the picture's width and height. */
export type Corner = [number, number];
export type Zone = Omit<Schemas['Zone'], 'polygon'> & { polygon: Corner[] };
export type ZoneKind = Zone['kind'];

export type PersonOfUnit = Schemas['ProposedBy'];
export type WatchingHead = Schemas['CameraWatching']['history'][number];
export type WatchingSettings = Omit<Schemas['WatchingZonesVersion'], 'zones'> & { zones: Zone[] };
export type CameraWatching = Omit<Schemas['CameraWatching'], 'current' | 'proposed'> & {
  current: WatchingSettings | null;
  proposed: WatchingSettings | null;
};
/** What waits for a second person, of a camera or of a kind of room. */
export type OpenProposal = Schemas['WatchingProposal'];
export type WatchingProposal = Schemas['CameraWatchingInput'];
export type SettingsState = WatchingHead['state'];
export type RoomKindProposal = Schemas['WatchingChecksVersion'];
export type RoomKindChecks = Schemas['WatchingRoomKind'];

export type QualityHere = Schemas['WatchingQuality']['here'][number];
export type KindHere = QualityHere['byKind'][number];
export type Quality = Omit<Schemas['WatchingQuality'], 'report' | 'running'> & {
  report: QualityReport | null;
  running: { configuration: string | null; checks: RunningCheck[] };
};
export type CameraCoverage = Quality['coverage'][number];
export type CoverageMinute = Schemas['WatchedMinute'];

export type StagedActs = JsonAnswer<operations['listStagedActs']>;
export type StagedAct = Schemas['StagedAct'];
export type StagedResult = StagedAct['result'];

/** The measured figures are a file that the version brings along: the contract says no more than that it is an object. */
export interface QualityReport {
  configuration: string;
  measuredOn: string;
  sets: Record<string, FigureSet>;
  figures: Figure[];
}

export interface FigureSet {
  scenes: number;
  identities: string[];
  backgrounds: string[];
  seeds: number[];
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

/** What a node says of a check it runs, passed on as it came. */
export interface RunningCheck {
  name: string;
  version: string | number;
  emits: string[];
  state: 'on' | 'off';
  why: string;
}
