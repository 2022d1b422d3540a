import type { Answer, Json } from '../../demo/actor.ts';
import type { Slot } from './calendar.ts';
import { type Cast, DRAWN_TOPIC, LEVEL } from './cast.ts';

/** Something that somebody does over HTTP; doing it twice must be as if it were done once. */
export interface Command {
  who: string;
  path: string;
  body: object;
  headers?: Record<string, string>;
}

/** What a story does when its turn comes, and from when on it goes on: at the next turn, if it does not say. */
export interface Turn {
  commands: Command[];
  until?: number;
}

/** A course of turns; each is answered with the answers to its commands. While it is told nobody else acts and nothing moves. */
export type Course = AsyncGenerator<Turn, void, Answer[]>;

/** One way that a visit can go. */
export interface Story {
  name: string;
  /** What the visit's status is when the story has been told. */
  ends: string;
  tell(visit: Telling): Course;
}

/** Reads as a person; what the stories look at before they act. */
export type Read = (who: string, path: string) => Promise<Json>;

/** Where a story is told. */
export interface Stage {
  /** Names this telling, the same in every run. */
  name: string;
  season: number;
  school: string;
  slot: Slot;
  /** Where a visit may move to. */
  evening: Slot;
  /** When the stories of the season are over; whoever wants to be open then acts shortly before. */
  end: number;
  cast: Cast;
  read: Read;
}

/** One telling of a story: what its people look at, and what they do, turn by turn. */
export class Telling {
  readonly stage: Stage;
  id = '';

  constructor(stage: Stage) {
    this.stage = stage;
  }

  /** The visit as the city's union sees it. */
  view(): Promise<Json> {
    return this.stage.read('union-city', `/v1/visits/${this.id}`);
  }

  /** The open task of a kind in somebody's inbox; there must be one. */
  async task(who: string, kind: string, seat?: number): Promise<Json> {
    const { tasks } = await this.stage.read(who, '/v1/tasks?status=open');
    const fits = (task: Json) => task.visitId === this.id && task.kind === kind && (seat === undefined || task.seat === seat);
    const found = tasks.find(fits);
    if (!found) throw new Error(`${who} has no open ${kind} in a visit that is ${(await this.view()).status}`);
    return found;
  }

  async decision(who: string, kind: string, body: object, seat?: number): Promise<Command> {
    return { who, path: `/v1/tasks/${(await this.task(who, kind, seat)).id}/decision`, body };
  }

  /** Whatever people do at the same turn. */
  async *does(...commands: Command[]): Course {
    yield { commands };
  }

  async *decides(who: string, kind: string, body: object, seat?: number): Course {
    yield* this.does(await this.decision(who, kind, body, seat));
  }

  async *declines(who: string, kind: string, more: object = {}): Course {
    yield* this.decides(who, kind, { outcome: 'decline', reasonCode: 'work', ...more });
  }

  /** Nothing is done until then. */
  async *waits(until: number | string): Course {
    yield { commands: [], until: typeof until === 'number' ? until : Date.parse(until) };
  }

  /** The school asks; the visit has its id from here on. */
  async *asks(wish: object): Course {
    const body = {
      activityType: 'lecture',
      mode: 'in-school',
      levels: [LEVEL],
      topics: [DRAWN_TOPIC],
      slots: [this.stage.slot],
      expectedStudents: 45,
      ...wish,
    };
    const headers = { 'idempotency-key': this.stage.name };
    const [answer] = yield { commands: [{ who: this.stage.school, path: '/v1/visits', body, headers }] };
    this.id = answer!.body.id;
  }

  /** The school asks for this speaker, whom it gets unless somebody declines. */
  async *asksFor(speakerId: string, more: object = {}): Course {
    yield* this.asks({ speakerId, ...more });
  }

  /** The school asks for this speaker or nobody; it need not confirm when it gets just that. */
  async *insistsOn(speakerId: string, more: object = {}): Course {
    yield* this.asks({ speakerId, speakerRequired: true, ...more });
  }

  async *unionApproves(choice: object = {}): Course {
    const { union } = await this.view();
    yield* this.decides(union, 'union-approval', { outcome: 'approve', reserves: [], ...choice });
  }

  /** Every employer that is asked releases. */
  async *employersRelease(): Course {
    const commands: Command[] = [];
    for (const { seat, status, releases } of (await this.view()).seats) {
      if (status !== 'awaiting-release') continue;
      for (const { employerId, need, releasedAt } of releases) {
        if (need !== 'required' || releasedAt !== undefined) continue;
        commands.push(await this.decision(employerId, 'employer-release', { outcome: 'release' }, seat));
      }
    }
    if (commands.length > 0) yield { commands };
  }

  /** Every speaker who is asked confirms. */
  async *speakersConfirm(): Course {
    const commands: Command[] = [];
    for (const { seat, status, speakerId } of (await this.view()).seats) {
      if (status !== 'awaiting-speaker') continue;
      commands.push(await this.decision(speakerId, 'speaker-confirmation', { outcome: 'confirm' }, seat));
    }
    yield { commands };
  }

  async *seatsAgree(): Course {
    yield* this.employersRelease();
    yield* this.speakersConfirm();
  }

  async *schoolConfirms(): Course {
    yield* this.decides(this.stage.school, 'school-confirmation', { outcome: 'confirm' });
  }

  /** Everybody agrees. */
  async *isAgreed(choice: object = {}): Course {
    yield* this.unionApproves(choice);
    yield* this.seatsAgree();
    yield* this.schoolConfirms();
  }

  /** The day comes and goes. */
  async *isOver(): Course {
    yield* this.waits((await this.view()).slot.end);
  }

  async *submits(): Course {
    const { slot, seats, expectedStudents } = await this.view();
    yield* this.decides(this.stage.school, 'statistics', this.statistics(slot, seats, expectedStudents));
  }

  /** What the school says about a visit that went as agreed. */
  statistics(slot: Slot, seats: Json[], students: number): object {
    return {
      outcome: 'submit',
      actualStart: slot.start,
      actualEnd: slot.end,
      speakersPresent: seats.map(({ speakerId }) => speakerId),
      schools: [{ schoolId: this.stage.school, directStudents: students }],
      indirectAudience: 120,
      media: ['示例日报'],
      costYuan: 86.5,
    };
  }

  /** The visit takes place, and the school submits the statistics. */
  async *isHeld(): Course {
    yield* this.isOver();
    yield* this.submits();
  }

  /** Somebody changes the visit: cancels it, moves it and the like. */
  async *changes(who: string, change: string, body: object = {}): Course {
    const headers = { 'idempotency-key': `${this.stage.name}-${change}` };
    yield* this.does({ who, path: `/v1/visits/${this.id}/${change}`, body: { reasonCode: 'other', ...body }, headers });
  }
}
