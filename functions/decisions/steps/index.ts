import type { Step } from '../../deadlines/policy.ts';
import type { Effects, HandOver, StepRule } from '../step-rule.ts';
import { clearance } from './clearance.ts';
import { employerRelease } from './employer-release.ts';
import { schoolConfirmation } from './school-confirmation.ts';
import { speakerConfirmation } from './speaker-confirmation.ts';
import { statistics } from './statistics.ts';
import { unionApproval } from './union-approval.ts';

/** The rule of every step. A step's body is checked by its own schema before its rule sees it. */
type Any = StepRule<{ outcome: string }, Effects | HandOver>;
export const steps: Record<Step, Any> = {
  'union-approval': unionApproval as Any,
  clearance: clearance as Any,
  'employer-release': employerRelease as Any,
  'speaker-confirmation': speakerConfirmation as Any,
  'school-confirmation': schoolConfirmation as Any,
  statistics: statistics as Any,
};
