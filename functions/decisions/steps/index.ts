import type { Step } from '../../deadlines/policy.ts';
import type { StepRule } from '../step-rule.ts';
import { employerRelease } from './employer-release.ts';
import { schoolConfirmation } from './school-confirmation.ts';
import { speakerConfirmation } from './speaker-confirmation.ts';
import { statistics } from './statistics.ts';
import { unionApproval } from './union-approval.ts';

/** The rule of every step. A step's body is checked by its own schema before its rule sees it. */
export const steps: Record<Step, StepRule<{ outcome: string }>> = {
  'union-approval': unionApproval as StepRule<{ outcome: string }>,
  'employer-release': employerRelease as StepRule<{ outcome: string }>,
  'speaker-confirmation': speakerConfirmation as StepRule<{ outcome: string }>,
  'school-confirmation': schoolConfirmation as StepRule<{ outcome: string }>,
  statistics: statistics as StepRule<{ outcome: string }>,
};
