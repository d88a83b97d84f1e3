// SPDX-License-Identifier: Apache-2.0
import type { Texts } from '../texts';
import type { handover as zh } from '../zh/handover';

export const handover: Texts<typeof zh> = {
  nav: 'Handover',
  title: 'Shift handover',
  order: 'Illest first · summary · actions · awareness · reading back',
  persons: '{{count}} present',
  nobody: 'Nobody is in the centre now.',
  prepare: 'Hand over',
  onDuty: 'Who takes over',
  note: 'To be said besides',
  submit: 'Hand over',
  waits: 'Handed over; who takes over has not read back yet',
  accept: 'Take over',
  readBack: 'Read back who is at risk',
  readBackHint: 'Say the care level and the end of the time limit of each; what differs is not accepted.',
  nothingToReadBack: 'Nobody is at risk; you can take over.',
  sign: 'Take over and sign',
  earlier: 'Earlier handovers',
  count: '{{count}} persons, {{risk}} at risk',
  atRisk: 'At risk',
  steady: 'Steady',
  notAssessed: 'Not assessed',
  level: 'Care level {{level}}',
  findings: '{{count}} to review',
  column: { who: 'Person', risk: 'Illness', clock: 'Time limit', actions: 'To do', awareness: 'To know' },
};
