import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  Choice,
  Condition,
  Fail,
  type IChainable,
  IntegrationPattern,
  type State,
  TaskInput,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';

/** The functions that every step of a person needs. */
export interface Asking {
  ask: IFunction;
  expire: IFunction;
}

/** A JSONata expression. */
export const jsonata = (expression: string) => `{% ${expression} %}`;

/** What identifies the visit; executions are started with these ids and carry nothing else. */
export const VISIT_IDS = {
  city: jsonata('$states.context.Execution.Input.city'),
  visit: jsonata('$states.context.Execution.Input.visit'),
  epoch: jsonata('$states.context.Execution.Input.epoch'),
};
export const RUN_IDS = { ...VISIT_IDS, run: jsonata('$states.context.Execution.Input.run') };

/** So often a question may find that its date was moved, before the execution gives way to the next run. */
const MOST_TURNS = 50;

/** What a function that answers `expiresAt` or nothing leaves for the next question. */
export const expiresAt = (result: string) => `$exists(${result}.expiresAt) ? ${result}.expiresAt : ''`;

/** Faults of a function, not its answers: tried again for about ten minutes before the execution gives up. */
export const retryFaults = (task: LambdaInvoke) =>
  task.addRetry({ errors: ['States.TaskFailed'], interval: Duration.seconds(5), backoffRate: 2, maxAttempts: 7 });

export interface HumanStepProps extends Asking {
  /** The state's sentence: "Await union decision". */
  name: string;
  /** The step's code in the policy, and expressions for what the question is about. */
  question: { step: string; seat: string | number; round: string; employer?: string };
  /** Variables of this scope: the answer, the instant at which the question expires, and a counter that must begin at 0. */
  variables: { answer: string; deadline: string; turn: string };
  /** What the step's last state puts out, as an expression of the answer `RESULT`; without it the answer itself. */
  output?: (result: string) => string;
}

/**
 * Asks a person and waits: hides tokens, time-outs and expiry. The question waits with a task token until its deadline; then
 * `expire` says what silence means, or that the date was moved and the question is asked again.
 */
export class HumanStep {
  readonly #ask: LambdaInvoke;
  readonly #again: Choice;

  constructor(scope: Construct, props: HumanStepProps) {
    const { name, question, variables, ask, expire, output = (result) => result } = props;
    const { answer, deadline, turn } = variables;
    const left = `$floor(($toMillis($${deadline}) - $toMillis($states.context.State.EnteredTime)) / 1000) + 1`;
    this.#ask = LambdaInvoke.jsonata(scope, name, {
      lambdaFunction: ask,
      integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
      payload: TaskInput.fromObject({ ...RUN_IDS, ...question, token: jsonata('$states.context.Task.Token') }),
      taskTimeout: Timeout.jsonata(jsonata(`$max([60, ${left}])`)),
      outputs: jsonata(output('$states.result')),
      assign: { [answer]: jsonata('$states.result'), [deadline]: jsonata(expiresAt('$states.result')) },
      retryOnServiceExceptions: false,
    });
    retryFaults(this.#ask);
    const over = LambdaInvoke.jsonata(scope, `${name}: the time is over`, {
      lambdaFunction: expire,
      payload: TaskInput.fromObject({ ...VISIT_IDS, ...question }),
      outputs: jsonata(output('$states.result.Payload')),
      assign: {
        [answer]: jsonata('$states.result.Payload'),
        [deadline]: jsonata(expiresAt('$states.result.Payload')),
        [turn]: jsonata(`$${turn} + 1`),
      },
      retryOnServiceExceptions: false,
    });
    retryFaults(over);
    const notYet = `$${answer}.outcome = 'not-yet'`;
    this.#again = Choice.jsonata(scope, `${name}: ask again?`)
      .when(Condition.jsonata(jsonata(`${notYet} and $${turn} < ${MOST_TURNS}`)), this.#ask)
      .when(
        Condition.jsonata(jsonata(notYet)),
        Fail.jsonata(scope, `${name}: moved too often`, { error: 'TooManyTurns', cause: 'the next run goes on' }),
      );
    this.#ask.addCatch(over.next(this.#again), { errors: ['States.Timeout'] });
  }

  get startState(): State {
    return this.#ask;
  }

  /** Goes on once the answer is there, whichever way it came. */
  next(then: IChainable): void {
    this.#ask.next(then);
    this.#again.otherwise(then);
  }

  /** The answer ends this branch; `end` stands for the end on the way through a time-out. */
  ends(end: IChainable): void {
    this.#again.otherwise(end);
  }
}
