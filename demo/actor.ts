// biome-ignore lint/suspicious/noExplicitAny: answers are looked at as a client would, field by field
export type Json = any;

export interface Answer {
  status: number;
  headers: Headers;
  body: Json;
}

/** What a school asks for, in short: whatever is left out is a lecture on welding for one class. */
export type Wish = Record<string, unknown>;

/** The city in which a person acts. */
export interface Surroundings {
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  request(wish: Wish): Record<string, unknown>;
  settle(): Promise<void>;
}

/** A person of the sample city, doing over HTTP what such a person does. */
export class Actor {
  readonly id: string;
  readonly #city: Surroundings;
  #token: string | undefined;

  constructor(city: Surroundings, id: string) {
    this.id = id;
    this.#city = city;
  }

  async token(): Promise<string> {
    this.#token ??= (await this.#city.call('POST', '/_local/token', { person: this.id })).body.token as string;
    return this.#token;
  }

  /** Signs in anew, as somebody does whose devices were signed out; what is older than a second has been signed out by then. */
  signsInAgain(): void {
    this.#token = undefined;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send('GET', path, undefined, headers);
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send('POST', path, body, headers);
  }

  patch(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send('PATCH', path, body, headers);
  }

  async #send(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Answer> {
    return this.#city.call(method, path, body, { authorization: `Bearer ${await this.token()}`, ...headers });
  }

  /** Asks for a visit and waits until the system has done what follows by itself. Answers the visit's id. */
  async asksFor(wish: Wish = {}): Promise<string> {
    const { status, body } = await this.post('/v1/visits', this.#city.request(wish));
    if (status !== 201) throw new Error(`asked in vain: ${JSON.stringify(body)}`);
    await this.#city.settle();
    return body.id as string;
  }

  async visit(id: string): Promise<Json> {
    return (await this.get(`/v1/visits/${id}`)).body;
  }

  async timeline(id: string): Promise<Json[]> {
    return (await this.get(`/v1/visits/${id}/timeline`)).body.timeline as Json[];
  }

  /** The open tasks of this person. */
  async inbox(): Promise<Json[]> {
    return (await this.get('/v1/tasks?status=open')).body.tasks as Json[];
  }

  /** The open task of a kind for a visit; there must be one. */
  async task(visit: string, kind: string): Promise<Json> {
    const found = (await this.inbox()).find((task) => task.visitId === visit && task.kind === kind);
    if (!found) throw new Error(`${this.id} has no open ${kind} for ${visit}`);
    return found;
  }

  /** Decides and waits until the system has done what follows by itself. */
  async decides(visit: string, kind: string, decision: Record<string, unknown>): Promise<Answer> {
    const { id } = await this.task(visit, kind);
    const answer = await this.post(`/v1/tasks/${id}/decision`, decision);
    if (answer.status !== 200) throw new Error(`decided in vain: ${JSON.stringify(answer.body)}`);
    await this.#city.settle();
    return answer;
  }

  approves = (visit: string, choice: Record<string, unknown> = {}) =>
    this.decides(visit, 'union-approval', { outcome: 'approve', ...choice });
  /** Approves several visits at once, each as proposed. */
  async approvesAll(visits: string[]): Promise<void> {
    const tasks = await Promise.all(visits.map((visit) => this.task(visit, 'union-approval')));
    const decisions = tasks.map(({ id }) => ({ taskId: id, outcome: 'approve' }));
    const { body } = await this.post('/v1/tasks/decisions', { decisions });
    if (!body.results?.every(({ status }: Json) => status === 200))
      throw new Error(`approved in vain: ${JSON.stringify(body)}`);
    await this.#city.settle();
  }

  releases = (visit: string) => this.decides(visit, 'employer-release', { outcome: 'release' });
  confirms = (visit: string, kind: 'speaker-confirmation' | 'school-confirmation') =>
    this.decides(visit, kind, { outcome: 'confirm' });
  declines = (visit: string, kind: string, more: Record<string, unknown> = {}) =>
    this.decides(visit, kind, { outcome: 'decline', reasonCode: 'work', ...more });

  /** Changes a visit (cancel, reschedule, shift, withdraw, replace-speaker) and waits until what follows is done. */
  async changes(visit: string, how: string, body: Record<string, unknown>): Promise<Answer> {
    const answer = await this.post(`/v1/visits/${visit}/${how}`, { reasonCode: 'other', ...body });
    if (answer.status !== 200) throw new Error(`${how} in vain: ${JSON.stringify(answer.body)}`);
    await this.#city.settle();
    return answer;
  }

  cancels = (visit: string, why: Record<string, unknown> = {}) => this.changes(visit, 'cancel', why);

  /** Enters what the asked party said (代录). */
  async records(visit: string, kind: string, party: object, decision: Record<string, unknown>): Promise<Answer> {
    const { tasks } = (await this.get(`/v1/tasks?visit=${visit}`)).body;
    const task = tasks.find((each: Json) => each.kind === kind);
    if (!task) throw new Error(`${this.id} may enter no ${kind} for ${visit}`);
    const body = { ...decision, onBehalfOf: party, channel: 'phone', evidence: '示例：通话记录' };
    const answer = await this.post(`/v1/tasks/${task.id}/decision`, body);
    if (answer.status !== 200) throw new Error(`entered in vain: ${JSON.stringify(answer.body)}`);
    await this.#city.settle();
    return answer;
  }

  /** Objects to what was entered for this party. */
  async objects(task: string, why: Record<string, unknown>): Promise<Answer> {
    const answer = await this.post(`/v1/tasks/${task}/objection`, why);
    if (answer.status !== 200) throw new Error(`objected in vain: ${JSON.stringify(answer.body)}`);
    await this.#city.settle();
    return answer;
  }

  /** Submits the statistics of a visit that went as agreed. */
  async submits(visit: string, more: Record<string, unknown> = {}): Promise<Answer> {
    const { slot, school, seats, expectedStudents } = await this.visit(visit);
    return this.decides(visit, 'statistics', {
      outcome: 'submit',
      actualStart: slot.start,
      actualEnd: slot.end,
      speakersPresent: seats.map((seat: Json) => seat.speakerId),
      schools: [{ schoolId: school.id, directStudents: expectedStudents }],
      indirectAudience: 0,
      media: [],
      costYuan: 0,
      ...more,
    });
  }
}
