// SPDX-License-Identifier: Apache-2.0
// Everything the pages read, as named queries, and which hint makes which of them stale.
import { keepPreviousData, type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Heard } from '../lib/display';
import { learnServerTime, serverNowUs } from '../lib/now';
import { call } from './client';
import type { Topic } from './events';
import { ProblemError } from './problem';
import type { ExportPlanInput, HoldInput, Transcript } from './types';

type Root =
  | 'session'
  | 'centre'
  | 'practice'
  | 'access'
  | 'board'
  | 'wall'
  | 'stays'
  | 'stay'
  | 'timeline'
  | 'papers'
  | 'help'
  | 'blankForms'
  | 'outages'
  | 'proposals'
  | 'acts'
  | 'approvals'
  | 'bookings'
  | 'handovers'
  | 'questionings'
  | 'questioning'
  | 'transcript'
  | 'terminal'
  | 'findings'
  | 'finding'
  | 'observations'
  | 'watching'
  | 'cases'
  | 'units'
  | 'staff'
  | 'rooms'
  | 'cameras'
  | 'rules'
  | 'audit'
  | 'log'
  | 'display'
  | 'liveness'
  | 'recipients'
  | 'storage'
  | 'system';

const staleBy: Record<Topic, Root[]> = {
  stays: [
    'board',
    'wall',
    'stays',
    'stay',
    'timeline',
    'papers',
    'blankForms',
    'proposals',
    'rooms',
    'approvals',
    'bookings',
    'handovers',
    'practice',
    'access',
  ],
  questionings: [
    'board',
    'wall',
    'stay',
    'timeline',
    'questionings',
    'questioning',
    'transcript',
    'practice',
    'access',
    // Who may look into the room goes with it.
    'cameras',
  ],
  findings: ['board', 'wall', 'stay', 'findings', 'finding', 'questioning', 'practice', 'observations'],
  rooms: ['board', 'rooms', 'proposals'],
  cameras: ['board', 'wall', 'cameras', 'rooms', 'questioning', 'proposals', 'storage', 'watching'],
  staff: ['staff', 'units', 'session', 'access', 'log', 'recipients', 'cameras'],
  help: ['help', 'wall', 'handovers'],
  observations: ['observations', 'watching'],
};

export function refreshByHint(client: QueryClient, topics: ReadonlySet<Topic> | 'all'): void {
  if (topics === 'all') {
    void client.invalidateQueries();
    return;
  }
  const roots = new Set([...topics].flatMap((topic) => staleBy[topic]));
  for (const root of roots) void client.invalidateQueries({ queryKey: [root] });
}

/** Reads are repeated when the network or the centre is away, never when the centre has given its answer. */
export function retryRead(count: number, error: unknown): boolean {
  if (error instanceof ProblemError && error.status < 500) return false;
  return count < 3;
}

export const useSession = () =>
  useQuery({
    queryKey: ['session'],
    queryFn: async ({ signal }) => {
      try {
        const me = await call('get', '/session', { signal });
        learnServerTime(me.serverTimeUs);
        return me;
      } catch (error) {
        if (error instanceof ProblemError && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: 60_000,
  });

/** What a page must say before anybody signs in. */
export const useCentre = () =>
  useQuery({
    queryKey: ['centre'],
    queryFn: ({ signal }) => call('get', '/centre', { signal }),
    staleTime: 60_000,
  });

/** The exercises, and one's own runs of them; the hints tell what moves, this is for a lost one. */
export const usePractice = (enabled = true) =>
  useQuery({
    queryKey: ['practice'],
    queryFn: ({ signal }) => call('get', '/practice', { signal }),
    refetchInterval: 30_000,
    enabled,
  });

/** One run; as long as it is not over it is read again every few seconds. */
export const usePracticeRun = (id: string) =>
  useQuery({
    queryKey: ['practice', id],
    queryFn: ({ signal }) => call('get', '/practice/runs/{id}', { path: { id }, signal }),
    refetchInterval: (query) => (query.state.data?.over ? false : 4_000),
  });

/** The table changes only with the program. */
export const useAccessTable = () =>
  useQuery({
    queryKey: ['access', 'table'],
    queryFn: ({ signal }) => call('get', '/access/table', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export interface WhyQuery {
  /** Whose sight; one's own without it. */
  staffId?: string;
  stayId?: string;
  roomId?: string;
}

export const useWhy = (about: WhyQuery) =>
  useQuery({
    queryKey: ['access', 'why', about],
    queryFn: ({ signal }) => call('get', '/access/why', { query: about, signal }),
  });

export const useBoard = (enabled = true, everyMs = 20_000) =>
  useQuery({
    queryKey: ['board'],
    queryFn: async ({ signal }) => {
      const board = await call('get', '/board', { signal });
      learnServerTime(board.serverTimeUs);
      return board;
    },
    refetchInterval: everyMs,
    enabled,
  });

export const useWall = () =>
  useQuery({
    queryKey: ['wall'],
    queryFn: async ({ signal }) => {
      const wall = await call('get', '/wall', { signal });
      learnServerTime(wall.serverTimeUs);
      return wall;
    },
    refetchInterval: 10_000,
  });

export const useStay = (id: string, enabled = true) =>
  useQuery({
    queryKey: ['stay', id],
    queryFn: ({ signal }) => call('get', '/stays/{id}', { path: { id }, signal }),
    enabled,
  });

export const useTimeline = (id: string, enabled = true) =>
  useQuery({
    queryKey: ['timeline', id],
    queryFn: ({ signal }) => call('get', '/stays/{id}/timeline', { path: { id }, signal }),
    enabled,
  });

export const readPapers = (id: string) => ({
  queryKey: ['papers', id],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    call('get', '/stays/{id}/papers', { path: { id }, signal }),
});

/** What was printed of a stay, the newest first, and which pages came back. */
export const usePapers = (id: string) => useQuery(readPapers(id));

export type BlankFormState = 'all' | 'blank' | 'used' | 'spoiled' | 'missing';

export const useBlankForms = (state: BlankFormState) =>
  useQuery({
    queryKey: ['blankForms', state],
    queryFn: ({ signal }) => call('get', '/blank-forms', { query: { state }, signal }),
    placeholderData: keepPreviousData,
  });

/** When the centre could not take entries, in the last days. */
export const useOutages = (days: number) =>
  useQuery({
    queryKey: ['outages', days],
    queryFn: ({ signal }) => {
      const fromUs = Math.floor(serverNowUs() - days * 24 * 3_600e6);
      return call('get', '/outages', { query: { fromUs }, signal });
    },
    refetchInterval: 60_000,
  });

/** The plain acts change only with the program. */
export const useActs = (enabled = true) =>
  useQuery({
    queryKey: ['acts'],
    queryFn: ({ signal }) => call('get', '/acts', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  });

export type ApprovalState = 'open' | 'decided';

export const useApprovals = (state: ApprovalState, enabled = true) =>
  useQuery({
    queryKey: ['approvals', state],
    queryFn: async ({ signal }) => {
      const list = await call('get', '/approvals', { query: { state }, signal });
      learnServerTime(list.serverTimeUs);
      return list;
    },
    refetchInterval: 30_000,
    enabled,
  });

export type BookingState = 'expected' | 'arrived' | 'cancelled';

export const useBookings = (state: BookingState, enabled = true) =>
  useQuery({
    queryKey: ['bookings', state],
    queryFn: async ({ signal }) => {
      const list = await call('get', '/bookings', { query: { state }, signal });
      learnServerTime(list.serverTimeUs);
      return list;
    },
    refetchInterval: 30_000,
    enabled,
  });

export const useHandovers = () =>
  useQuery({
    queryKey: ['handovers'],
    queryFn: ({ signal }) => call('get', '/handovers', { signal }),
    refetchInterval: 30_000,
  });

/** What would be handed over now, and what they lack who take over. */
export const useHandoverDraft = (onDuty: readonly string[]) =>
  useQuery({
    queryKey: ['handovers', 'draft', onDuty],
    queryFn: async ({ signal }) => {
      const draft = await call('get', '/handovers/draft', { query: { onDuty: onDuty.join(',') }, signal });
      learnServerTime(draft.serverTimeUs);
      return draft;
    },
    placeholderData: (before) => before,
    refetchInterval: 30_000,
  });

export const useTonight = () =>
  useQuery({
    queryKey: ['handovers', 'tonight'],
    queryFn: ({ signal }) => call('get', '/rosters/tonight', { signal }),
    refetchInterval: 60_000,
  });

export type RoomPurpose = 'waiting' | 'questioning' | 'care';

export const useProposals = (id: string, purpose: RoomPurpose) =>
  useQuery({
    queryKey: ['proposals', id, purpose],
    queryFn: ({ signal }) =>
      call('get', '/stays/{id}/room-proposals', { path: { id }, query: { purpose }, signal }),
    placeholderData: keepPreviousData,
  });

export interface StayFilter {
  state: 'open' | 'closed' | 'all';
  q: string;
}

export const useStays = (filter: StayFilter) =>
  useInfiniteQuery({
    queryKey: ['stays', filter],
    queryFn: ({ pageParam, signal }) =>
      call('get', '/stays', { query: { ...filter, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });

/** Recordings of a stay that were asked for; while one of them is made, how far it is. */
export const useExports = (id: string, enabled = true) =>
  useQuery({
    queryKey: ['stay', id, 'exports'],
    queryFn: ({ signal }) => call('get', '/stays/{id}/exports', { path: { id }, signal }),
    enabled,
    refetchInterval: (query) =>
      query.state.data?.items.some((one) => one.state === 'making') ? 1_500 : false,
  });

/** What of a sealed camera is open now; looked at again, since an approval may come and will end. */
export const useBodyChecks = (
  id: string,
  { fromUs, toUs }: { fromUs: number; toUs: number },
  enabled: boolean,
) =>
  useQuery({
    queryKey: ['stay', 'bodyChecks', id, fromUs, toUs],
    queryFn: ({ signal }) =>
      call('get', '/cameras/{id}/body-checks', { path: { id }, query: { fromUs, toUs }, signal }),
    enabled,
    refetchInterval: 5_000,
  });

/** What an export would be; nothing is stored by asking. */
export const useExportPlan = (id: string, terms: ExportPlanInput | undefined) =>
  useQuery({
    queryKey: ['stay', id, 'exportPlan', terms],
    queryFn: ({ signal }) =>
      call('post', '/stays/{id}/exports/plan', {
        path: { id },
        body: terms ?? { cameras: [], fromUs: 0, toUs: 0 },
        signal,
      }),
    enabled: terms !== undefined,
  });

export const useQuestionings = (open?: boolean) =>
  useQuery({
    queryKey: ['questionings', open ?? 'all'],
    queryFn: ({ signal }) => call('get', '/questionings', { query: { open }, signal }),
  });

export const useQuestioning = (id: string | undefined, everyMs: number | false = false) =>
  useQuery({
    queryKey: ['questioning', id],
    queryFn: ({ signal }) => call('get', '/questionings/{id}', { path: { id: id ?? '' }, signal }),
    enabled: id !== undefined,
    refetchInterval: (query) => (query.state.data?.summary.state === 'running' ? everyMs : false),
  });

/** A transcript with the readings of the browser's steady counter between which the centre said its time. */
export type TranscriptRead = Transcript & { askedMs: number; gotMs: number };

/** As it stands now, or a locked version, which never changes any more but for its signatures. */
export const useTranscript = (id: string, version?: number, enabled = true) =>
  useQuery({
    queryKey: ['transcript', id, version ?? 'now'],
    queryFn: async ({ signal }): Promise<TranscriptRead> => {
      const askedMs = performance.now();
      const read = await call('get', '/questionings/{id}/transcript', {
        path: { id },
        query: { version },
        signal,
      });
      learnServerTime(read.serverTimeUs);
      return { ...read, askedMs, gotMs: performance.now() };
    },
    enabled,
  });

export const useTranscriptTemplates = (id: string) =>
  useQuery({
    queryKey: ['transcript', id, 'templates'],
    queryFn: ({ signal }) => call('get', '/questionings/{id}/transcript/templates', { path: { id }, signal }),
  });

export const useTerminal = () =>
  useQuery({ queryKey: ['terminal'], queryFn: ({ signal }) => call('get', '/terminals/here', { signal }) });

export interface FindingFilter {
  status: 'to_review' | 'reviewed' | 'cured' | 'all';
  rule?: string;
  stay?: string;
}

export const useFindings = (filter: FindingFilter, enabled = true) =>
  useInfiniteQuery({
    queryKey: ['findings', filter],
    queryFn: ({ pageParam, signal }) =>
      call('get', '/findings', { query: { ...filter, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    enabled,
  });

export const useFinding = (id: string) =>
  useQuery({
    queryKey: ['finding', id],
    queryFn: ({ signal }) => call('get', '/findings/{id}', { path: { id }, signal }),
  });

/** The hints tell who calls; this is for a lost one. */
const helpAgainMs = 30_000;

export const useHelpCalls = (enabled = true) =>
  useQuery({
    queryKey: ['help'],
    queryFn: ({ signal }) => call('get', '/help-calls', { signal }),
    refetchInterval: helpAgainMs,
    enabled,
  });

export const useCases = (q: string) =>
  useQuery({
    queryKey: ['cases', q],
    queryFn: ({ signal }) => call('get', '/cases', { query: { q }, signal }),
    placeholderData: keepPreviousData,
  });

const slowly = { staleTime: 60_000 };

export const useUnits = () =>
  useQuery({ queryKey: ['units'], queryFn: ({ signal }) => call('get', '/units', { signal }), ...slowly });
export const useStaff = () =>
  useQuery({ queryKey: ['staff'], queryFn: ({ signal }) => call('get', '/staff', { signal }), ...slowly });
export const useRooms = () =>
  useQuery({ queryKey: ['rooms'], queryFn: ({ signal }) => call('get', '/rooms', { signal }) });
export const useCameras = () =>
  useQuery({ queryKey: ['cameras'], queryFn: ({ signal }) => call('get', '/cameras', { signal }) });
export const useRules = () =>
  useQuery({ queryKey: ['rules'], queryFn: ({ signal }) => call('get', '/rules', { signal }) });

export const useSystem = () =>
  useQuery({
    queryKey: ['system'],
    queryFn: ({ signal }) => call('get', '/system', { signal }),
    refetchInterval: 5_000,
  });

/** No hint tells how full the recorders are. */
export const useStorage = () =>
  useQuery({
    queryKey: ['storage'],
    queryFn: ({ signal }) => call('get', '/storage', { signal }),
    refetchInterval: 10_000,
  });

/** What a hold would keep; nothing is stored by asking. */
export const useHoldPlan = (terms: HoldInput | undefined) =>
  useQuery({
    queryKey: ['storage', 'holdPlan', terms],
    queryFn: ({ signal }) =>
      call('post', '/storage/holds/plan', { body: terms ?? { fromUs: 0, toUs: 0 }, signal }),
    enabled: terms !== undefined,
  });

export const useRecipients = (wanted = true) =>
  useQuery({
    queryKey: ['recipients'],
    queryFn: ({ signal }) => call('get', '/recipients', { signal }),
    enabled: wanted,
    refetchInterval: 10_000,
  });

export const useRecordLog = () =>
  useQuery({
    queryKey: ['log'],
    queryFn: ({ signal }) => call('get', '/log', { signal }),
    refetchInterval: 10_000,
  });

/** Proof of a stay's newest event, by the number of the stay; asked when there is one. */
export const useLogInclusion = (stay: string) =>
  useQuery({
    queryKey: ['log', 'inclusion', stay],
    queryFn: ({ signal }) => call('get', '/log/inclusion', { query: { stay }, signal }),
    enabled: stay !== '',
    retry: false,
  });

/** What the screen of a room shows, with the reading of the steady clock when it came; asked for days. */
export const useRoomDisplay = (room: string, steadyUs: () => number) =>
  useQuery({
    queryKey: ['display', room],
    queryFn: async ({ signal }): Promise<Heard> => {
      const display = await call('get', '/displays/{room}', { path: { room }, signal });
      return { display, atUs: steadyUs() };
    },
    refetchInterval: 5_000,
    refetchIntervalInBackground: true,
    retry: false,
  });

export const useCertificate = (questioningId: string) =>
  useQuery({
    queryKey: ['questioning', questioningId, 'certificate'],
    queryFn: ({ signal }) =>
      call('get', '/questionings/{id}/certificate', { path: { id: questioningId }, signal }),
    // It grows while the questioning goes on, and until the room is empty.
    refetchInterval: (query) => (query.state.data?.state === 'provisional' ? 15_000 : false),
  });

export interface LivenessQuestion {
  code: string;
  room: string;
  aboutUs?: number;
  withinMinutes?: number;
  /** Asked once more, it is answered once more. */
  asked?: number;
}

export const useLivenessCheck = (question: LivenessQuestion | undefined) =>
  useQuery({
    queryKey: ['liveness', question],
    queryFn: ({ signal }) => {
      const { code = '', room = '', aboutUs, withinMinutes } = question ?? {};
      return call('get', '/liveness', { query: { code, room, aboutUs, withinMinutes }, signal });
    },
    enabled: question !== undefined,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

export interface AuditFilter {
  actor?: string;
  action?: string;
  object?: string;
}

export const useAudit = (filter: AuditFilter) =>
  useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) =>
      call('get', '/audit', { query: { ...filter, cursor: pageParam, limit: 100 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
