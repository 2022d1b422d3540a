import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, Json } from '../../demo/actor.ts';
import { Runtime } from '../../test/restart/runtime.ts';
import { BEGIN } from './calendar.ts';
import { Client } from './client.ts';
import { FIRST_START, type Kind, type Plan, type Point } from './plan.ts';
import { processesOf } from './processes.ts';
import type { Command } from './telling.ts';

/** The runtime and its Java. */
const PROCESSES = 2;
/** A start that takes longer, in milliseconds, never comes to an end. */
const LONGEST_WAIT = 120_000;
/** So many lines of what went wrong inside are worth reading. */
const MOST_COMPLAINTS = 5;

/** What became of the kills. */
export interface Tally {
  /** Before the answer: the command was sent again. */
  lost: number;
  /** After the answer, while what follows from it was perhaps under way. */
  answered: number;
  /** While it was starting. */
  starting: number;
  /** Of the lost and answered ones, how many fell on the moving clock. */
  advancing: number;
}

export interface VictimOptions {
  dir: string;
  /** When it is killed; never, if nothing is planned. */
  plan?: Plan;
  /** For the runtime's process. */
  environment?: Record<string, string>;
  /** Hears of each kill. */
  onKill?: () => void;
}

type Attempt = () => Promise<Answer>;

/** A runtime in a process of its own that is killed as planned, and started again on the same folder. */
export class Victim {
  /** What it was sent so far, each once however often it was repeated. */
  readonly kinds: Kind[] = [];
  readonly tally: Tally = { lost: 0, answered: 0, starting: 0, advancing: 0 };
  readonly #options: VictimOptions;
  readonly #environment: Record<string, string>;
  #lastKill = 'it was not killed';
  #runtime!: Runtime;
  #client!: Client;

  private constructor(options: VictimOptions) {
    this.#options = options;
    this.#environment = { CLOCK: BEGIN, LOG: '1', ...options.environment };
  }

  static async start(options: VictimOptions): Promise<Victim> {
    const victim = new Victim(options);
    await victim.#start(options.plan?.get(FIRST_START)?.flatMap(({ starts }) => starts) ?? []);
    return victim;
  }

  address(name: string): string {
    return this.#runtime.address(name);
  }

  /** How it was last killed, and what has gone wrong inside since then, as far as the functions have logged it. */
  get complaints(): string[] {
    const wrong = this.#runtime.complaint.lines.filter((line) => /"level":"error"|Error:/.test(line));
    return [this.#lastKill, ...wrong.slice(-MOST_COMPLAINTS)];
  }

  /** What somebody reads. @throws when it is not there */
  async read(who: string, path: string): Promise<Json> {
    const { status, body } = await this.#client.get(who, path);
    if (status !== 200) throw new Error(`${who} reads ${path} in vain: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** What somebody does, as often as it takes to get an answer. @throws Refused, also when two answers differ */
  async does({ who, path, body, headers }: Command): Promise<Answer> {
    const said: string[] = [];
    const attempt = async () => {
      const answer = await this.#client.post(who, path, body, headers);
      said.push(`${answer.status} ${answer.body.id ?? JSON.stringify(answer.body)}`);
      if (answer.status >= 300 || said[0] !== said.at(-1))
        throw new Refused(`${who} sends ${path} ${JSON.stringify(body)} and is answered ${said.join(', then ')}`);
      return answer;
    };
    return this.#done('post', attempt, who);
  }

  /** Lets the clock go on to an instant, and waits until everything is quiet. */
  async advanceTo(instant: number): Promise<void> {
    const to = new Date(instant).toISOString();
    await this.#done('advance', async () => {
      const answer = await this.#client.door('clock/advance', { to });
      // Reached before the kill: what was due may still have to be done.
      const reached = answer.status === 400 && answer.body.type === 'clock-only-forward';
      const settled = reached ? await this.#client.door('clock/advance', { duration: 'PT1S' }) : answer;
      if (settled.status !== 200) throw new Refused(`the clock does not go to ${to}: ${JSON.stringify(settled.body)}`);
      return settled;
    });
  }

  /** Ends it in order. @throws when it does not end well */
  async stop(): Promise<void> {
    await this.#runtime.stop();
    const { code, lines } = this.#runtime.complaint;
    if (code !== 0) throw new Error(`the runtime ended with ${code}: ${lines.join(' ')}`);
  }

  async #done(kind: Kind, attempt: Attempt, who?: string): Promise<Answer> {
    const points = this.#options.plan?.get(this.kinds.length) ?? [];
    this.kinds.push(kind);
    let answer: Answer | undefined;
    for (const point of points) {
      if (who) await this.#client.signIn(who);
      const got = await this.#killed(kind, point, attempt);
      answer = point.again ? undefined : (got ?? answer);
    }
    return answer ?? attempt();
  }

  /** Sends a command and kills; its answer, if it was faster. */
  async #killed(kind: Kind, point: Point, attempt: Attempt): Promise<Answer | undefined> {
    const outcome = attempt().then(
      (answer) => ({ answer, error: undefined }),
      (error: unknown) => ({ answer: undefined, error }),
    );
    if (point.moment === 'answered') await outcome;
    // When the clock has arrived nothing is under way any more.
    else await (kind === 'advance' ? Promise.race([outcome, delay(point.after)]) : delay(point.after));
    await this.#runtime.kill();
    const { answer, error } = await outcome;
    if (error instanceof Refused) throw error;
    this.tally[answer ? 'answered' : 'lost']++;
    if (kind === 'advance') this.tally.advancing++;
    this.#lastKill = `it was last killed at command ${this.kinds.length - 1}: ${JSON.stringify(point)}`;
    this.#options.onKill?.();
    await this.#start(point.starts);
    return answer;
  }

  /** Starts it, killed so many milliseconds after it began to as often as is planned. */
  async #start(kills: number[]): Promise<void> {
    const { dir, onKill } = this.#options;
    for (const after of kills) {
      const doomed = Runtime.launch(dir, this.#environment);
      await Promise.race([delay(after), doomed.started]);
      await doomed.kill();
      this.tally.starting++;
      onKill?.();
    }
    this.#runtime = Runtime.launch(dir, this.#environment);
    const tooLate = delay(LONGEST_WAIT, false, { ref: false });
    const ready = await Promise.race([this.#runtime.started.then(() => true), tooLate]);
    const { code, lines } = this.#runtime.complaint;
    if (!ready || code !== null) throw new Error(`the runtime does not start: ${lines.join(' ')}`);
    const processes = processesOf(dir);
    if (processes.length > PROCESSES) throw new Error(`the folder has too many processes: ${JSON.stringify(processes)}`);
    this.#client = new Client(this.#runtime.address('ready'));
  }
}

/** An answer that the contract does not allow. */
export class Refused extends Error {
  override name = 'Refused';
}
