import type { Json } from '../../demo/actor.ts';
import { type ChainEnd, firstBroken } from '../../functions/audit/chain.ts';
import { isoWeek, month } from '../../functions/deadlines/shanghai-time.ts';
import { weekAndMonth } from '../../functions/matching/diary.ts';
import { speakerOf } from './cast.ts';
import { placeOf, sameTime, slotOf, type Time, type VisitModel, withTravel } from './model.ts';
import type { Seen, SeenVisit } from './seen.ts';

/** What is held against what: the model, what was seen before the command and what is seen now. */
export interface Watch {
  models: VisitModel[];
  before: Seen;
  now: Seen;
  /** Everybody was refused. */
  refused: boolean;
}

/** Says what is wrong, each in a sentence. */
export type Invariant = (watch: Watch) => string[];

const each = (
  { models, now }: Watch,
  look: (visit: SeenVisit, model: VisitModel, which: string) => (string | false | undefined)[],
) =>
  models.flatMap((model, i) =>
    look(now.visits.get(model.id)!, model, `visit ${i + 1}`).filter((sentence): sentence is string => Boolean(sentence)),
  );

const oneOutcomeATask: Invariant = (watch) =>
  each(watch, ({ id, tasks }, _, which) =>
    tasks.flatMap((task) => {
      const before = watch.before.visits.get(id)?.tasks.find(({ sk }) => sk === task.sk);
      const answer = JSON.stringify([task.state, task.decision, task.result]);
      const supplied = before?.state === 'expired' && task.step === 'statistics' && task.state === 'decided';
      const name = `${task.sk} of ${which}`;
      return [
        before &&
        before.state !== 'open' &&
        !supplied &&
        answer !== JSON.stringify([before.state, before.decision, before.result])
          ? `${name} was ${before.state}, and is now ${answer}`
          : undefined,
        (task.state === 'open') === (task.result !== undefined) &&
          `${name} is ${task.state} with the result ${task.result?.outcome}`,
        (task.state === 'decided') !== (task.decision !== undefined && task.decision.body.outcome !== 'expired') &&
          `${name} is ${task.state} with the decision ${task.decision?.body.outcome}`,
      ];
    }),
  );

const noOverlapInAnyDiary: Invariant = ({ now }) =>
  [...now.holds].flatMap(([speaker, holds]) =>
    holds.flatMap((one, i) =>
      holds
        .slice(i + 1)
        .filter((other) => one.visit !== other.visit && one.start < other.end && other.start < one.end)
        .map((other) => `${speaker} is held from ${one.start} for ${one.visit} and from ${other.start} for ${other.visit}`),
    ),
  );

/** Whether a visit takes the time of those who sit in it. */
const takesTime = ({ core }: SeenVisit) => !core.ended || core.ended.status === 'closed';
const seated = ({ seats }: SeenVisit) => seats.filter(({ speaker }) => speaker !== undefined);

const everyHoldHasAReason: Invariant = (watch) => {
  const { now, models } = watch;
  const visits = [...now.visits.values()];
  const reasons = new Map(
    visits.filter(takesTime).flatMap((visit) =>
      seated(visit).map(({ seat, speaker }): [string, string] => {
        const { start, end } = withTravel(slotOf(visit)!);
        return [`${visit.id} ${seat} ${speaker} ${start} ${end}`, `visit ${models.findIndex(({ id }) => id === visit.id) + 1}`];
      }),
    ),
  );
  const held = [...now.holds].flatMap(([speaker, holds]) =>
    holds
      .filter(({ visit }) => now.visits.has(visit))
      .map(({ visit, seat, start, end }) => `${visit} ${seat} ${speaker} ${start} ${end}`),
  );
  return [
    ...held.filter((hold) => !reasons.has(hold)).map((hold) => `nothing is the reason of the hold ${hold}`),
    ...[...reasons].filter(([hold]) => !held.includes(hold)).map(([hold, which]) => `${which} lacks the hold ${hold}`),
    ...loadsOf(visits, now),
  ];
};

function loadsOf(visits: SeenVisit[], now: Seen): string[] {
  const expected = new Map<string, number>();
  for (const visit of visits.filter(takesTime)) {
    for (const { speaker } of seated(visit))
      for (const key of weekAndMonth(slotOf(visit)!.start))
        expected.set(`${speaker} ${key}`, (expected.get(`${speaker} ${key}`) ?? 0) + 1);
  }
  const counted = new Map(
    [...now.loads].flatMap(([speaker, counts]) => Object.entries(counts).map(([key, n]) => [`${speaker} ${key}`, n])),
  );
  const isOver = (name: string) => {
    const key = name.split(' ')[1]!;
    return key < (key.includes('W') ? isoWeek(now.now) : month(now.now));
  };
  return [...new Set([...expected.keys(), ...counted.keys()])]
    .filter((name) => !isOver(name) && (expected.get(name) ?? 0) !== (counted.get(name) ?? 0))
    .map((name) => `the load of ${name} is ${counted.get(name) ?? 0}, not ${expected.get(name) ?? 0}`);
}

const AGREED = ['confirmed', 'awaiting-statistics', 'closed'];
const covers = (hours: Time | undefined, slot: Time) =>
  hours !== undefined && hours.start <= slot.start && slot.end <= hours.end;

/** Whether the hours are working hours of a working day; the runs lie in years without holidays. */
function inWorkingHours({ start, end }: Time): boolean {
  const local = (instant: string) => new Date(Date.parse(instant) + 8 * 3_600_000);
  const hour = (date: Date) => date.getUTCHours() + date.getUTCMinutes() / 60;
  return local(start).getUTCDay() % 6 !== 0 && hour(local(start)) < 18 && hour(local(end)) > 8;
}

/** Where a seat should stand by what was said. */
function shouldBe(model: VisitModel, seat: SeenVisit['seats'][number], slot: Time): string {
  const place = placeOf(seat);
  if (!model.approved.has(place)) return 'proposed';
  const asked = inWorkingHours(slot) && !model.told.has(place) ? speakerOf(seat.speaker).employers : [];
  if (!asked.every((employer) => covers(model.releases.get(`${place} ${employer}`)?.time, slot))) return 'awaiting-release';
  return sameTime(model.speakers.get(place)?.time, slot) ? 'agreed' : 'awaiting-speaker';
}

const confirmedOnlyWhenAllAgreed: Invariant = (watch) =>
  each(watch, (visit, model, which) => {
    const slot = slotOf(visit);
    if (!slot || (visit.core.ended && visit.core.ended.status !== 'closed')) return [];
    const { status } = visit.view;
    const wrong = seated(visit).map((seat) => {
      const should = shouldBe(model, seat, slot);
      const is = visit.view.seats.find((one: Json) => one.seat === seat.seat).status;
      return is !== should && `seat ${seat.seat} of ${which} with ${seat.speaker} is ${is}, but by what was said ${should}`;
    });
    const allThere = seated(visit).length + visit.seats.filter(({ givenUp }) => givenUp).length === model.wish.speakersWanted;
    const all =
      allThere && seated(visit).every((seat) => shouldBe(model, seat, slot) === 'agreed') && model.schoolAgrees(visit);
    return [
      ...wrong,
      AGREED.includes(status) &&
        !all &&
        `${which} is ${status}, though not all agreed: ${model.schoolAgrees(visit) ? '' : 'the school did not'}`,
      !AGREED.includes(status) && all && !model.stuck && `${which} is ${status}, though all agreed`,
    ];
  });

const somethingGoesOn: Invariant = (watch) =>
  each(watch, ({ core, tasks, execution, ghosts }, model, which) => {
    const open = tasks.filter(({ state }) => state === 'open');
    const runs = execution.status === 'RUNNING';
    const waits = open.some(({ epoch }) => epoch === core.epoch) || execution.places.includes('The day of the visit');
    const ghostly = !model.mayHaveGhosts && ghosts.length > 0 && `old executions of ${which} run: ${ghosts}`;
    if (core.ended)
      return [
        ghostly,
        runs && !model.mayHaveGhosts && `${which} has ended, but runs`,
        open.length > 0 && `${which} has ended, but asks ${open[0]!.sk}`,
      ];
    if (model.stuck) return [runs && `${which} is stuck, but runs`];
    return [
      ghostly,
      !runs && `the execution of ${which} is ${execution.status}`,
      runs && !waits && `${which} waits for nobody, at ${execution.places}`,
    ];
  });

/** By the place where a workflow waits. */
const STATUS: Record<string, string> = {
  'Await union decision': 'awaiting-union',
  'Await employer release': 'awaiting-release',
  'Await speaker confirmation': 'awaiting-release',
  'Await school confirmation': 'awaiting-school',
  'The day of the visit': 'confirmed',
  'Await statistics': 'awaiting-statistics',
};

const statusIsThePlace: Invariant = (watch) =>
  each(watch, ({ core, view, execution: { places } }, model, which) => {
    const { status } = view;
    if (model.stuck || model.ended)
      return [
        status !== (model.ended ?? 'stuck') && !supplied(model, core) && `${which} is ${status}, not ${model.ended ?? 'stuck'}`,
      ];
    const fits = places.length > 0 && places.every((place) => STATUS[place] === status);
    return [!fits && `${which} is ${status}, but its workflow stands at ${places.join(', ') || 'its end'}`];
  });

/** Missing statistics may be supplied, also to say that the visit was not held. */
const supplied = ({ ended }: VisitModel, core: SeenVisit['core']) => ended === 'closed' && core.ended?.status === 'not-held';

const nothingOldHasAnEffect: Invariant = (watch) =>
  each(watch, ({ core, tasks, events }, _, which) => [
    ...tasks.map(
      ({ state, epoch, sk }) => state === 'open' && epoch !== core.epoch && `${sk} of ${which} is open in epoch ${core.epoch}`,
    ),
    ...events.map(
      (event, i) =>
        i > 0 &&
        event.epoch < events[i - 1]!.epoch &&
        `${event.type} of epoch ${event.epoch} of ${which} came after ${events[i - 1]!.type} of a later one`,
    ),
  ]);

const aRefusalChangesNothing: Invariant = (watch) =>
  !watch.refused
    ? []
    : [
        watch.before.books !== watch.now.books && 'a diary changed with a refusal',
        ...watch.models.map(
          ({ id }, i) =>
            watch.before.visits.get(id)?.text !== watch.now.visits.get(id)!.text && `visit ${i + 1} changed with a refusal`,
        ),
      ].filter((sentence): sentence is string => Boolean(sentence));

const everybodySeesTheSame: Invariant = (watch) =>
  each(watch, ({ id, core, view, unionView, timeline, tasks, events }, _, which) => {
    const seats = (one: Json) =>
      JSON.stringify([one.status, one.slot, one.seats.map(({ speakerId, status, round }: Json) => [speakerId, status, round])]);
    const shown = tasks.flatMap(({ party, state, sk, epoch }) => {
      const inbox = watch.now.inboxes.get(party)!.includes(`${id}.${sk.slice('TASK#'.length)}`);
      return [
        inbox !== (state === 'open' && epoch === core.epoch) &&
          `${party} ${inbox ? 'finds' : 'does not find'} ${sk} of ${which}, which is ${state}`,
      ];
    });
    return [
      ...shown,
      seats(view) !== seats(unionView) && `school and union see ${which} differently: ${seats(view)} ${seats(unionView)}`,
      timeline.length !== events.length &&
        `the timeline of ${which} has ${timeline.length} entries for ${events.length} events`,
    ];
  });

/** A speaker whom the school requires comes, or the visit does not go on; in the last hours the union may put in another one. */
const theRequiredSpeakerComes: Invariant = (watch) =>
  each(watch, ({ core, seats }, { wish, told, schoolsWord }, which) => {
    const excused = told.size > 0 || schoolsWord?.lineUp === 'whoever comes';
    const comes = seats.some(({ speaker }) => speaker === wish.speakerId);
    const missing = wish.speakerRequired && !core.ended && core.slot !== undefined && !excused && !comes;
    return [missing && `${which} goes on without ${wish.speakerId}, whom the school requires`];
  });

const theChainIsWhole: Invariant = (watch) =>
  each(watch, ({ core, events }, _, which) => {
    const broken = firstBroken(core as unknown as ChainEnd, events);
    return [broken && `event ${broken.n} of ${which} is ${broken.why} in its chain`];
  });

export const INVARIANTS: readonly Invariant[] = [
  ...[oneOutcomeATask, noOverlapInAnyDiary, everyHoldHasAReason, confirmedOnlyWhenAllAgreed, somethingGoesOn],
  ...[theRequiredSpeakerComes, theChainIsWhole],
  ...[statusIsThePlace, nothingOldHasAnEffect, aRefusalChangesNothing, everybodySeesTheSame],
];
