import type { Answer, Json } from '../../demo/actor.ts';
import { SCHOOLS } from './cast.ts';
import type { Command } from './commands.ts';
import { VisitModel } from './model.ts';
import type { Seen, SeenVisit } from './seen.ts';
import type { Item, World } from './world.ts';

/** A visit is asked for at most so often in one run. */
const MOST_VISITS = 7;

/** A task as it was asked, with its id on the wire. */
export type Asked = Item & { id: string };
export interface Decision {
  who: string;
  task: Asked;
  body: Json;
  /** Who sat there then. */
  speaker?: string | undefined;
}

/** What a command did: what the model learns from it once everything is quiet, and what is wrong already. */
export interface Done {
  says: string;
  /** Every answer was a refusal: then nothing may have changed. */
  refused?: boolean;
  wrong?: string[];
  /** May say what is wrong by what was learnt. */
  learn?: (now: Seen) => string[] | undefined;
}

/** One run: the visits as the model knows them, and all that was seen last. */
export class Tale {
  readonly world: World;
  readonly models: VisitModel[] = [];
  seen: Seen = { ...{ now: '', books: '' }, visits: new Map(), holds: new Map(), loads: new Map(), inboxes: new Map() };
  last: Decision | undefined;
  /** What a union entered for others. */
  readonly recorded: Decision[] = [];

  constructor(world: World) {
    this.world = world;
  }

  /** A visit of the run, counted round: of those that are open, as long as there are some; none before one was asked for. */
  model(number: number): VisitModel | undefined {
    const open = this.models.filter(({ ended }) => ended === undefined);
    const from = open.length > 0 ? open : this.models;
    return from[number % Math.max(1, from.length)];
  }

  seenOf(model: VisitModel): SeenVisit {
    return this.seen.visits.get(model.id)!;
  }

  /** The tasks of a visit in an order that is the same in every run. */
  tasksOf(model: VisitModel, wanted: (task: Item, visit: SeenVisit) => boolean): Asked[] {
    const visit = this.seenOf(model);
    return visit.tasks
      .filter((task) => wanted(task, visit))
      .map((task) => ({ ...task, id: `${model.id}.${task.sk.slice('TASK#'.length)}` }))
      .sort((a, b) => (a.sk < b.sk ? -1 : 1));
  }

  /** An open question: of the visit that is meant, or of the next one that has any. */
  openTask({ visit, a }: Command, wanted = (_: Item) => true): { model: VisitModel; task: Asked } | undefined {
    for (let i = 0; i < this.models.length; i++) {
      const model = this.models[(visit + i) % this.models.length]!;
      const isOpen = (task: Item, { core }: SeenVisit) => task.state === 'open' && task.epoch === core.epoch && wanted(task);
      const open = this.tasksOf(model, isOpen);
      if (open.length > 0) return { model, task: open[a % open.length]! };
    }
    return undefined;
  }

  async ask({ visit, a, b }: Command): Promise<Done> {
    if (this.models.length === MOST_VISITS) return { says: 'nobody asks for more' };
    const school = SCHOOLS[visit % SCHOOLS.length]!;
    const { slots, wish } = wishOf(this.world, a, b);
    const body = this.world.city.request({ levels: ['primary-upper'], slots, ...wish });
    const answer = await this.world.post(school.id, '/v1/visits', body);
    if (answer.status === 201) {
      this.models.push(new VisitModel(answer.body.id, school, { speakerRequired: false, ...wish }, slots[0]!));
    }
    const which = answer.status === 201 ? `visit ${this.models.length}` : 'a visit';
    return {
      says: `${school.id} asks for ${which} ${JSON.stringify({ slots, ...wish })}: ${told(answer)}`,
      wrong: definite(answer),
    };
  }
}

/** Day after the run's first, and hours: some overlap, some do so with the way there, one is a Sunday, one is urgent. */
const SLOTS = [
  ...[[8, '14:00', '15:30'] as const, [8, '15:00', '16:30'] as const, [8, '16:00', '17:00'] as const],
  ...[[8, '09:00', '10:30'] as const, [9, '14:00', '15:30'] as const, [13, '14:00', '15:30'] as const],
  ...[[2, '14:00', '15:30'] as const, [15, '10:00', '11:30'] as const],
];
export function slotAt(world: World, number: number): { start: string; end: string } {
  const [days, from, to] = SLOTS[number % SLOTS.length]!;
  return { start: world.at(days, from), end: world.at(days, to) };
}

function wishOf(world: World, a: number, b: number) {
  const slots = [slotAt(world, a), ...(b % 3 === 2 ? [slotAt(world, a + 4)] : [])];
  const speakerId = `speaker-00${[1, 2, 3, 4, 6][b % 5]}`;
  return { slots, wish: { speakersWanted: 1 + (a % 2), ...(b > 2 && { speakerId }), ...(b > 8 && { speakerRequired: true }) } };
}

/** An answer in a word. */
export const told = ({ status, body }: Answer): string =>
  status < 300
    ? `${status}`
    : `${status} ${body?.type ?? ''} ${(body?.errors ?? []).map(({ path, code }: Json) => `${path}:${code}`)}`.trim();

/** Whatever the weather, one is told yes, no, or to come again. */
export const definite = (answer: Answer): string[] =>
  answer.status < 500 ? [] : [`somebody was answered ${told(answer)} ${JSON.stringify(answer.body)}`];
