// SPDX-License-Identifier: Apache-2.0
// The stand-in centre names entries by the step or act that made them; the pages are told the centre's own names.
import type * as T from '../../src/api/types';

const types: Readonly<Record<string, string>> = {
  arrive: 'PersonArrived',
  register: 'PersonRegistered',
  safety_check: 'SafetyCheckCompleted',
  belongings: 'BelongingsListed',
  information: 'InformationCollected',
  place: 'PersonPlaced',
  question: 'QuestioningStarted',
  end: 'QuestioningEnded',
  care: 'CareGiven',
  extend: 'ExtensionApproved',
  decide: 'DecisionMade',
  exit_check: 'ExitCheckCompleted',
  depart: 'PersonDeparted',
  make_check: 'CheckMade',
  begin_absence: 'AbsenceBegan',
  end_absence: 'AbsenceEnded',
  begin_sobering: 'SoberingBegan',
  end_sobering: 'SoberingEnded',
  begin_visit: 'VisitBegan',
  end_visit: 'VisitEnded',
  begin_watch: 'WatchBegan',
  end_watch: 'WatchEnded',
  apply_restraint: 'RestraintApplied',
  remove_restraint: 'RestraintRemoved',
  report_incident: 'IncidentReported',
  close_incident: 'IncidentClosed',
};

export const asTheCentreNames = (events: readonly T.TimelineEvent[]): T.TimelineEvent[] =>
  events.map((event) => ({ ...event, type: types[event.type] ?? event.type }));
