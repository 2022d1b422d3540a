import type { Executions } from './executions.ts';
import type { SharedTime } from './shared-time.ts';

/** What the ways are told with. */
export interface Stage {
  time: SharedTime;
  executions: Executions;
}

/** One way that a visit can go. */
export interface Way {
  /** A stable name. */
  path: string;
  title: string;
  /** The status in which the visit must end. */
  ends: string;
  /** Events that its timeline must show, in this order. */
  shows: string[];
  /** Walks it; answers the visit's id. */
  walk(stage: Stage): Promise<string>;
}

/** A day's usual hours. */
export const on = (day: string, from = '14:00', to = '15:30') => ({
  start: `${day}T${from}:00+08:00`,
  end: `${day}T${to}:00+08:00`,
});
