// SPDX-License-Identifier: Apache-2.0
// Placement as a step of the stay.
import { PlaceForm } from '../place-form';
import { type StepProps, stayOf } from './step-props';

export function PlaceStep({ detail, onDone }: StepProps) {
  return <PlaceForm stay={{ ...stayOf(detail), roomId: detail.tile.room?.id }} onDone={onDone} />;
}
