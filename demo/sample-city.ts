import { type Cloud, type CloudOptions, startCloud } from '../local/cloud.ts';
import { people, seedWithoutLimits } from '../local/seed.ts';
import { Actor, type Answer, type Wish } from './actor.ts';

const DAY = 24 * 3_600_000;
/** The rules by which people are told of what happens. */
const TELLING = ['SomethingHappened', 'DeliveryRule'];

/** The sample city of Nanchang on an in-memory cloud of its own; everything goes through its HTTP API. */
export class SampleCity {
  readonly cloud: Cloud;
  /** Stands around every request; what measures uses it. */
  around: (method: string, send: () => Promise<Answer>) => Promise<Answer> = (_, send) => send();
  readonly #actors = new Map<string, Actor>();

  private constructor(cloud: Cloud) {
    this.cloud = cloud;
  }

  /**
   * Where many cities are begun on one server, as in the tests, nobody is told anything unless `options.telling`: that is half of the work.
   * Its policy limits nobody, because its people do in a second what others do in a week; `options.seed` sows another.
   * @param at where the virtual clock begins, ISO 8601 with offset
   */
  static async begin(
    at = '2026-03-02T09:00:00+08:00',
    { telling = false, ...options }: Partial<CloudOptions> & { telling?: boolean } = {},
  ): Promise<SampleCity> {
    // Who begins many cities may run one server for all of them, as the tests do; and begins each as cheaply as it can be.
    const dynamodb = process.env.DYNAMODB_LOCAL_ENDPOINT;
    const thrifty = { dynamodb, lazy: dynamodb !== undefined, sownUnseen: dynamodb !== undefined };
    const cloud = await startCloud({
      template: 'synthesize',
      clock: at,
      seed: seedWithoutLimits,
      people,
      ...thrifty,
      ...options,
    });
    if (thrifty.lazy && !telling) for (const rule of TELLING) cloud.silence(rule, true);
    return new SampleCity(cloud);
  }

  /** The city on a cloud that runs already. */
  static on(cloud: Cloud): SampleCity {
    return new SampleCity(cloud);
  }

  end(): Promise<void> {
    return this.cloud.stop();
  }

  /** Somebody by the id of the person, organisation or speaker. */
  person(id: string): Actor {
    const person = id.startsWith('person-') ? id : `person-${id}`;
    const known = this.#actors.get(person) ?? new Actor(this, person);
    this.#actors.set(person, known);
    return known;
  }

  call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.around(method, () => this.#send(method, path, body, headers));
  }

  async #send(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Answer> {
    const answer = await fetch(this.cloud.url + path, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
  }

  /** A request as a school sends it; by default for one class on Friday of the week after next, 14:00 to 15:30. */
  request(wish: Wish = {}): Record<string, unknown> {
    return {
      activityType: 'lecture',
      mode: 'in-school',
      levels: ['junior-secondary'],
      topics: ['welding'],
      slots: [this.slot(18)],
      expectedStudents: 45,
      ...wish,
    };
  }

  /** A slot so many days from now, at these hours in Asia/Shanghai. */
  slot(days: number, from = '14:00', to = '15:30'): { start: string; end: string } {
    const day = new Date(this.now() + days * DAY + 8 * 3_600_000).toISOString().slice(0, 10);
    return { start: `${day}T${from}:00+08:00`, end: `${day}T${to}:00+08:00` };
  }

  now(): number {
    return this.cloud.clock.now();
  }

  /** Waits until the system has nothing more to do by itself. */
  settle(): Promise<void> {
    return this.cloud.activity.quiet();
  }

  /** Lets days (or parts of days) pass. */
  days(count: number): Promise<void> {
    return this.until(this.now() + count * DAY);
  }

  /** Lets time pass up to an instant. */
  until(instant: string | number): Promise<void> {
    return this.cloud.clock.advanceTo(typeof instant === 'number' ? instant : Date.parse(instant));
  }
}
