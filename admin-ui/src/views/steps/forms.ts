// SPDX-License-Identifier: Apache-2.0
// Which form does which step.
import type { ComponentType } from 'react';
import type { Step } from '../../api/types';
import { BelongingsStep } from './belongings';
import { CareStep } from './care';
import { DecideStep } from './decide';
import { DepartStep } from './depart';
import { ExitCheckStep } from './exit-check';
import { ExtendStep } from './extend';
import { InformationStep } from './information';
import { PlaceStep } from './place';
import { QuestionStep } from './question';
import { RegisterStep } from './register';
import { SafetyCheckStep } from './safety-check';
import type { StepProps } from './step-props';

export const stepForms: Record<Step, ComponentType<StepProps>> = {
  register: RegisterStep,
  safety_check: SafetyCheckStep,
  belongings: BelongingsStep,
  information: InformationStep,
  place: PlaceStep,
  question: QuestionStep,
  care: CareStep,
  extend: ExtendStep,
  decide: DecideStep,
  exit_check: ExitCheckStep,
  depart: DepartStep,
};
