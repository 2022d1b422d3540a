import { stillFits } from '../deadlines/due.ts';
import type { Policy } from '../deadlines/policy.ts';
import type { WorkingDays } from '../deadlines/working-days.ts';
import type { Instant, Interval } from '../platform/schema.ts';
import type { Speaker } from '../talent/speaker.ts';
import { type Constraint, demandOf, evaluate, firstFailed, suits, suitsSlot } from './constraints.ts';
import type { MatchRequest } from './request.ts';
import { lot, profileParts, type ScoreParts, total } from './score.ts';
import { coverage, indexTopics, type TopicIndex } from './topics.ts';

/** A city's pool, prepared once and matched against many times. */
export interface Roster {
  /** In the order of their ids, so that nothing depends on the order in which they were read. */
  speakers: Speaker[];
  topics: TopicIndex;
}

/** A speaker with the points for a request, and the lot that decides between equals. */
export interface Candidate {
  speaker: Speaker;
  /** In the roster. */
  place: number;
  parts: ScoreParts;
  total: number;
  lot: number;
}

/** How many speakers failed at each constraint, each counted at the first one only. */
export type Failed = Partial<Record<Constraint, number>>;

/** Who can be asked for one slot as far as the profiles tell, best first. */
export interface RankedSlot {
  slot: Interval;
  /**
   * The steps before a visit still keep their minimum (加急); a slot for which they do not has no candidates. One that is agreed
   * already is tried as long as it has not come.
   */
  fits: boolean;
  candidates: Candidate[];
  failed: Failed;
  /** The speaker without whom the visit does not take place, if the school requires one. */
  required?: RequiredSpeaker | undefined;
}

/** A required speaker and the first constraint that fails. One who is not in the pool has no name here and fails 'status'. */
export interface RequiredSpeaker {
  id: string;
  name: string;
  failed: Constraint | undefined;
}

/** Prepares a pool. `topicNames` are the Chinese names of the catalogue's topic codes: then codes and free text find each other. */
export function prepare(speakers: Speaker[], topicNames: Record<string, string> = {}): Roster {
  const sorted = [...speakers].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { speakers: sorted, topics: indexTopics(sorted, topicNames) };
}

/** Higher score first; between equals the higher load part, then the lot. */
export const better = (a: Candidate, b: Candidate): number =>
  b.total - a.total || b.parts.load - a.parts.load || a.lot - b.lot || a.place - b.place;

const count = (failed: Failed, constraint: Constraint) => {
  failed[constraint] = (failed[constraint] ?? 0) + 1;
};

/** The slots to try, in the school's order of wish. Agreed seats keep theirs. */
const slotsOf = (request: MatchRequest) => (request.fixedSlot ? [request.fixedSlot] : request.slots);

function requiredAt(slot: Interval, request: MatchRequest, roster: Roster, ...rules: [Policy, Instant, WorkingDays]) {
  const id = request.speakerId;
  if (!request.speakerRequired || id === undefined) return undefined;
  const speaker = roster.speakers.find((it) => it.id === id);
  if (!speaker) return { id, name: id, failed: 'status' } satisfies RequiredSpeaker;
  return { id, name: speaker.name, failed: evaluate(speaker, request, slot, ...rules)[0] };
}

/**
 * Ranks a pool for each slot by everything that needs no diary. Diaries are then read from the top only (see `choose`). The pool
 * is walked once for all slots, because walking it in another order than it lies in memory costs more than the rules do. Source:
 * design §8, "score first, read diaries only as needed".
 */
export function rank(request: MatchRequest, roster: Roster, policy: Policy, now: Instant, days: WorkingDays): RankedSlot[] {
  const size = roster.speakers.length;
  const covered = coverage(request.topics, roster.topics, size);
  const slots = slotsOf(request).map((slot) => ({
    slot,
    fits: request.fixedSlot ? now < slot.start : stillFits(now, slot.start, policy),
    demand: demandOf(request, slot, policy, now, days),
    able: new Uint8Array(size),
    failed: {} as Failed,
  }));
  const failedAnyway: Failed = {};
  const suitable: Candidate[] = [];
  for (const [place, speaker] of roster.speakers.entries()) {
    const failed = firstFailed(suits, speaker, request);
    if (failed) {
      count(failedAnyway, failed);
      continue;
    }
    const parts = profileParts(speaker, request, covered[place]!);
    suitable.push({ speaker, place, parts, total: total(parts), lot: lot(request.visit, speaker.id) });
    for (const slot of slots) {
      const failedThen = firstFailed(suitsSlot, speaker, slot.demand);
      if (failedThen) count(slot.failed, failedThen);
      else slot.able[place] = 1;
    }
  }
  suitable.sort((a, b) => b.total - a.total || a.lot - b.lot || a.place - b.place);
  return slots.map(({ slot, fits, able, failed }) => ({
    slot,
    fits,
    candidates: fits ? suitable.filter(({ place }) => able[place] === 1) : [],
    failed: { ...failedAnyway, ...failed },
    required: requiredAt(slot, request, roster, policy, now, days),
  }));
}
