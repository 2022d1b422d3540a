import type { SampleCity } from '../../demo/sample-city.ts';
import { type Task, taskId } from '../../functions/decisions/task.ts';
import type { Agenda } from './agenda.ts';
import type { Chance } from './chance.ts';
import { answer, planFor } from './people.ts';
import { schoolsOf } from './schools.ts';
import type { Table } from './table.ts';

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

/** A question as it was seen: when it was found closed, it had been closed for no longer than since the look before. */
export interface SeenTask {
  task: Task;
  visitStart: string;
  openUntil: number;
  closedBy: number;
  /** When silence passed it on to another organisation: whoever was asked before is not reminded any more. */
  passedOn: number;
}

/** The visits of a year, each going its way by chance. */
export class Lives {
  /** By the id of the task. */
  readonly tasks = new Map<string, SeenTask>();
  readonly visits: string[] = [];
  readonly #city: SampleCity;
  readonly #agenda: Agenda;
  readonly #chance: Chance;
  /** What becomes of a visit hangs on it alone, so that a seed brings the same year in whichever order things are seen. */
  readonly #chances = new Map<string, Chance>();
  readonly #table: Table;
  #lookedAt = new Map<string, number>();

  constructor(city: SampleCity, agenda: Agenda, chance: Chance, table: Table) {
    this.#city = city;
    this.#agenda = agenda;
    this.#chance = chance;
    this.#table = table;
  }

  /** Plans so many requests between two instants. */
  plan(visits: number, begin: number, end: number): void {
    const schools = schoolsOf();
    for (let i = 0; i < visits; i++) {
      const school = this.#chance.of(schools);
      const chance = this.#chance.branch();
      this.#agenda.add(begin + this.#chance.draw() * (end - begin), undefined, () => this.#request(school, chance));
    }
    for (let at = begin; at < end; at += 3 * DAY) {
      const chance = this.#chance.branch();
      this.#agenda.add(at + this.#chance.draw() * DAY, undefined, () => this.#absence(chance));
    }
  }

  async #request(school: string, chance: Chance): Promise<void> {
    const days = 6 + chance.below(40);
    const hour = 8 + chance.below(9);
    const at = (hours: number) => `${String(hours).padStart(2, '0')}:00`;
    const slots = [this.#city.slot(days, at(hour), at(hour + 1)), this.#city.slot(days + 3, at(hour), at(hour + 1))];
    const body = this.#city.request({ slots, speakersWanted: chance.draw() < 0.15 ? 2 : 1 });
    const { status, body: said } = await this.#city.person(school).post('/v1/visits', body);
    if (status !== 201) throw new Error(`${school} asked in vain: ${JSON.stringify(said)}`);
    const id = said.id as string;
    this.visits.push(id);
    this.#chances.set(id, chance);
    const change = chance.draw();
    const when = this.#city.now() + chance.draw() * days * DAY;
    if (change < 0.04) this.#agenda.add(when, id, () => this.#change(school, id, 'cancel', {}));
    else if (change < 0.08) {
      const later = [this.#city.slot(days + 7, at(hour), at(hour + 1))];
      this.#agenda.add(this.#city.now() + chance.draw() * 5 * DAY, id, () =>
        this.#change(school, id, 'reschedule', { slots: later }),
      );
    }
    this.#agenda.add(this.#city.now() + MINUTE, id, async () => {});
  }

  async #change(school: string, id: string, name: string, body: object): Promise<void> {
    const { status, body: said } = await this.#city
      .person(school)
      .post(`/v1/visits/${id}/${name}`, { reasonCode: 'other', ...body });
    if (status >= 500) throw new Error(`${name} of ${id}: ${JSON.stringify(said)}`);
  }

  /** Somebody of a union lets a colleague stand in for some days. */
  async #absence(chance: Chance): Promise<void> {
    const organisation = chance.of(['union-donghu', 'union-xihu', 'union-city', 'union-qingshanhu']);
    const until = new Date(this.#city.now() + (1 + chance.below(5)) * DAY).toISOString();
    const body = { organisation, role: 'union', to: `person-${organisation}-2`, until };
    const { status, body: said } = await this.#city
      .person(organisation)
      .post(`/v1/people/person-${organisation}/delegations`, body);
    if (status >= 500) throw new Error(`absence of ${organisation}: ${JSON.stringify(said)}`);
  }

  /** Sees where a visit stands, and lets those who are asked make up their minds. */
  async look(id: string): Promise<void> {
    const now = this.#city.now();
    const { visit, tasks } = await this.#table.visit(id);
    const before = this.#lookedAt.get(id) ?? 0;
    this.#lookedAt.set(id, now);
    for (const task of tasks) {
      const seen = this.tasks.get(taskId(task));
      if (!seen) this.#meet(task, visit.slot?.start ?? task.expiresAt);
      else if (seen.closedBy === Number.POSITIVE_INFINITY && task.state !== 'open') {
        const at = task.decision && Date.parse(task.decision.at);
        Object.assign(seen, { task, openUntil: at ?? before, closedBy: at ?? now });
      } else {
        // Passed on to somebody else, it has a new date.
        if (task.expiresAt !== seen.task.expiresAt) this.#await(task);
        if (task.passedOn && !seen.task.passedOn) seen.passedOn = Date.parse(seen.task.expiresAt);
        seen.task = task;
      }
    }
    if (visit.ended || tasks.some(({ state }) => state === 'open')) return;
    // Nobody is asked: the day of the visit is awaited.
    const next = visit.slot && Date.parse(visit.slot.end) > now ? Date.parse(visit.slot.end) : now + 6 * HOUR;
    this.#agenda.add(next + MINUTE, id, async () => {});
  }

  #meet(task: Task, visitStart: string): void {
    const isOpen = task.state === 'open';
    const closed = task.decision ? Date.parse(task.decision.at) : this.#city.now();
    const seen: SeenTask = {
      ...{ task, visitStart },
      openUntil: isOpen ? Number.POSITIVE_INFINITY : closed,
      closedBy: isOpen ? Number.POSITIVE_INFINITY : closed,
      passedOn: Number.POSITIVE_INFINITY,
    };
    this.tasks.set(taskId(task), seen);
    if (!isOpen) return;
    const plan = planFor(task, this.#chances.get(task.visit)!);
    this.#await(task);
    if (plan) this.#agenda.add(plan.at, task.visit, () => this.#decide(task, plan.how));
  }

  /** Looks again when its time is over. */
  #await({ expiresAt, visit }: Task): void {
    this.#agenda.add(Date.parse(expiresAt) + MINUTE, visit, async () => {});
  }

  async #decide(asked: Task, how: 'yes' | 'no'): Promise<void> {
    const { visit, tasks } = await this.#table.visit(asked.visit);
    const task = tasks.find((each) => taskId(each) === taskId(asked));
    if (task?.state === 'open') await answer(this.#city, task, visit, how);
  }
}
