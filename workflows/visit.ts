import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Choice, DefinitionBody, Fail, QueryLanguage, Succeed, TaskInput, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { HumanStep, jsonata, oneMore, RUN_IDS, retryFaults, when } from './human-step.ts';
import { eachSeat, type SeatFunctions } from './seat.ts';

export interface VisitFunctions extends SeatFunctions {
  match: IFunction;
}

/** More rounds than any policy allows; the match itself ends a visit long before. */
const MOST_MATCHINGS = 20;

/** What stays known of the visit from question to question. */
const VISIT = ['round', 'matchings'];

/**
 * The way of a visit (design §3): match, the union approves, each seat is released and confirmed, the school confirms, the day,
 * the statistics. Cancelling, moving and the like have no branches here: they stop this execution and, where needed, start the
 * next, whose first step finds out what still holds.
 */
export function visitDefinition(scope: Construct, functions: VisitFunctions): DefinitionBody {
  const over = Succeed.jsonata(scope, 'The visit is over', { comment: '结束' });
  const step = (name: string, comment: string, code: string) =>
    new HumanStep(scope, { ...functions, name, comment, step: code, about: 'visit', keeps: VISIT });

  const match = LambdaInvoke.jsonata(scope, 'Match speakers', {
    comment: '匹配劳模工匠；有变动后从此处接续',
    lambdaFunction: functions.match,
    payload: TaskInput.fromObject(RUN_IDS),
    outputs: jsonata(`$merge([$states.result.Payload, { 'matchings': ${oneMore('matchings')} }])`),
    retryOnServiceExceptions: false,
  });
  retryFaults(match);
  const union = step('Await union decision', '待工会审批', 'union-approval');
  const clearance = step('Await clearance', '待教育部门审核进校内容', 'clearance');
  const seats = eachSeat(scope, functions);
  const seatsSpeakerFirst = eachSeat(scope, functions, true);
  const school = step('Await school confirmation', '待学校确认', 'school-confirmation');
  const day = Wait.jsonata(scope, 'The day of the visit', {
    comment: '等待活动举办',
    time: WaitTime.timestamp(jsonata('$states.input.end')),
  });
  const statistics = step('Await statistics', '待填报统计', 'statistics');

  const again = Choice.jsonata(scope, 'May the union be asked again?', { comment: '是否还可再次匹配' })
    .when(when(`$states.input.matchings < ${MOST_MATCHINGS}`), match, { comment: '可以' })
    .otherwise(
      Fail.jsonata(scope, 'Asked the union too often', {
        error: 'TooManyRounds',
        cause: 'more rounds than any policy allows',
      }),
    );

  /** A choice that leads to the seats once speakers are approved, by the city's way. */
  const toTheSeats = (choice: Choice, yes = '已批准') =>
    choice
      .when(when("$states.input.next = 'employers-first'"), seats, { comment: yes })
      .when(when("$states.input.next = 'speaker-first'"), seatsSpeakerFirst, { comment: `${yes}，本市先征求本人意见` });
  const afterSeats = Choice.jsonata(scope, 'Has every seat agreed?', { comment: '各席位是否都已落实' })
    .when(when('$states.input.agreed'), school.startState, { comment: '都已落实' })
    .otherwise(again);

  match.next(
    toTheSeats(
      Choice.jsonata(scope, 'Where does the visit stand?', { comment: '进行到哪一步' }).when(
        when("$states.input.outcome = 'found'"),
        union.startState,
        { comment: '已找到人选' },
      ),
    )
      .when(when("$states.input.next = 'clearance'"), clearance.startState, { comment: '已批准，须审核进校内容' })
      .when(when("$states.input.outcome = 'agreed'"), school.startState, { comment: '各席位都已落实' })
      .when(when("$states.input.outcome = 'confirmed'"), day, { comment: '学校已确认' })
      .otherwise(over),
  );
  union.next(
    toTheSeats(Choice.jsonata(scope, 'Did the union approve?', { comment: '工会是否批准' }))
      .when(when("$states.input.next = 'clearance'"), clearance.startState, { comment: '已批准，须审核进校内容' })
      .when(when("$states.input.outcome = 'confirmed'"), day, { comment: '临近活动仍未审批，由其余人员举行' })
      .otherwise(over),
  );
  clearance.next(
    toTheSeats(Choice.jsonata(scope, 'Was the content cleared?', { comment: '审核是否通过' }), '通过')
      .when(when("$states.input.outcome = 'decline'"), again, { comment: '未通过，另选' })
      .when(when("$states.input.outcome = 'confirmed'"), day, { comment: '临近活动仍未审核，由其余人员举行' })
      .otherwise(over),
  );
  seats.next(afterSeats);
  seatsSpeakerFirst.next(afterSeats);
  school.next(
    Choice.jsonata(scope, 'Did the school confirm?', { comment: '学校是否确认' })
      .when(when("$states.input.outcome = 'confirm'"), day, { comment: '确认' })
      .when(when("$states.input.outcome = 'decline' and $states.input.scope = 'speakers'"), again, { comment: '希望换人' })
      .otherwise(over),
  );
  day.next(statistics.startState);
  statistics.next(over);

  return DefinitionBody.fromChainable(match);
}

export const queryLanguage = QueryLanguage.JSONATA;
