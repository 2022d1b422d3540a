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
export const when = (condition: string) => Condition.jsonata(jsonata(condition));

/** What identifies the visit; executions are started with these ids. */
export const VISIT_IDS = {
  city: jsonata('$states.context.Execution.Input.city'),
  visit: jsonata('$states.context.Execution.Input.visit'),
  epoch: jsonata('$states.context.Execution.Input.epoch'),
};
export const RUN_IDS = { ...VISIT_IDS, run: jsonata('$states.context.Execution.Input.run') };

/** So often a question may find that its date was moved, before the execution gives way to the next run. */
const MOST_TURNS = 50;

/** One more than a counter of the input, which begins at nothing. */
export const oneMore = (counter: string) => `$sum([$states.input.${counter}, 1])`;

/** These fields of the input, for what comes after. */
export const kept = (fields: string[]) => `{ ${fields.map((field) => `'${field}': $states.input.${field}`).join(', ')} }`;

/** Faults of a function, not its answers: tried again for about ten minutes before the execution gives up. */
export const retryFaults = (task: LambdaInvoke) =>
  task.addRetry({ errors: ['States.TaskFailed'], interval: Duration.seconds(5), backoffRate: 2, maxAttempts: 7 });

export interface HumanStepProps extends Asking {
  /** The state's sentence: "Await union decision"; and how the people say it. */
  name: string;
  comment: string;
  /** The step's code in the policy, and what a question of it is about: its ids then stand in the input. */
  step: string;
  about: 'visit' | 'seat' | 'employer';
  /** The fields of the input that are still needed after the answer. */
  keeps: string[];
}

/**
 * Asks a person and waits: hides tokens, time-outs and expiry. The question travels as the input: what it is about, and when it
 * expires. It waits with a task token until then; `expire` says what silence means, or that the date was moved and the question is
 * asked again. What comes out is the answer, with what the step keeps.
 */
export class HumanStep {
  readonly #ask: LambdaInvoke;
  readonly #again: Choice;

  constructor(scope: Construct, props: HumanStepProps) {
    const { name, comment, step, about, keeps, ask, expire } = props;
    const left = `$floor(($toMillis($states.input.expiresAt) - $toMillis($states.context.State.EnteredTime)) / 1000) + 1`;
    const question = {
      step,
      seat: about === 'visit' ? 0 : jsonata('$states.input.seat'),
      round: jsonata('$states.input.round'),
      ...(about === 'employer' && { employer: jsonata('$states.input.employer') }),
    };
    const answered = (result: string) => `$merge([${kept(keeps)}, ${result}])`;
    this.#ask = LambdaInvoke.jsonata(scope, name, {
      comment,
      lambdaFunction: ask,
      integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
      payload: TaskInput.fromObject({ ...RUN_IDS, ...question, token: jsonata('$states.context.Task.Token') }),
      taskTimeout: Timeout.jsonata(jsonata(`$max([60, ${left}])`)),
      outputs: jsonata(answered('$states.result')),
      retryOnServiceExceptions: false,
    });
    retryFaults(this.#ask);
    const result = '$states.result.Payload';
    const over = LambdaInvoke.jsonata(scope, `${name}: the time is over`, {
      comment: `${comment}：期限已到`,
      lambdaFunction: expire,
      payload: TaskInput.fromObject({ ...VISIT_IDS, ...question }),
      outputs: jsonata(
        `{ 'answer': ${answered(result)}, 'question': $merge([$states.input, { 'expiresAt': ${result}.expiresAt, 'turn': ${oneMore('turn')} }]) }`,
      ),
      retryOnServiceExceptions: false,
    });
    retryFaults(over);
    const notYet = `$states.input.answer.outcome = 'not-yet'`;
    this.#again = Choice.jsonata(scope, `${name}: ask again?`, {
      comment: `${comment}：期限是否有变`,
      outputs: jsonata('$states.input.answer'),
    })
      .when(when(`${notYet} and $states.input.question.turn < ${MOST_TURNS}`), this.#ask, {
        comment: '期限已改，继续等待',
        outputs: jsonata('$states.input.question'),
      })
      .when(
        when(notYet),
        Fail.jsonata(scope, `${name}: moved too often`, { error: 'TooManyTurns', cause: 'the next run goes on' }),
      );
    this.#ask.addCatch(over.next(this.#again), { errors: ['States.Timeout'], outputs: jsonata('$states.input') });
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
