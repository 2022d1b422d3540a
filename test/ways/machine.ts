import type { Json } from '../../demo/actor.ts';
import type { SampleCity } from '../../demo/sample-city.ts';

/** One call of the Step Functions endpoint, as its SDK makes it. */
export async function stepFunctions(city: SampleCity, action: string, body: object): Promise<Json> {
  const answer = await fetch(city.cloud.stepFunctionsUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AWSStepFunctions.${action}` },
    body: JSON.stringify(body),
  });
  if (answer.status !== 200) throw new Error(`${action}: ${await answer.text()}`);
  return answer.json();
}

/** The executions of a visit, the first run first. */
export async function executionsOf(city: SampleCity, visit: string): Promise<Json[]> {
  const { stateMachines } = await stepFunctions(city, 'ListStateMachines', {});
  const found: Json[] = [];
  for (const { stateMachineArn } of stateMachines) {
    const { executions } = await stepFunctions(city, 'ListExecutions', { stateMachineArn, maxResults: 1000 });
    found.push(...executions.filter(({ name }: Json) => name.startsWith(`${visit}-`)));
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The history of a visit's latest execution. */
export async function historyOf(city: SampleCity, visit: string): Promise<Json[]> {
  const { executionArn } = (await executionsOf(city, visit)).at(-1);
  const { events, nextToken } = await stepFunctions(city, 'GetExecutionHistory', { executionArn, maxResults: 1000 });
  if (nextToken) throw new Error('the history has more than one page');
  return events;
}

/** State transitions as AWS bills them: every state entered, and every retry. */
export async function transitionsOf(city: SampleCity, visit: string): Promise<number> {
  const types = (await historyOf(city, visit)).map(({ type }) => type as string);
  const count = (wanted: (type: string) => boolean) => types.filter(wanted).length;
  const retries = count((type) => type === 'TaskScheduled') - count((type) => type === 'TaskStateEntered');
  return count((type) => type.endsWith('StateEntered')) + retries;
}

/** Those in which others run. */
const CONTAINERS = [
  ...['Each seat', 'Each employer'],
  ...['Each seat with the speaker first', 'Each employer in the other order'],
];

/** The states in which a visit's latest execution waits now; none when it is over. */
async function placesOf(city: SampleCity, visit: string): Promise<string[]> {
  const inside = new Map<string, number>();
  for (const event of await historyOf(city, visit)) {
    const { name } = event.stateEnteredEventDetails ?? event.stateExitedEventDetails ?? {};
    if (name) inside.set(name, (inside.get(name) ?? 0) + (event.stateEnteredEventDetails ? 1 : -1));
    if (event.type.startsWith('Execution') && event.type !== 'ExecutionStarted') return [];
  }
  return [...inside].filter(([name, times]) => times > 0 && !CONTAINERS.includes(name)).map(([name]) => name);
}

const STATUS: Record<string, string> = {
  'Await union decision': 'awaiting-union',
  'Await clearance': 'awaiting-release',
  'Await employer release': 'awaiting-release',
  'Await speaker confirmation': 'awaiting-release',
  'Await employer release in the other order': 'awaiting-release',
  'Await speaker confirmation in the other order': 'awaiting-release',
  'Await school confirmation': 'awaiting-school',
  'The day of the visit': 'confirmed',
  'Await statistics': 'awaiting-statistics',
};

const OVER = ['closed', 'unmatched', 'declined', 'expired', 'not-held'];

/**
 * A visit's status as the city's union reads it. It is derived from what was agreed, so it is held here against the place at
 * which the workflow waits.
 * @throws when they differ
 */
export async function standing(city: SampleCity, visit: string): Promise<string> {
  const { status } = await city.person('union-city').visit(visit);
  const places = await placesOf(city, visit);
  const fits = OVER.includes(status)
    ? places.length === 0
    : places.length > 0 && places.every((name) => STATUS[name] === status);
  if (!fits) throw new Error(`${visit} is ${status}, but its workflow stands at ${places.join(', ') || 'its end'}`);
  return status;
}
