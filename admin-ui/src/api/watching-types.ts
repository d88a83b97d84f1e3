// SPDX-License-Identifier: Apache-2.0
// Short names for what the video checks saw, for their settings and for their measured quality. Where the contract says
// "string" of a closed set, or "array" of a pair, the pages know better; watching.ts hands them out as these.
import type { components, operations } from './schema.gen';
import type { NamedId, RoomKind } from './types';

type Schemas = components['schemas'];
type JsonBody<Operation extends { requestBody: { content: { 'application/json': unknown } } }> =
  Operation['requestBody']['content']['application/json'];
type JsonAnswer<Operation extends { responses: { 200: { content: { 'application/json': unknown } } } }> =
  Operation['responses'][200]['content']['application/json'];

export interface RoomOfKind extends NamedId {
  kind: RoomKind;
}

export type VerdictBody = JsonBody<operations['judgeObservation']>;
export type ObservationVerdict = VerdictBody['verdict'];
export type GivenVerdict = NonNullable<Schemas['Observation']['verdict']> & { verdict: ObservationVerdict };
export type Observation = Schemas['Observation'] & { room: RoomOfKind; verdict: GivenVerdict | null };
export type ObservationList = Omit<Schemas['ObservationPage'], 'items'> & { items: Observation[] };
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
type Decided = { decidedBy: PersonOfUnit | null };
export type WatchingHead = Schemas['CameraWatching']['history'][number] & Decided;
export type WatchingSettings = Omit<Schemas['WatchingZonesVersion'], 'zones'> & Decided & { zones: Zone[] };
export type CameraWatching = Omit<Schemas['CameraWatching'], 'room' | 'current' | 'proposed' | 'history'> & {
  room: RoomOfKind;
  current: WatchingSettings | null;
  proposed: WatchingSettings | null;
  history: WatchingHead[];
};
export type WatchingProposal = Schemas['CameraWatchingInput'];
export type SettingsState = WatchingHead['state'];
export type RoomKindProposal = Schemas['WatchingChecksVersion'];
export type RoomKindChecks = Schemas['WatchingRoomKind'] & { kind: RoomKind };

export type KindHere = Omit<HereInContract['byKind'][number], 'verdicts'> & {
  verdicts: Record<ObservationVerdict, number>;
};
export type QualityHere = Omit<HereInContract, 'byKind'> & { byKind: KindHere[] };
type HereInContract = Schemas['WatchingQuality']['here'][number];
export type Quality = Omit<Schemas['WatchingQuality'], 'report' | 'running' | 'here'> & {
  report: QualityReport | null;
  running: { configuration: string | null; checks: RunningCheck[] };
  here: QualityHere[];
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
