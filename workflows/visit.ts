import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  Choice,
  Condition,
  DefinitionBody,
  Fail,
  Map as MapState,
  Pass,
  ProvideItems,
  QueryLanguage,
  Succeed,
  TaskInput,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { type Asking, expiresAt, HumanStep, jsonata, RUN_IDS, retryFaults } from './human-step.ts';
import { eachSeat } from './seat.ts';

export interface VisitFunctions extends Asking {
  match: IFunction;
}

/** More rounds than any policy allows; the match itself ends a visit long before. */
const MOST_ROUNDS = 20;

const when = (condition: string) => Condition.jsonata(jsonata(condition));
const choice = (scope: Construct, name: string) => Choice.jsonata(scope, name);

/**
 * The way of a visit (design §3): match, the union approves, each seat is released and confirmed, the school confirms, the day,
 * the statistics. Cancelling and rescheduling have no branches here: they stop this execution and, where needed, start the next.
 */
export function visitDefinition(scope: Construct, functions: VisitFunctions): DefinitionBody {
  const over = Succeed.jsonata(scope, 'The visit is over');
  const tooManyRounds = Fail.jsonata(scope, 'Asked the union too often', {
    error: 'TooManyRounds',
    cause: 'more rounds than any policy allows',
  });
  const variables = (answer: string) => ({ answer, deadline: 'deadline', turn: 'turn' });
  const whole = { seat: 0, round: jsonata('$matchRound') };

  const begin = Pass.jsonata(scope, 'Begin', { assign: { matchRound: 0, turn: 0 } });

  const match = LambdaInvoke.jsonata(scope, 'Match speakers', {
    lambdaFunction: functions.match,
    payload: TaskInput.fromObject({ ...RUN_IDS, round: jsonata('$matchRound + 1') }),
    assign: {
      proposal: jsonata('$states.result.Payload'),
      deadline: jsonata(expiresAt('$states.result.Payload')),
      matchRound: jsonata('$matchRound + 1'),
    },
    retryOnServiceExceptions: false,
  });
  retryFaults(match);

  const union = new HumanStep(scope, {
    ...functions,
    name: 'Await union decision',
    question: { step: 'union-approval', ...whole },
    variables: variables('union'),
  });

  const seats = MapState.jsonata(scope, 'Each seat', {
    items: ProvideItems.jsonata(jsonata('[$union.seats]')),
    maxConcurrency: 6,
    assign: {
      allAgreed: jsonata('$count($states.result[agreed = false]) = 0'),
      deadline: jsonata('$sort([$states.result.expiresAt])[-1]'),
    },
  });
  seats.itemProcessor(eachSeat(scope, functions));

  const school = new HumanStep(scope, {
    ...functions,
    name: 'Await school confirmation',
    question: { step: 'school-confirmation', ...whole },
    variables: variables('school'),
  });

  const day = Wait.jsonata(scope, 'The day of the visit', { time: WaitTime.timestamp(jsonata('$school.end')) });

  const statistics = new HumanStep(scope, {
    ...functions,
    name: 'Await statistics',
    question: { step: 'statistics', ...whole },
    variables: variables('statistics'),
  });

  const again = choice(scope, 'May the union be asked again?')
    .when(when(`$matchRound < ${MOST_ROUNDS}`), match)
    .otherwise(tooManyRounds);

  begin.next(match);
  match.next(choice(scope, 'Was somebody found?').when(when(`$proposal.outcome = 'found'`), union.startState).otherwise(over));
  union.next(choice(scope, 'Did the union approve?').when(when(`$union.outcome = 'approve'`), seats).otherwise(over));
  seats.next(choice(scope, 'Has every seat agreed?').when(when('$allAgreed'), school.startState).otherwise(again));
  school.next(
    choice(scope, 'Did the school confirm?')
      .when(when(`$school.outcome = 'confirm'`), day)
      .when(when(`$school.outcome = 'decline' and $school.scope = 'speakers'`), again)
      .otherwise(over),
  );
  day.next(statistics.startState);
  statistics.next(over);

  return DefinitionBody.fromChainable(begin);
}

export const queryLanguage = QueryLanguage.JSONATA;
