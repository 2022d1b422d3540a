import {
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListExecutionsCommand,
  SFNClient,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { SampleCity } from './sample-city.ts';

/** The executions of a city's visits, seen as an operator sees them: with the SDK, at the Step Functions endpoint. */
export class Executions {
  readonly #client: SFNClient;
  readonly #machine: string;

  constructor({ cloud }: SampleCity) {
    this.#client = new SFNClient({ ...cloud.aws, endpoint: cloud.stepFunctionsUrl });
    this.#machine = cloud.model.stateMachines[0]!.arn;
  }

  end(): void {
    this.#client.destroy();
  }

  /** Kills the execution that runs a visit. */
  async kill(visit: string): Promise<void> {
    for (const executionArn of await this.#of(visit, 'RUNNING')) {
      await this.#client.send(new StopExecutionCommand({ executionArn, error: 'Demonstration', cause: 'stopped by hand' }));
    }
  }

  /** What a visit costs on AWS: each state entered and each retry is a state transition, over all its executions. */
  async transitions(visit: string): Promise<number> {
    let count = 0;
    for (const executionArn of await this.#of(visit)) {
      const types = (await this.#history(executionArn)).map(({ type }) => type ?? '');
      const of = (pattern: RegExp) => types.filter((type) => pattern.test(type)).length;
      // A task is scheduled once when its state is entered, and once more for each retry.
      count += of(/StateEntered$/) + Math.max(0, of(/Scheduled$/) - of(/^TaskStateEntered$/));
    }
    return count;
  }

  async #of(visit: string, statusFilter?: 'RUNNING'): Promise<string[]> {
    const found: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await this.#client.send(
        new ListExecutionsCommand({ stateMachineArn: this.#machine, statusFilter, nextToken, maxResults: 1000 }),
      );
      found.push(
        ...(page.executions ?? []).flatMap(({ name, executionArn }) => (name?.startsWith(`${visit}-`) ? [executionArn!] : [])),
      );
      nextToken = page.nextToken;
    } while (nextToken);
    return found;
  }

  async #history(executionArn: string): Promise<HistoryEvent[]> {
    const events: HistoryEvent[] = [];
    let nextToken: string | undefined;
    do {
      const page = await this.#client.send(
        new GetExecutionHistoryCommand({ executionArn, includeExecutionData: false, maxResults: 1000, nextToken }),
      );
      events.push(...(page.events ?? []));
      nextToken = page.nextToken;
    } while (nextToken);
    return events;
  }
}
