import { NotQuiet } from '../activity.ts';
import type { VirtualClock } from '../clock.ts';
import type { LocalMessage } from '../mail.ts';
import { after, instantOf } from './duration.ts';
import type { Doors } from './front.ts';
import { MAIL_HEADERS, mailPage } from './mail-page.ts';
import { type Incoming, type Outgoing, splitUrl } from './payload.ts';
import { PEOPLE_HEADERS, peoplePage } from './people-page.ts';
import type { LocalPerson } from './person.ts';
import { AUDIENCE, ISSUER, type Tokens } from './tokens.ts';

export interface DoorsOptions {
  readonly url: string;
  readonly clock: VirtualClock;
  readonly tokens: Tokens;
  readonly people: () => Promise<readonly LocalPerson[]> | readonly LocalPerson[];
  /** What was sent to people, or waits to be, newest first. */
  readonly mail: () => Promise<readonly LocalMessage[]> | readonly LocalMessage[];
}

type Door = (request: Incoming) => Promise<Outgoing> | Outgoing;

/** What only exists on one machine: tokens without a password, the people to be, their messages, and the clock. */
export function localDoors({ url, clock, tokens, people, mail }: DoorsOptions): Doors {
  const doors: Record<string, Door> = {
    'GET /_local/people': async () => json(200, { people: await people() }),
    'GET /_local/mail': async ({ headers }) => {
      const messages = await mail();
      if (!/\btext\/html\b/.test(headers.accept ?? '')) return json(200, { messages });
      return { status: 200, headers: MAIL_HEADERS, body: Buffer.from(mailPage(messages)) };
    },
    'GET /_local/sign-in': async () => ({
      ...{ status: 200, headers: PEOPLE_HEADERS },
      body: Buffer.from(peoplePage(await people())),
    }),
    'POST /_local/sign-in': async (request) => {
      const person = new URLSearchParams(request.body.toString('utf8')).get('person') ?? '';
      if (!(await people()).some((each) => each.id === person)) return unknownPerson();
      const token = await tokens.sign(person, clock.now());
      const cookie = `__Host-desk=${token}; Path=/; Secure; HttpOnly; SameSite=Lax`;
      return { status: 303, headers: { location: '/desk', 'set-cookie': cookie }, body: Buffer.alloc(0) };
    },
    'GET /_local/clock': () => json(200, { now: iso(clock) }),
    'POST /_local/token': async (request) => {
      const person = body(request)?.person;
      if (typeof person !== 'string') return problem(400, 'invalid-person', '请给出 person。', 'Give the id of a person.');
      const known = (await people()).some((each) => each.id === person);
      if (!known) return unknownPerson();
      return json(200, { token: await tokens.sign(person, clock.now()) });
    },
    'POST /_local/clock/advance': async (request) => {
      const target = goal(body(request), clock.now());
      if (target === undefined) return malformed();
      // Judged now rather than when it is this call's turn: a call that waits behind another may find its goal already passed.
      if (target <= clock.now()) return backward();
      try {
        await clock.advanceTo(target);
      } catch (error) {
        if (error instanceof RangeError) return backward();
        if (!(error instanceof NotQuiet)) throw error;
        return problem(
          500,
          'not-quiet',
          `时钟没有安定下来：${error.running.join('、')}。`,
          `The clock did not settle: ${error.message}.`,
        );
      }
      return json(200, { now: iso(clock) });
    },
    'GET /_local/jwks.json': () => json(200, tokens.jwks),
    'GET /_local/.well-known/openid-configuration': () =>
      json(200, {
        issuer: ISSUER,
        jwks_uri: `${url}/_local/jwks.json`,
        id_token_signing_alg_values_supported: ['ES256'],
        subject_types_supported: ['public'],
        response_types_supported: ['id_token'],
        audience: AUDIENCE,
      }),
  };
  return async (request) => {
    const { path } = splitUrl(request.url);
    if (path !== '/_local' && !path.startsWith('/_local/')) return undefined;
    const door = doors[`${request.method === 'HEAD' ? 'GET' : request.method} ${path}`];
    return door ? door(request) : problem(404, 'no-such-door', '没有这个本地入口。', 'There is no such local door.');
  };
}

function goal(given: Record<string, unknown> | undefined, now: number): number | undefined {
  if (!given || (given.duration === undefined) === (given.to === undefined)) return undefined;
  if (typeof given.duration === 'string') return after(now, given.duration);
  return typeof given.to === 'string' ? instantOf(given.to) : undefined;
}

const unknownPerson = (): Outgoing => problem(404, 'unknown-person', '没有这个人。', 'There is no such person.');

function malformed(): Outgoing {
  const english = 'Give either duration (ISO 8601, such as P3D) or to (an instant with its offset).';
  return problem(400, 'invalid-advance', '请给出 duration（ISO 8601，如 P3D）或 to（带时区的时刻）之一。', english);
}

function backward(): Outgoing {
  return problem(400, 'clock-only-forward', '时钟只能向前。', 'The clock only goes forward.');
}

function iso(clock: VirtualClock): string {
  return new Date(clock.now()).toISOString();
}

function body(request: Incoming): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(request.body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function json(status: number, value: unknown, type = 'application/json'): Outgoing {
  return { status, headers: { 'content-type': type }, body: Buffer.from(JSON.stringify(value)) };
}

function problem(status: number, type: string, zh: string, en: string): Outgoing {
  return json(status, { type, title: zh, status, detail: en, zh, en }, 'application/problem+json');
}
