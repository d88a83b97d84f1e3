// SPDX-License-Identifier: Apache-2.0
// What waits for this user's deciding: approvals, findings, requests that are overdue; by when it is due.
import type { Approval, Finding, Tile } from '../api/types';
import type { Tone } from '../components/tone';
import { viewDue } from '../lib/due';
import { needTone } from './approvals-order';
import { type Trouble, troublePage } from './observations/health-trouble';

interface Common {
  key: string;
  to: string;
  tone: Tone;
  number: string | undefined;
  name: string | undefined;
}

export type Waiting = Common &
  (
    | { kind: 'approval'; approval: Approval; dueUs: number }
    | { kind: 'request'; label: string; labelEn: string; dueUs: number }
    | { kind: 'finding'; label: string; labelEn: string; sinceUs: number; dueUs?: undefined }
    | { kind: 'trouble'; cameras: number; sinceUs: number; dueUs?: undefined }
  );

export interface Sources {
  approvals: readonly Approval[];
  findings: readonly Finding[];
  tiles: readonly Tile[];
  trouble?: Trouble;
}

function ofApproval(approval: Approval, nowUs: number): Waiting {
  return {
    kind: 'approval',
    key: `approval.${approval.id}`,
    to: '/approvals',
    tone: needTone(approval.neededByUs, nowUs),
    number: approval.number,
    name: approval.displayName,
    approval,
    dueUs: approval.neededByUs,
  };
}

function ofFinding(finding: Finding): Waiting {
  return {
    kind: 'finding',
    key: `finding.${finding.id}`,
    to: `/reviews/${finding.id}`,
    tone: 'soon',
    number: finding.stayNumber,
    name: undefined,
    label: finding.title,
    labelEn: finding.titleEn,
    sinceUs: finding.raisedAtUs,
  };
}

function overdueOf(tile: Tile, nowUs: number): Waiting[] {
  return (tile.due ?? [])
    .filter((item) => item.kind === 'request' && viewDue(item, nowUs) === 'over')
    .map((item) => ({
      kind: 'request',
      key: `request.${tile.stayId}.${item.dueUs}.${item.label}`,
      to: `/stays/${tile.stayId}?do=act.answer_request`,
      tone: 'over',
      number: tile.number,
      name: tile.damaged ? undefined : tile.displayName,
      label: item.label,
      labelEn: item.labelEn,
      dueUs: item.dueUs,
    }));
}

/** All cameras together are one thing to look at. */
const ofTrouble = ({ cameras, sinceUs }: Trouble): Waiting => ({
  kind: 'trouble',
  key: 'trouble',
  to: troublePage,
  tone: 'soon',
  number: undefined,
  name: undefined,
  cameras,
  sinceUs,
});

/** What is due first comes first; findings, which no rule gives a time, follow by how long they wait. */
export function waitingOf({ approvals, findings, tiles, trouble }: Sources, nowUs: number): Waiting[] {
  const order = (one: Waiting) => one.dueUs ?? Number.POSITIVE_INFINITY;
  const since = (one: Waiting) => (one.dueUs === undefined ? one.sinceUs : 0);
  return [
    ...approvals.filter((one) => one.state === 'open' && one.mayDecide).map((one) => ofApproval(one, nowUs)),
    ...tiles.flatMap((tile) => overdueOf(tile, nowUs)),
    ...findings.filter((one) => one.status === 'to_review').map(ofFinding),
    ...(trouble ? [ofTrouble(trouble)] : []),
  ].sort((a, b) => {
    const [first, second] = [order(a), order(b)];
    return first === second ? since(a) - since(b) : first - second;
  });
}
