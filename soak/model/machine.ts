import { DescribeExecutionCommand, GetExecutionHistoryCommand, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { Cloud } from '../../local/cloud.ts';

/** Those in which others run. */
const CONTAINERS = new Set(
  ['Each seat', 'Each employer'].concat('Each seat with the speaker first', 'Each employer in the other order'),
);

/** An execution: running, over, or never begun; and the states in which it waits. */
export interface Execution {
  status: string | undefined;
  places: string[];
}

/** The executions of visits, by their names `{visit}-{epoch}-{run}`, seen at the Step Functions endpoint. */
export class Machine {
  readonly #client: SFNClient;
  readonly #arn: string;

  constructor(cloud: Cloud) {
    this.#client = new SFNClient({ ...cloud.aws, endpoint: cloud.stepFunctionsUrl });
    this.#arn = cloud.model.stateMachines[0]!.arn.replace(':stateMachine:', ':execution:');
  }

  end(): void {
    this.#client.destroy();
  }

  async execution(name: string): Promise<Execution> {
    const status = await this.status(name);
    return { status, places: status === 'RUNNING' ? await this.#places(name) : [] };
  }

  async status(name: string): Promise<string | undefined> {
    try {
      return (await this.#client.send(new DescribeExecutionCommand({ executionArn: `${this.#arn}:${name}` }))).status;
    } catch (error) {
      if ((error as Error).name === 'ExecutionDoesNotExist') return undefined;
      throw error;
    }
  }

  async stop(name: string): Promise<void> {
    const cause = 'stopped by hand';
    await this.#client.send(new StopExecutionCommand({ executionArn: `${this.#arn}:${name}`, error: 'Model', cause }));
  }

  async #places(name: string): Promise<string[]> {
    const inside = new Map<string, number>();
    let nextToken: string | undefined;
    do {
      const page = await this.#client.send(
        new GetExecutionHistoryCommand({
          ...{ executionArn: `${this.#arn}:${name}`, includeExecutionData: false, maxResults: 1000, nextToken },
        }),
      );
      for (const { stateEnteredEventDetails: entered, stateExitedEventDetails: exited } of page.events ?? []) {
        const state = (entered ?? exited)?.name;
        if (state) inside.set(state, (inside.get(state) ?? 0) + (entered ? 1 : -1));
      }
      nextToken = page.nextToken;
    } while (nextToken);
    return [...inside].filter(([state, times]) => times > 0 && !CONTAINERS.has(state)).map(([state]) => state);
  }
}
