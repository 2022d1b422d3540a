import { addedRoles } from '../access/may.ts';
import { roleAsked } from '../decisions/superior.ts';
import { type Task, taskId } from '../decisions/task.ts';
import type { PublishedEvent } from '../events/published.ts';
import { isConfirmed } from '../visits/status.ts';
import type { VisitCore } from '../visits/store.ts';
import type { Notice, NoticeKind } from './notice.ts';
import { authority, employersOf, type Party, poolUnions, schools, seated, speakerOf, speakers, union } from './parties.ts';

/**
 * Who is told of what happens to a visit. Pure: an event and the visit as it is now, which may have gone on. Questions and reminders
 * are told elsewhere (notify.ts, reminding.ts).
 */

/** That a party is told something, at once or with the next morning's digest. */
export interface Telling {
  party: Party;
  kind: NoticeKind;
  digest?: boolean;
  facts?: Notice['facts'];
  /** The question about which the party may do something. */
  task?: string;
}

/** Who answers a question. */
export const askedParty = ({ step, party }: Pick<Task, 'step' | 'party'>): Party => ({ role: roleAsked(step), id: party });

/** Who is added to a late question, as those who may then answer it. */
export const superiorParty = ({ step }: Pick<Task, 'step'>, id: string): Party => ({ role: addedRoles(step)[0]!, id });

type Told = Omit<Telling, 'party'>;
const to = (parties: Party[], told: Told): Telling[] => parties.map((party) => ({ party, ...told }));

/** What a party no longer needs to know once the visit's way has begun anew. */
const OF_ITS_EPOCH = new Set<NoticeKind>([
  ...(['union-approved', 'speaker-asked-elsewhere', 'employer-told', 'reserve-stepped-in', 'confirmed'] as const),
]);

/** Who is told of an event. One party is told one thing about it: what stands first. */
export function tellingsOf(event: PublishedEvent, core: VisitCore): Telling[] {
  const isPast = event.epoch < core.visit.epoch;
  const all = [...(RULES[event.type]?.(event, core) ?? []), ...recorded(event)];
  return all
    .filter(({ kind }) => !(isPast && OF_ITS_EPOCH.has(kind)))
    .filter(({ party }, i) => all.findIndex((other) => other.party.id === party.id && other.party.role === party.role) === i);
}

type Rule = (event: PublishedEvent, core: VisitCore) => Telling[];

const RULES: Partial<Record<PublishedEvent['type'], Rule>> = {
  requested: ({ by }, core) => (by?.role === 'school' ? [] : to(schools(core), { kind: 'requested-for-you' })),
  'union-approved': ({ data }, core) => [
    ...to(schools(core), { kind: 'union-approved', digest: true }),
    ...(data.seats ?? []).flatMap(({ seat, speaker }) => seatTaken(core, seat, speaker)),
  ],
  'reserve-stepped-in': ({ data }, core) => [
    ...to(schools(core), { kind: 'reserve-stepped-in', digest: true, facts: factsOf(data) }),
    ...seatTaken(core, data.seat, data.speaker),
  ],
  'employer-released': (event, core) => completed(event, core),
  'speaker-confirmed': (event, core) => completed(event, core),
  'school-confirmed': ({ by }, core) => [
    ...enteredFor(core, by),
    ...to([...schools(core), ...speakers(core)], { kind: 'confirmed' }),
    ...to(seated(core).flatMap(employersOf), { kind: 'confirmed' }),
    ...to([union(core), ...poolUnions(core), authority(core)], { kind: 'confirmed', digest: true }),
  ],
  'employer-declined': (event, core) => lost(event, core),
  'speaker-declined': (event, core) => lost(event, core),
  withdrawn: (event, core) => lost(event, core),
  'union-objected': (event, core) => lost(event, core),
  'step-expired': (event, core) => (core.visit.ended ? nothing(core) : lost(event, core)),
  'speaker-replaced': ({ data }, core) => [
    ...to(schools(core), { kind: 'replaced', facts: factsOf(data) }),
    ...(data.speaker === undefined ? [] : to([speakerOf(data.speaker)], { kind: 'confirmed' })),
    ...to(
      seated(core)
        .filter(({ seat }) => seat === data.seat)
        .flatMap(employersOf),
      { kind: 'employer-told' },
    ),
    ...(data.previous === undefined ? [] : to([speakerOf(data.previous)], { kind: 'not-needed' })),
  ],
  rescheduled: ({ data }, core) => [...moved(core, factsOf(data)), ...to(leftBehind(core), { kind: 'not-needed' })],
  shifted: ({ data }, core) => moved(core, factsOf(data)),
  cancelled: (_, core) => [
    ...to([...schools(core), union(core), ...asked(core)], { kind: 'cancelled' }),
    ...to([...poolUnions(core), authority(core)], { kind: 'cancelled', digest: true }),
  ],
  unmatched: (_, core) => nothing(core),
  'union-declined': (_, core) => nothing(core),
  'school-declined': (_, core) => (core.visit.ended ? nothing(core) : to(asked(core), { kind: 'not-needed' })),
  'not-held': (_, core) => [
    ...to(speakers(core), { kind: 'not-held' }),
    ...to([union(core), authority(core)], { kind: 'not-held', digest: true }),
  ],
  'handed-to-union': ({ data }, core) => [
    ...to(schools(core), { kind: 'handed-to-union' }),
    ...waiting(core, data.step, core.visit.school).map(
      (task): Telling => ({ party: { role: 'union', id: data.superior! }, kind: 'asked', task: taskId(task) }),
    ),
  ],
  'deadline-moved': ({ data }, core) =>
    waiting(core, data.step, data.party)
      .filter(({ seat }) => seat === data.seat)
      .flatMap((task) => to(answering(task), { kind: 'deadline-moved', task: taskId(task) })),
  'speaker-absent': ({ data }) =>
    data.speaker === undefined ? [] : to([speakerOf(data.speaker)], { kind: 'marked-absent', facts: factsOf(data) }),
  'absence-contested': ({ data }, core) => to([union(core)], { kind: 'absence-contested', facts: factsOf(data) }),
  'absence-settled': ({ data }, core) =>
    data.speaker === undefined
      ? []
      : to([speakerOf(data.speaker), ...schools(core)], { kind: 'absence-settled', facts: factsOf(data) }),
  objected: ({ data }, core) => to([union(core)], { kind: 'objected', facts: factsOf(data) }),
  stuck: (_, core) => to([union(core)], { kind: 'stuck' }),
  'statistics-submitted': (_, core) =>
    to([union(core), authority(core), ...speakers(core)], { kind: 'statistics-submitted', digest: true }),
};

/** The questions of a step that a party has not answered yet. */
const waiting = ({ visit, tasks }: VisitCore, step: string | undefined, party: string | undefined): Task[] =>
  tasks.filter((task) => task.state === 'open' && task.epoch === visit.epoch && task.step === step && task.party === party);

/** Who may answer a question: the party, and whoever was added to it. */
const answering = (task: Task): Party[] => [
  askedParty(task),
  ...(task.escalatedTo === undefined ? [] : [superiorParty(task, task.escalatedTo)]),
];

/** The school whose word the union entered hears how, and that it may object. */
const enteredFor = ({ visit }: VisitCore, by: PublishedEvent['by']): Telling[] =>
  by?.onBehalfOf?.party === visit.school
    ? to([{ role: 'school', id: visit.school }], { kind: 'confirmed', facts: { channel: by.onBehalfOf.channel } })
    : [];

/** Whom a question about a seat was put to; nobody for questions about the visit. */
function askedBy({ step, party }: Task): Party[] {
  if (step === 'employer-release') return [{ role: 'employer', id: party }];
  return step === 'speaker-confirmation' ? [speakerOf(party)] : [];
}

/** About whom a question was, in a seat. */
const aboutWhom = ({ speaker, party }: Task): string => speaker ?? party;

/** The people and employers who know of the visit: of who sits there who was asked, was told, or has said yes. */
function asked({ seats, tasks }: VisitCore): Party[] {
  return seats.flatMap(({ speaker, releases, speakerConfirmedAt }): Party[] => {
    if (speaker === undefined) return [];
    const told = releases.filter(({ need, releasedAt }) => need === 'notice' || releasedAt !== undefined);
    return [
      ...tasks.filter((task) => aboutWhom(task) === speaker).flatMap(askedBy),
      ...(speakerConfirmedAt === undefined ? [] : [speakerOf(speaker)]),
      ...told.map(({ employer }): Party => ({ role: 'employer', id: employer })),
    ];
  });
}

/** Who was asked, has not refused, and has no part in it any more. */
const leftBehind = ({ seats, tasks }: VisitCore): Party[] =>
  tasks
    .filter((task) => task.decision?.body.outcome !== 'decline' && !seats.some(({ speaker }) => speaker === aboutWhom(task)))
    .flatMap(askedBy);

/** Somebody takes a seat: an employer that need not be asked is told, and so is the union whose pool the speaker comes from. */
function seatTaken(core: VisitCore, seat: number | undefined, speaker: string | undefined): Telling[] {
  const taken = core.seats.find((each) => each.seat === seat && each.speaker === speaker);
  if (!taken) return [];
  const told = taken.releases
    .filter(({ need }) => need === 'notice')
    .map(({ employer }): Party => ({ role: 'employer', id: employer }));
  const owner = core.poolUnions?.get(taken.seat);
  return [
    ...to(told, { kind: 'employer-told' }),
    ...(owner === undefined || owner === core.visit.union
      ? []
      : to([{ role: 'union', id: owner }], { kind: 'speaker-asked-elsewhere', facts: { speaker: speaker! } })),
  ];
}

/** The last word that a line-up lacked, where the school has agreed already: now its speaker comes. */
function completed({ data }: PublishedEvent, core: VisitCore): Telling[] {
  const seat = core.seats.find((each) => each.seat === data.seat && each.speaker === data.speaker);
  if (!seat || !isConfirmed(core.visit, core.seats)) return [];
  return [
    ...to([speakerOf(seat.speaker!), ...employersOf(seat)], { kind: 'confirmed' }),
    ...to(schools(core), { kind: 'replaced', facts: factsOf(data) }),
  ];
}

/** Somebody does not come. Whoever had been asked about the same seat is told; the school at once, where it had agreed. */
function lost({ data, by, type }: PublishedEvent, core: VisitCore): Telling[] {
  const { visit, tasks } = core;
  if (visit.ended) return nothing(core);
  if (data.speaker === undefined) return [];
  const others = tasks.filter((task) => task.seat === data.seat && aboutWhom(task) === data.speaker).flatMap(askedBy);
  const own = by?.organisation ?? (by?.role === 'speaker' || type === 'speaker-declined' ? data.speaker : undefined);
  const facts = factsOf(data);
  const late = visit.schoolConfirmedAt !== undefined || visit.schoolAgreed !== undefined;
  return [
    ...to(
      others.filter(({ id }) => id !== own && id !== data.employer),
      { kind: 'not-needed', facts },
    ),
    ...to(schools(core), { kind: 'seat-lost', facts, digest: !late }),
    ...to([union(core), ...poolUnions(core)], { kind: 'seat-lost', facts, digest: !late }),
  ];
}

/** It comes to nothing: the school is told why and what would help, and whoever had been asked that it need not wait. */
function nothing(core: VisitCore): Telling[] {
  return [
    ...to(schools(core), { kind: 'came-to-nothing' }),
    ...to(asked(core), { kind: 'not-needed' }),
    ...to([union(core)], { kind: 'came-to-nothing', digest: true }),
  ];
}

/** Another time, for all who knew of the first. */
const moved = (core: VisitCore, facts: Notice['facts']): Telling[] => [
  ...to([...schools(core), union(core), ...asked(core)], { kind: 'moved', facts }),
  ...to(poolUnions(core), { kind: 'moved', facts, digest: true }),
];

/** The party for which somebody else entered an answer (代录) is told, and may object. */
function recorded({ by, data }: PublishedEvent): Telling[] {
  const word = by?.onBehalfOf;
  if (!word) return [];
  const role = data.speaker === word.party ? 'speaker' : data.employer === word.party ? 'employer' : 'school';
  return [{ party: { role, id: word.party }, kind: 'recorded-for-you', facts: { channel: word.channel } }];
}

/** Of an event's facts those that a sentence is filled with. */
function factsOf(data: PublishedEvent['data']): Notice['facts'] {
  const { seats: _, ...plain } = data;
  return Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)) as Notice['facts'];
}
