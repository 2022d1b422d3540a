import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Choice, type IChainable, Map as MapState, Pass, ProvideItems, TaskInput } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { type Asking, HumanStep, jsonata, kept, oneMore, RUN_IDS, retryFaults, when } from './human-step.ts';

export interface SeatFunctions extends Asking {
  nextReserve: IFunction;
}

/** More than a visit can have reserves. */
const MOST_RESERVES = 20;

/** What stays known of a seat from question to question. */
const SEAT = ['seat', 'round', 'employers', 'tries'];

/**
 * The seats side by side, one of a city's two ways: the employers are asked before the speaker, or after. What comes out says
 * whether every seat is agreed, and until when the school is asked then.
 */
export function eachSeat(scope: Construct, functions: SeatFunctions, speakerFirst = false): MapState {
  const item = (field: string) => jsonata(`$states.context.Map.Item.Value.${field}`);
  const seats = MapState.jsonata(scope, speakerFirst ? 'Each seat with the speaker first' : 'Each seat', {
    comment: speakerFirst ? '各席位同时进行（先征求本人意见）' : '各席位同时进行',
    items: ProvideItems.jsonata(jsonata('[$states.input.seats]')),
    itemSelector: {
      seat: item('seat'),
      round: item('round'),
      employers: jsonata('[$states.context.Map.Item.Value.employers]'),
      expiresAt: item('expiresAt'),
      tries: 0,
    },
    maxConcurrency: 6,
    outputs: jsonata(
      `$merge([${kept(['round', 'matchings'])}, { 'agreed': $count($states.result[agreed = false]) = 0, 'expiresAt': $sort([$states.result.expiresAt])[-1] }])`,
    ),
  });
  return seats.itemProcessor(oneSeat(scope, functions, speakerFirst));
}

/**
 * One seat: every employer whose hours are touched releases the speaker, and the speaker confirms. Where somebody does not, the
 * next approved reserve steps in, and is asked in turn.
 */
function oneSeat(scope: Construct, functions: SeatFunctions, speakerFirst: boolean): IChainable {
  // Names of states stand once in a machine.
  const name = (sentence: string) => (speakerFirst ? sentence.replace(/\??$/, ' in the other order$&') : sentence);
  const employers = MapState.jsonata(scope, name('Each employer'), {
    comment: '各所在单位同时进行',
    items: ProvideItems.jsonata(
      // A speaker who was asked first and has declined needs no release.
      jsonata(speakerFirst ? "[$states.input.outcome = 'confirm' ? $states.input.employers]" : '[$states.input.employers]'),
    ),
    itemSelector: {
      seat: jsonata('$states.input.seat'),
      round: jsonata('$states.input.round'),
      employer: jsonata('$states.context.Map.Item.Value'),
      expiresAt: jsonata('$states.input.expiresAt'),
    },
    maxConcurrency: 4,
    outputs: jsonata(
      `$merge([$states.input, { 'released': $count($states.result[outcome = 'release']) = $count([$states.input.employers]), 'expiresAt': $sort($append([$states.result.expiresAt], $states.input.expiresAt))[-1] }])`,
    ),
  });
  const release = new HumanStep(scope, {
    ...functions,
    name: name('Await employer release'),
    comment: '待所在单位支持',
    step: 'employer-release',
    about: 'employer',
    keeps: ['employer'],
  });
  release.ends(Pass.jsonata(scope, name('The employer was silent'), { comment: '单位逾期未答复' }));
  employers.itemProcessor(release.startState);

  const confirmation = new HumanStep(scope, {
    ...functions,
    name: name('Await speaker confirmation'),
    comment: '待劳模工匠本人确认',
    step: 'speaker-confirmation',
    about: 'seat',
    keeps: [...SEAT, 'released'],
  });

  const reserve = LambdaInvoke.jsonata(scope, name('Next reserve steps in'), {
    comment: '由下一位候补接替',
    lambdaFunction: functions.nextReserve,
    payload: TaskInput.fromObject({
      ...RUN_IDS,
      seat: jsonata('$states.input.seat'),
      round: jsonata('$states.input.round'),
    }),
    outputs: jsonata(`$merge([$states.result.Payload, { 'seat': $states.input.seat, 'tries': ${oneMore('tries')} }])`),
    retryOnServiceExceptions: false,
  });
  retryFaults(reserve);
  const again = Choice.jsonata(scope, name('Is there a reserve?'), { comment: '是否有候补' })
    .when(
      when(`$states.input.outcome = 'found' and $states.input.tries < ${MOST_RESERVES}`),
      speakerFirst ? confirmation.startState : employers,
      { comment: '有' },
    )
    .otherwise(
      Pass.jsonata(scope, name('The seat stays open'), {
        comment: '席位暂缺',
        outputs: jsonata("{ 'agreed': false, 'expiresAt': '' }"),
      }),
    );
  const settled = Choice.jsonata(scope, name('Has the seat agreed?'), { comment: '单位与本人是否都已同意' })
    .when(
      when("$states.input.outcome = 'confirm' and $states.input.released"),
      Pass.jsonata(scope, name('The seat is agreed'), {
        comment: '席位已落实',
        outputs: jsonata("{ 'agreed': true, 'expiresAt': $states.input.expiresAt }"),
      }),
      { comment: '都同意' },
    )
    .otherwise(reserve.next(again));
  if (speakerFirst) {
    confirmation.next(employers);
    employers.next(settled);
    return confirmation.startState;
  }
  employers.next(confirmation.startState);
  confirmation.next(settled);
  return employers;
}
