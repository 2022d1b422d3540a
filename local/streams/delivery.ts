import type { Activity } from '../activity.ts';
import type { VirtualClock } from '../clock.ts';
import type { MappingModel } from '../template/model.ts';
import type { Progress } from './progress.ts';
import type { FailureMessage } from './records.ts';
import type { InvocationOutcome } from './response.ts';

export interface MappingDefinition extends MappingModel {
  /** Batches side by side, 1 to 10; each partition key stays in order. 1 by default. */
  readonly parallelizationFactor?: number;
}

/** What the lanes of a mapping share. */
export interface Delivery {
  readonly mapping: MappingDefinition;
  readonly clock: VirtualClock;
  readonly activity: Activity;
  readonly progress: Progress;
  readonly invoke: (functionName: string, event: object) => Promise<InvocationOutcome>;
  readonly onFailure: (mapping: MappingDefinition, message: FailureMessage) => void | Promise<void>;
}
