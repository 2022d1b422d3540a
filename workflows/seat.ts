import { Choice, Condition, type IChainable, Map as MapState, Pass, ProvideItems } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { type Asking, HumanStep, jsonata } from './human-step.ts';

const agreement = (result: string) =>
  `{ 'agreed': ${result}.outcome = 'confirm', 'expiresAt': $exists(${result}.expiresAt) ? ${result}.expiresAt : '' }`;

/**
 * One seat: every employer whose hours are touched releases the speaker, then the speaker confirms. It puts out whether the seat
 * is agreed. Its input is one of the union's `seats`: { seat, round, employers, expiresAt }.
 */
export function eachSeat(scope: Construct, functions: Asking): IChainable {
  const employers = MapState.jsonata(scope, 'Each employer', {
    items: ProvideItems.jsonata(jsonata('[$states.input.employers]')),
    itemSelector: {
      seat: jsonata('$states.input.seat'),
      round: jsonata('$states.input.round'),
      employer: jsonata('$states.context.Map.Item.Value'),
      expiresAt: jsonata('$states.input.expiresAt'),
    },
    maxConcurrency: 4,
    assign: {
      seat: jsonata('$states.input'),
      released: jsonata(`$count($states.result[outcome = 'release']) = $count([$states.input.employers])`),
      seatDeadline: jsonata('$sort($append([$states.result.expiresAt], $states.input.expiresAt))[-1]'),
      seatTurn: 0,
    },
  });
  employers.itemProcessor(eachEmployer(scope, functions));

  const confirmation = new HumanStep(scope, {
    ...functions,
    name: 'Await speaker confirmation',
    question: { step: 'speaker-confirmation', seat: jsonata('$seat.seat'), round: jsonata('$seat.round') },
    variables: { answer: 'confirmation', deadline: 'seatDeadline', turn: 'seatTurn' },
    output: agreement,
  });
  confirmation.ends(Pass.jsonata(scope, 'The speaker was silent'));

  const open = Pass.jsonata(scope, 'The seat is open again', { outputs: jsonata("{ 'agreed': false, 'expiresAt': '' }") });
  return employers.next(
    Choice.jsonata(scope, 'Did every employer release?')
      .when(Condition.jsonata(jsonata('$released')), confirmation.startState)
      .otherwise(open),
  );
}

function eachEmployer(scope: Construct, functions: Asking): IChainable {
  const begin = Pass.jsonata(scope, 'Ask one employer', {
    assign: { question: jsonata('$states.input'), employerDeadline: jsonata('$states.input.expiresAt'), employerTurn: 0 },
  });
  const release = new HumanStep(scope, {
    ...functions,
    name: 'Await employer release',
    question: {
      step: 'employer-release',
      seat: jsonata('$question.seat'),
      round: jsonata('$question.round'),
      employer: jsonata('$question.employer'),
    },
    variables: { answer: 'release', deadline: 'employerDeadline', turn: 'employerTurn' },
  });
  release.ends(Pass.jsonata(scope, 'The employer was silent'));
  return begin.next(release.startState);
}
