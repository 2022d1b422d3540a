import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SampleCity } from '../../demo/sample-city.ts';
import type { Cloud } from '../../local/cloud.ts';

const main = resolve(import.meta.dirname, '..', '..', 'local', 'main.ts');

/** What `npm start` runs, in a process of its own that can be killed. */
export class Runtime {
  static readonly #all = new Set<Runtime>();
  readonly dir: string;
  /** Resolves when it is ready, or over. */
  readonly started: Promise<unknown>;
  readonly #child: ReturnType<typeof spawn>;
  readonly #ended: Promise<unknown>;
  #out = '';
  #err = '';

  private constructor(dir: string, environment: Record<string, string>) {
    this.dir = dir;
    const env = {
      ...process.env,
      PORT: '0',
      DATA_DIR: dir,
      CLOCK: '2026-03-02T09:00:00+08:00',
      LIMITS: 'none',
      ...environment,
    };
    this.#child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], { env });
    this.#child.stdout!.on('data', (data) => (this.#out += data));
    this.#child.stderr!.on('data', (data) => (this.#err += data));
    this.#ended = once(this.#child, 'close');
    const ready = new Promise<void>((said) => {
      this.#child.stdout!.on('data', () => this.#out.includes('dynamodb http') && said());
    });
    this.started = Promise.race([ready, this.#ended]);
    Runtime.#all.add(this);
  }

  /** On its way. */
  static launch(dir: string, environment: Record<string, string> = {}): Runtime {
    return new Runtime(dir, environment);
  }

  /** Ready, or over. */
  static async start(dir: string, environment: Record<string, string> = {}): Promise<Runtime> {
    const runtime = Runtime.launch(dir, environment);
    await runtime.started;
    return runtime;
  }

  /** Ends whatever a test has left. */
  static async stopAll(): Promise<void> {
    await Promise.all([...Runtime.#all].map((runtime) => runtime.stop()));
  }

  /** Its addresses: `ready`, `step functions`, `dynamodb`. */
  address(name: string): string {
    const line = this.#out.split('\n').find((each) => each.startsWith(`${name} http://127.0.0.1:`));
    if (!line) throw new Error(`no ${name} in ${this.#out}${this.#err}`);
    return line.slice(name.length + 1);
  }

  /** What it said on its way out, and with which code it ended. */
  get complaint(): { code: number | null; lines: string[] } {
    return { code: this.#child.exitCode, lines: this.#err.trim().split('\n') };
  }

  /** The Java process that serves the folder. */
  get java(): number | undefined {
    const file = join(this.dir, 'dynamodb.pid');
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).pid : undefined;
  }

  /** `kill -9`: nothing can be finished. Java goes on. */
  async kill(): Promise<void> {
    Runtime.#all.delete(this);
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  async stop(): Promise<void> {
    Runtime.#all.delete(this);
    this.#child.kill('SIGTERM');
    await this.#ended;
  }

  /** The city that it serves, whose people and whose clock are reached by HTTP alone. */
  async city(): Promise<SampleCity> {
    const url = this.address('ready');
    const door = async (method: string, path: string, body?: object) => {
      const answer = await fetch(`${url}/_local/${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
      if (answer.status !== 200) throw new Error(await answer.text());
      return Date.parse(((await answer.json()) as { now: string }).now) - Date.now();
    };
    let offset = await door('GET', 'clock');
    const advance = async (goal: object) => {
      offset = await door('POST', 'clock/advance', goal);
    };
    return SampleCity.on({
      url,
      stepFunctionsUrl: this.address('step functions'),
      clock: {
        now: () => Date.now() + offset,
        advanceTo: (target: number) => advance({ to: new Date(target).toISOString() }),
      },
      // To go on by a second is answered when everything has settled.
      activity: { quiet: () => advance({ duration: 'PT1S' }) },
    } as unknown as Cloud);
  }
}

/** Whether a process lives. */
export function lives(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}
