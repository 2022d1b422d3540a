import type { Json } from '../../demo/actor.ts';
import type { School } from './cast.ts';
import { lineUpOf, type SeenVisit } from './seen.ts';
import type { Item } from './world.ts';

export interface Time {
  start: string;
  end: string;
}
export const sameTime = (a: Time | undefined, b: Time | undefined) =>
  a !== undefined && a.start === b?.start && a.end === b.end;
/** A speaker in a seat, until another one sits there. */
export const placeOf = ({ seat, round, speaker }: Item) => `${seat}.${round}.${speaker}`;
export const slotOf = ({ core }: SeenVisit): Time | undefined => core.slot && { start: core.slot.start, end: core.slot.end };

/** Somebody's yes: to which time, and in answer to which task. */
export interface Word {
  time: Time;
  task: string;
}

/** What the school has agreed to. */
export interface SchoolsWord extends Word {
  /** Whoever comes: somebody fell out in the last hours, and the school's word stands. */
  lineUp: string | 'whoever comes';
}

/**
 * A visit as the model knows it: who has said yes to what. It learns from the answers that people get, and of the system only who
 * sits where; what follows from that, the invariants work out.
 */
export class VisitModel {
  readonly id: string;
  readonly school: School;
  readonly wish: { speakerId?: string; speakerRequired: boolean; speakersWanted: number };
  /** The first of the times that the school itself has asked for. */
  schoolsFirst: Time | undefined;
  /** Places that the union approved. */
  approved = new Set<string>();
  /** Those whom the union approved as reserves. */
  reserves = new Set<string>();
  /** Per place the time to which the speaker said yes. */
  speakers = new Map<string, Word>();
  /** Per place and employer the hours that it released. */
  releases = new Map<string, Word>();
  /** Places whose employers are told and not asked. */
  told = new Set<string>();
  schoolsWord: SchoolsWord | undefined;
  /** How many executions of this epoch were killed. */
  deaths = 0;
  stuck = false;
  ended: string | undefined;
  /** A stop was never heard of, so that old executions may still run. */
  mayHaveGhosts = false;

  constructor(id: string, school: School, wish: VisitModel['wish'], first: Time) {
    this.id = id;
    this.school = school;
    this.wish = wish;
    this.schoolsFirst = first;
  }

  /** What was said about somebody who does not sit there any more is void; a reserve who stepped in was approved before. */
  follow(now: SeenVisit): void {
    const places = new Set(now.seats.filter(({ speaker }) => speaker !== undefined).map(placeOf));
    const forget = (kept: Set<string> | Map<string, unknown>) => {
      for (const name of [...kept.keys()]) if (!places.has(name.split(' ')[0]!)) kept.delete(name);
    };
    for (const kept of [this.approved, this.speakers, this.releases, this.told]) forget(kept);
    const stepped = now.events.filter(({ type }) => type === 'reserve-stepped-in');
    for (const seat of now.seats) {
      const filled = stepped.some(({ sk }) => sk.endsWith(`#${seat.seat}#${seat.round}`));
      if (filled && this.reserves.has(seat.speaker)) this.approved.add(placeOf(seat));
    }
    if (now.core.ended) this.ended ??= now.core.ended.status;
  }

  /** A decision that was taken: `task` as it was asked, `before` the visit then. */
  decided(task: Json, body: Json, before: SeenVisit, now: SeenVisit): void {
    const seat = before.seats.find(({ seat }) => seat === task.seat);
    const place = seat ? placeOf(seat) : '';
    const word = { time: slotOf(before)!, task: task.id as string };
    if (body.outcome === 'approve') this.#approved(body, before, now);
    if (body.outcome === 'release') this.releases.set(`${place} ${task.party}`, { ...word, time: withTravel(word.time) });
    if (body.outcome === 'confirm' && task.seat > 0) this.speakers.set(place, word);
    if (body.outcome === 'confirm' && task.seat === 0) this.schoolsWord = { ...word, lineUp: lineUpOf(before.seats) };
    if (body.scope !== 'speakers') return;
    this.schoolsWord = undefined;
    this.reserves.clear();
  }

  #approved(body: Json, before: SeenVisit, now: SeenVisit): void {
    const open = before.view.seats.filter(({ status }: Json) => status === 'proposed');
    for (const [i, { seat }] of open.entries()) {
      const [was, there] = [before, now].map(({ seats }) => seats.find((each) => each.seat === seat));
      const chosen = body.speakers?.[i] ?? was?.speaker;
      // Where days have passed since, others may sit there by now, whom nobody has approved.
      if (there?.speaker !== undefined && there.speaker === chosen && there.round <= was!.round + 1)
        this.approved.add(placeOf(there));
    }
    this.reserves = new Set(body.reserves ?? before.view.reserves);
  }

  /** The school has agreed to these people at this time, or has asked for just that and nothing is left to say. */
  schoolAgrees(visit: SeenVisit): boolean {
    const slot = slotOf(visit);
    const word = this.schoolsWord;
    const { speakerId, speakerRequired, speakersWanted } = this.wish;
    if (word && sameTime(word.time, slot) && ['whoever comes', lineUpOf(visit.seats)].includes(word.lineUp)) return true;
    const named = speakerRequired && speakersWanted === 1 && visit.seats[0]?.speaker === speakerId;
    return named && sameTime(this.schoolsFirst, slot);
  }

  /** Whether somebody's word rests on the answer to this task. */
  rests({ id }: { id: string }): boolean {
    return [...this.speakers.values(), ...this.releases.values(), this.schoolsWord].some((word) => word?.task === id);
  }

  /** The word that rests on this task is void; the school's own stands for those who come now. */
  objected({ id }: { id: string }, before: SeenVisit): void {
    this.newEpoch();
    for (const words of [this.speakers, this.releases])
      for (const [name, { task }] of words) if (task === id) words.delete(name);
    if (this.schoolsWord?.task === id) this.schoolsWord = undefined;
    if (this.schoolsWord) this.schoolsWord.lineUp = lineUpOf(before.seats);
  }

  /** A new epoch: the old executions and their deaths are history. */
  newEpoch(): void {
    this.deaths = 0;
    this.stuck = false;
  }
}

const TRAVEL = 3_600_000;

/** The visit's hours with the way there and back: what a release covers when it names no hours. */
export const withTravel = ({ start, end }: Time): Time => ({
  start: new Date(Date.parse(start) - TRAVEL).toISOString(),
  end: new Date(Date.parse(end) + TRAVEL).toISOString(),
});
