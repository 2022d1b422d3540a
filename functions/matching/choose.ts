import type { Policy } from '../deadlines/policy.ts';
import type { Interval } from '../platform/schema.ts';
import { blocked, type Constraint } from './constraints.ts';
import { type Fact, heldTimes, months } from './diary.ts';
import { better, type Candidate, type RankedSlot } from './rank.ts';
import { requiredMissing, slotMissing } from './reasons.ts';
import type { MatchRequest, Reason } from './request.ts';
import { loadPart, type ScoreParts, total } from './score.ts';

/** A question to the caller: the loads of these speakers and their diaries of these months. */
export interface Need {
  speakers: string[];
  months: string[];
}

/** The answers, by speaker. Who has nothing may be left out. */
export type Facts = Map<string, Fact>;

/** A speaker with the points that explain the place on the shortlist. */
export interface Scored {
  speaker: string;
  total: number;
  parts: ScoreParts;
}

/** The slot in which every seat is filled. */
export interface Match {
  slot: Interval;
  /** With what was read about each, so that the hold is written on the version that was looked at. */
  seats: { seat: number; speaker: string; fact: Fact }[];
  /** Free speakers, the seated ones first, then the reserves, best first. */
  shortlist: Scored[];
  /** In their order; they are not held. */
  reserves: string[];
}

/** What came out, and for each slot that was passed over why, and what would help. */
export interface Choice {
  match?: Match;
  reasons: Reason[];
}

/** As many speakers at most are asked about at once. */
const LARGEST_BATCH = 32;

/** Seats are looked for to the end of the ranking, reserves only so many first batches deep: they are not worth reading a city. */
const BATCHES_FOR_RESERVES = 4;

/** What is known so far, so that a speaker who comes up for several slots is read once. */
type Known = Map<string, { months: Set<string>; fact: Fact }>;

function* learn(batch: Candidate[], monthKeys: string[], known: Known): Generator<Need, void, Facts> {
  const isKnown = (id: string) => monthKeys.every((key) => known.get(id)?.months.has(key));
  const speakers = batch.map(({ speaker }) => speaker.id).filter((id) => !isKnown(id));
  if (speakers.length === 0) return;
  const facts = yield { speakers, months: monthKeys };
  for (const id of speakers) {
    const before = known.get(id);
    const read = facts.get(id);
    const otherMonths = before?.fact.diaries.filter((diary) => !monthKeys.includes(diary.month)) ?? [];
    known.set(id, {
      months: new Set([...(before?.months ?? []), ...monthKeys]),
      fact: { diaries: [...otherMonths, ...(read?.diaries ?? [])], load: read?.load },
    });
  }
}

/** Goes down one slot's ranking until its seats and reserves are found. The load's points count among those who were read. */
function* search(request: MatchRequest, ranked: RankedSlot, policy: Policy, known: Known) {
  const { slot, candidates } = ranked;
  const seats = request.seats.length;
  const enough = seats * (1 + policy.reserves);
  const firstBatch = Math.max(policy.shortlist, enough);
  const monthKeys = months(heldTimes(request, slot, policy));
  const free: Candidate[] = [];
  const conflicts = new Map<string, Constraint>();
  let read = 0;
  let size = firstBatch;
  const goOn = () => free.length < seats || (free.length < enough && read < BATCHES_FOR_RESERVES * firstBatch);
  while (read < candidates.length && goOn()) {
    const batch = candidates.slice(read, read + size);
    yield* learn(batch, monthKeys, known);
    for (const candidate of batch) {
      const { speaker } = candidate;
      const { fact } = known.get(speaker.id)!;
      const conflict = blocked(speaker, request, slot, policy, fact);
      if (conflict) conflicts.set(speaker.id, conflict);
      else {
        const parts = { ...candidate.parts, load: loadPart(fact.load, speaker, policy, slot.start) };
        free.push({ ...candidate, parts, total: total(parts) });
      }
    }
    read += batch.length;
    size = Math.min(2 * size, Math.max(firstBatch, LARGEST_BATCH));
  }
  return { free: free.sort(better), conflicts };
}

function matchOf(request: MatchRequest, slot: Interval, policy: Policy, free: Candidate[], known: Known): Match {
  const openSeats = [...request.seats].sort((a, b) => a - b);
  const enough = openSeats.length * (1 + policy.reserves);
  return {
    slot,
    seats: openSeats.map((seat, i) => {
      const { id } = free[i]!.speaker;
      return { seat, speaker: id, fact: known.get(id)!.fact };
    }),
    shortlist: free
      .slice(0, Math.max(policy.shortlist, enough))
      .map(({ speaker, total, parts }) => ({ speaker: speaker.id, total, parts })),
    reserves: free.slice(openSeats.length, enough).map(({ speaker }) => speaker.id),
  };
}

/**
 * Chooses the first slot, in the school's order, that fills all seats, and who sits in them. It asks for diaries and loads in
 * batches from the top of the ranking and goes on with the answers; nothing is read for a slot that is too late or that a required
 * speaker cannot take. A required speaker has the wish's points, which outweigh all others, and so always takes the first open
 * seat. Source: design §3, "The way".
 */
export function* choose(request: MatchRequest, ranking: RankedSlot[], policy: Policy): Generator<Need, Choice, Facts> {
  const known: Known = new Map();
  const reasons: Reason[] = [];
  const add = (more: Reason[]) => {
    for (const reason of more) {
      if (!reasons.some((said) => JSON.stringify(said) === JSON.stringify(reason))) reasons.push(reason);
    }
  };
  for (const ranked of ranking) {
    const { required, slot } = ranked;
    if (!ranked.fits) add(slotMissing(ranked));
    else if (required?.failed) add(requiredMissing(required, required.failed, slot));
    else {
      const { free, conflicts } = yield* search(request, ranked, policy, known);
      const conflict = required && conflicts.get(required.id);
      if (conflict) add(requiredMissing(required, conflict, slot));
      else if (free.length < request.seats.length)
        add(slotMissing(ranked, { free: free.length, wanted: request.seats.length, conflicts: [...conflicts.values()] }));
      else return { match: matchOf(request, slot, policy, free, known), reasons };
    }
  }
  return { reasons };
}

/** Runs `choose` with a reader of diaries and loads. */
export async function chooseWith(
  read: (speakers: string[], months: string[]) => Promise<Facts>,
  request: MatchRequest,
  ranking: RankedSlot[],
  policy: Policy,
): Promise<Choice> {
  const choosing = choose(request, ranking, policy);
  let next = choosing.next();
  while (!next.done) next = choosing.next(await read(next.value.speakers, next.value.months));
  return next.value;
}
