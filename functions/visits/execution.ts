import { DescribeExecutionCommand, SFNClient, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { env } from '../platform/env.ts';
import { Code } from '../platform/schema.ts';

/** Which execution: ids only, so that histories hold no personal data. */
export const Run = z.object({ city: Code, visit: Code, epoch: z.int(), run: z.int() });
export type Run = z.infer<typeof Run>;

let client: SFNClient | undefined;
const stepFunctions = () => {
  client ??= new SFNClient({});
  return client;
};

/** `{visit}-{epoch}-{run}`: starting the same one twice starts it once. */
const nameOf = ({ visit, epoch, run }: Run) => `${visit}-${epoch}-${run}`;
const arnOf = (run: Run) => `${env('VISIT_MACHINE_ARN').replace(':stateMachine:', ':execution:')}:${nameOf(run)}`;

/** Sends a command; `answer` is the name of the exception that is an answer rather than a fault. */
async function unless<T>(answer: string, send: () => Promise<T>): Promise<T | undefined> {
  try {
    return await send();
  } catch (error) {
    if ((error as Error).name === answer) return undefined;
    throw error;
  }
}

export const startExecution = (run: Run) =>
  unless('ExecutionAlreadyExists', () =>
    stepFunctions().send(
      new StartExecutionCommand({ stateMachineArn: env('VISIT_MACHINE_ARN'), name: nameOf(run), input: JSON.stringify(run) }),
    ),
  );

export const stopExecution = (run: Run, cause: string) =>
  unless('ExecutionDoesNotExist', () =>
    stepFunctions().send(new StopExecutionCommand({ executionArn: arnOf(run), error: 'Superseded', cause })),
  );

/** RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED, or undefined when it was never started. */
export async function executionStatus(run: Run): Promise<string | undefined> {
  const found = await unless('ExecutionDoesNotExist', () =>
    stepFunctions().send(new DescribeExecutionCommand({ executionArn: arnOf(run) })),
  );
  return found?.status;
}
