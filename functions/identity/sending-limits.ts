/** At most so many within so many seconds. */
export interface Limit {
  readonly most: number;
  readonly within: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Codes to one phone: enough for somebody who mistypes, too few to guess with or to annoy. */
export const PER_PHONE: readonly Limit[] = [
  { most: 1, within: MINUTE },
  { most: 5, within: HOUR },
  { most: 10, within: DAY },
];

/** Codes that one address asks for: a school's many people share one. */
export const PER_ADDRESS: readonly Limit[] = [
  { most: 10, within: MINUTE },
  { most: 60, within: HOUR },
  { most: 200, within: DAY },
];

/** After which time nothing that was sent counts any more. */
export const REMEMBERED_SECONDS = DAY;

/**
 * Seconds to wait before another may be sent; 0 when it may be sent now. Windows slide: no moment lets twice as much through.
 * @param sent when the earlier ones were sent, in seconds since 1970, in any order
 */
export function wait(sent: readonly number[], limits: readonly Limit[], now: number): number {
  const newestFirst = [...sent].sort((a, b) => b - a);
  const waits = limits.map(({ most, within }) => {
    const decisive = newestFirst[most - 1];
    return decisive === undefined ? 0 : decisive + within - now;
  });
  return Math.max(0, ...waits);
}

/** What to remember once another has been sent: nothing that no limit counts any more. */
export const remembered = (sent: readonly number[], now: number): number[] => [
  ...sent.filter((at) => at > now - REMEMBERED_SECONDS),
  now,
];
