import type { Policy } from '../functions/deadlines/policy.ts';
import type { Answer, Json } from './actor.ts';
import type { Executions } from './executions.ts';
import type { SharedTime } from './shared-time.ts';

/** What the ways are told with. */
export interface Stage {
  time: SharedTime;
  executions: Executions;
}

/** How a way was walked. */
export interface Walked {
  /** Its visits' ids. */
  visits: string[];
  /** What the system answered on the way that no timeline keeps. */
  answers?: string[];
}

/** One way that a visit can go. */
export interface Way {
  /** A stable name. */
  path: string;
  title: string;
  /** What the city has chosen for this way; without it the usual procedure. */
  policy?: Partial<Policy>;
  /** The status in which each of its visits must end. */
  ends: string;
  /** Events that its timeline must show, in this order; where it has several visits, the first one's and then the next one's. */
  shows: string[];
  /** Walks it; a single id is that of its only visit. */
  walk(stage: Stage): Promise<string | Walked>;
}

/**
 * What the system says to something that it does not take as it is.
 * @throws when it took it, or refused it for another reason
 */
export function refusal({ status, body }: Answer, type: string): string {
  if (body.type !== type) throw new Error(`not refused as ${type} but ${status}: ${JSON.stringify(body)}`);
  const fields = (body.errors ?? []).map(({ path, zh }: Json) => `${path} ${zh}`);
  const doubles = (body.doubles ?? []).map(({ day, schoolName }: Json) => `${day} ${schoolName}`);
  return [body.zh, ...fields, ...doubles].join('：');
}

/** A day's usual hours. */
export const on = (day: string, from = '14:00', to = '15:30') => ({
  start: `${day}T${from}:00+08:00`,
  end: `${day}T${to}:00+08:00`,
});
