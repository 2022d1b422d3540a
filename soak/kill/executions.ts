import { aws, pages } from './aws.ts';
import { counts } from './table.ts';

/** What an execution has done: how often it entered each state, how often a task failed, how often one was tried again. */
interface History {
  status: string;
  states: Record<string, number>;
  failures: number;
  retries: number;
}

/** By execution, `{visit} {epoch}-{run}`. */
export type Histories = Record<string, History | { status: string }>;

interface Event {
  type: string;
  stateEnteredEventDetails?: { name: string };
}

/**
 * Whether a question ends by its time-out or by the sweep, which comes a second earlier, is a matter of how busy the machine is;
 * these states lie on the one way only.
 */
const ON_ONE_WAY_ONLY = /: the time is over|: ask again|was silent/;

const call = (endpoint: string, action: string, body: object) => aws(endpoint, `AWSStepFunctions.${action}`, body);

/**
 * The executions of all visits. What a kill interrupts goes on where it was: no state is entered twice, nothing is tried again.
 * Branches run side by side and so in any order: states are counted. After a change of the visit its questions close and its
 * execution is stopped, whichever of the two reaches it first: of an execution of an epoch that has passed only counts that it is
 * over.
 * @param epochOf the present epoch of a visit
 */
export async function histories(
  endpoint: string,
  nameOf: (visit: string) => string,
  epochOf: (visit: string) => number,
): Promise<Histories> {
  const { stateMachines } = await call(endpoint, 'ListStateMachines', {});
  const found: Histories = {};
  for (const { stateMachineArn } of stateMachines) {
    const executions = await pages(async (nextToken) => {
      const page = await call(endpoint, 'ListExecutions', { stateMachineArn, maxResults: 1000, nextToken });
      return { items: page.executions as { name: string; executionArn: string; status: string }[], next: page.nextToken };
    });
    for (const { name, executionArn, status } of executions) {
      const [visit = '', epoch, run] = name.split('-');
      const isPast = Number(epoch) < epochOf(visit) && status !== 'RUNNING';
      found[`${nameOf(visit)} ${epoch}-${run}`] = isPast
        ? { status: 'over' }
        : { status, ...summary(await eventsOf(endpoint, executionArn)) };
    }
  }
  return found;
}

function eventsOf(endpoint: string, executionArn: string): Promise<Event[]> {
  return pages(async (nextToken) => {
    const body = { executionArn, maxResults: 1000, includeExecutionData: false, nextToken };
    const page = await call(endpoint, 'GetExecutionHistory', body);
    return { items: page.events, next: page.nextToken };
  });
}

function summary(events: Event[]): Omit<History, 'status'> {
  const count = (pattern: RegExp) => events.filter(({ type }) => pattern.test(type)).length;
  const entered = events.flatMap(({ stateEnteredEventDetails: state }) => (state ? [state.name] : []));
  return {
    states: counts(entered.filter((name) => !ON_ONE_WAY_ONLY.test(name))),
    failures: count(/Failed$/),
    retries: count(/^TaskScheduled$/) - count(/^TaskStateEntered$/),
  };
}
