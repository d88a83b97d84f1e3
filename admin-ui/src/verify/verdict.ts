// SPDX-License-Identifier: Apache-2.0
// What a check can come to, and what it says of a package.
export type Verdict = 'ok' | 'altered_media' | 'altered_manifest' | 'truncated' | 'reordered' | 'wrong_key';

export type Reason =
  | 'containerCut'
  | 'containerChanged'
  | 'fileMissing'
  | 'fileUnnamed'
  | 'fileChanged'
  | 'fileCut'
  | 'notCanonical'
  | 'malformed'
  | 'signatureWrong'
  | 'centreKeyOther'
  | 'nodeKeyUnknown'
  | 'sessionKeyUncertified'
  | 'linkBroken'
  | 'linkOrder'
  | 'linksCut'
  | 'initChanged'
  | 'fragmentChanged'
  | 'fragmentElsewhere'
  | 'fragmentCut'
  | 'bytesUncovered'
  | 'logProofWrong'
  | 'intervalNotCovered';

/** The first bad thing: thrown where it is found. */
export class Found extends Error {
  constructor(
    readonly verdict: Exclude<Verdict, 'ok'>,
    readonly reason: Reason,
    readonly object: string,
  ) {
    super(`${verdict} ${reason} ${object}`);
  }
}

/** A hole of more than a second between recorded fragments inside of the interval. */
export interface Hole {
  fromUs: number;
  toUs: number;
  /** As the recorder named it; empty: it did not. */
  cause: string;
}

export interface VerifiedStream {
  camera: string;
  stream: string;
  name: string;
  fromUs: number;
  toUs: number;
  coveredUs: number;
  holes: Hole[];
  /** Heads that the centre signed over this recording, and when. */
  anchors: number;
  firstHeadUs: number;
  lastHeadUs: number;
}

/** The words for people of a statement; only shown when its signature is good. */
export interface Said {
  centre: string;
  stay: string;
  requestedBy: string;
  approvedBy: string;
  recipientName: string;
}

export interface Verified {
  verdict: Verdict;
  reason?: Reason;
  object: string;
  /** Hex of the key that signed the release. */
  centreKey: string;
  keyCompared: boolean;
  said?: Said;
  streams: VerifiedStream[];
  /** Files of media that are encrypted: recordings of body checks. */
  sealed: number;
  files: number;
  fragments: number;
  bytes: number;
}
