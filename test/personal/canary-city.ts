import { expect, vi } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { EventBus } from '../../local/bus/bus.ts';
import { executionsOf, stepFunctions } from '../ways/machine.ts';
import { on } from '../ways/way.ts';
import { ASKING } from './canary-bodies.ts';
import { canariesIn, canaryOf } from './canary-fields.ts';

export const APPROVING = 'union-donghu';

/** The sample city, in which bodies with canaries are sent, and all the places where one could turn up. */
export class CanaryCity {
  readonly city: SampleCity;
  readonly visits: string[] = [];
  /** In which fields a canary was accepted. */
  readonly written = new Set<string>();
  readonly #bus: string[];

  private constructor(city: SampleCity, bus: string[]) {
    this.city = city;
    this.#bus = bus;
  }

  static async begin(): Promise<CanaryCity> {
    const bus: string[] = [];
    const { emit } = EventBus.prototype;
    vi.spyOn(EventBus.prototype, 'emit').mockImplementation(function (this: EventBus, event) {
      bus.push(JSON.stringify(event));
      return emit.call(this, event);
    });
    return new CanaryCity(await SampleCity.begin('2026-03-02T09:00:00+08:00', { telling: true }), bus);
  }

  async end(): Promise<void> {
    vi.restoreAllMocks();
    await this.city.end();
  }

  /** Notes the canaries in what was accepted. */
  note(body: unknown): void {
    for (const field of canariesIn(JSON.stringify(body))) this.written.add(field);
  }

  /** Sends a body, which has to be accepted, and notes the canaries in it. */
  async sends(who: string, operation: string, path: string, body: Json): Promise<Json> {
    const [method] = operation.split(' ');
    const answer = await this.city.person(who)[method === 'PATCH' ? 'patch' : 'post'](path, body);
    expect([operation, answer.status, answer.status < 300 ? undefined : answer.body]).toEqual([
      ...[operation, answer.status < 300 ? answer.status : 200, undefined],
    ]);
    this.note(body);
    await this.city.settle();
    return answer.body;
  }
  async changes(who: string, visit: string, how: string, body: Json, fields: string[] = ['text']) {
    const operation = `POST /v1/visits/{id}/${how}`;
    const said = Object.fromEntries(fields.map((field) => [field, canaryOf(`${operation} ${field}`)]));
    return this.sends(who, operation, `/v1/visits/${visit}/${how}`, { reasonCode: 'other', ...said, ...body });
  }
  async decides(who: string, visit: string, step: string, body: Json) {
    const { tasks } = (await this.city.person(who).get(`/v1/tasks?visit=${visit}`)).body;
    const { id } = tasks.find(({ kind }: Json) => kind === step);
    await this.sends(who, `decide ${step}`, `/v1/tasks/${id}/decision`, body);
    return id as string;
  }
  declines = (who: string, visit: string, step: string, more: Json = {}): Promise<string> =>
    this.decides(who, visit, step, { outcome: 'decline', reasonCode: 'other', text: canaryOf(`decide ${step} text`), ...more });

  /** A visit of one speaker, approved. */
  async approved(day: string, speaker: string): Promise<string> {
    const visit = await this.city.person(ASKING).asksFor({ slots: [on(day)], speakerId: speaker });
    this.visits.push(visit);
    await this.city.person(APPROVING).approves(visit, { speakers: [speaker], reserves: [] });
    return visit;
  }

  /** All that could show one, by name. */
  async places(): Promise<Record<string, string>> {
    const histories: unknown[] = [];
    for (const visit of this.visits)
      for (const { executionArn } of await executionsOf(this.city, visit)) {
        histories.push(await stepFunctions(this.city, 'DescribeExecution', { executionArn }));
        histories.push(await stepFunctions(this.city, 'GetExecutionHistory', { executionArn, maxResults: 1000 }));
      }
    const read = async (who: string, path: string) => {
      const { status, body } = await this.city.person(who).get(path);
      expect([path, status]).toEqual([path, 200]);
      return typeof body === 'string' ? body : JSON.stringify(body);
    };
    const all = async (who: string, paths: string[]) => (await Promise.all(paths.map((path) => read(who, path)))).join('\n');
    const calendar = async (who: string, of: unknown) => {
      const { pathname } = new URL((await this.city.person(who).post('/v1/calendars', { of })).body.url);
      return (await this.city.call('GET', pathname)).body as string;
    };
    const organisations = [
      'union-city',
      APPROVING,
      'union-new',
      'union-qingshanhu',
      ASKING,
      'school-new',
      'employer-new',
      'employer-01',
    ];
    const months = ['2026-03', '2026-04'];
    const trails = organisations.flatMap((id) =>
      months.map((month) => `/v1/audit?organisation=${id}&month=${month}&limit=100`),
    );
    const reports = (format: string) => `/v1/reports/statistics?unit=donghu&month=2026-03&format=${format}`;
    return {
      logs: this.city.cloud.logs().join('\n'),
      histories: JSON.stringify(histories),
      'dead letters': JSON.stringify(this.city.cloud.deadLetters()),
      bus: this.#bus.join('\n'),
      'audit of visits': await all(
        'union-city',
        this.visits.map((visit) => `/v1/audit?visit=${visit}`),
      ),
      'audit of organisations': await all('union-city', trails),
      'report as JSON': await read('union-city', reports('json')),
      'report as CSV': await read('union-city', reports('csv')),
      pace: await read('union-city', '/v1/pace?from=2026-03&to=2026-04'),
      'calendar of a visit': await all(
        ASKING,
        this.visits.slice(0, 8).map((visit) => `/v1/visits/${visit}/calendar`),
      ),
      'calendar of the school': await calendar(ASKING, { organisation: ASKING }),
      'calendar of the union': await calendar(APPROVING, { organisation: APPROVING }),
      'calendar of a speaker': await calendar('speaker-002', 'me'),
    };
  }
}
