/** The instants at which a scheduled rule fires. */
export interface Schedule {
  /** The first instant after `after`; undefined when there is none any more. */
  next(after: number): number | undefined;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
const units: Record<string, number> = { minute: MINUTE, hour: 60 * MINUTE, day: DAY };
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
/** EventBridge's last year. */
const LAST_YEAR = 2199;

/**
 * Reads EventBridge's `rate(…)` or `cron(…)` (six fields, UTC).
 * @param anchor when a rate began to count: the rule's creation
 * @throws Error for what EventBridge would refuse, and for `W`, `#` and weekdays with `L`
 */
export function parseSchedule(expression: string, anchor: number): Schedule {
  const rate = /^rate\(([1-9]\d*) (minute|hour|day)(s?)\)$/.exec(expression);
  if (rate) {
    const [, count, unit, plural] = rate as unknown as [string, string, string, string];
    if ((count === '1') === (plural === 's')) throw unsupported(expression);
    const period = Number(count) * (units[unit] as number);
    return { next: (after) => anchor + Math.max(1, Math.floor((after - anchor) / period) + 1) * period };
  }
  const cron = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$/.exec(expression);
  if (!cron) throw unsupported(expression);
  return parseCron(expression, cron.slice(1));
}

function parseCron(expression: string, fields: string[]): Schedule {
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = fields as [string, string, string, string, string, string];
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) throw unsupported(expression);
  const set = (text: string, from: number, to: number, names?: string[]) => {
    const found = values(text, from, to, names);
    if (!found) throw unsupported(expression);
    return found;
  };
  const minutes = [...set(minute, 0, 59)].sort((a, b) => a - b);
  const hours = [...set(hour, 0, 23)].sort((a, b) => a - b);
  const inMonths = set(month, 1, 12, months);
  const inYears = set(year, 1970, LAST_YEAR);
  const onDays = dayOfMonth === '?' || dayOfMonth === 'L' ? undefined : set(dayOfMonth, 1, 31);
  const onWeekdays = dayOfWeek === '?' ? undefined : set(dayOfWeek, 1, 7, weekdays);

  const matches = (day: Date): boolean => {
    if (!inYears.has(day.getUTCFullYear()) || !inMonths.has(day.getUTCMonth() + 1)) return false;
    if (onWeekdays) return onWeekdays.has(day.getUTCDay() + 1);
    if (onDays) return onDays.has(day.getUTCDate());
    return new Date(day.getTime() + DAY).getUTCDate() === 1;
  };
  const within = (day: number, after: number): number | undefined => {
    for (const each of hours) {
      for (const other of minutes) {
        const instant = day + each * 60 * MINUTE + other * MINUTE;
        if (instant > after) return instant;
      }
    }
    return undefined;
  };
  return {
    next(after) {
      for (let day = Math.floor(after / DAY) * DAY; new Date(day).getUTCFullYear() <= LAST_YEAR; day += DAY) {
        const instant = matches(new Date(day)) ? within(day, after) : undefined;
        if (instant !== undefined) return instant;
      }
      return undefined;
    },
  };
}

/** The values of one field: `*`, numbers or names, ranges, steps, lists of them. Undefined when it is none of these. */
function values(text: string, from: number, to: number, names: string[] = []): Set<number> | undefined {
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(?:\*|([A-Z]+|\d+)(?:-([A-Z]+|\d+))?)(?:\/(\d+))?$/.exec(part.toUpperCase());
    if (!match) return undefined;
    const [, first, last, step] = match;
    const number = (word: string) => (/^\d/.test(word) ? Number(word) : names.indexOf(word) + 1 || Number.NaN);
    const low = first === undefined ? from : number(first);
    // `5/10` counts from 5 to the end; a plain `5` is only itself.
    const high = last !== undefined ? number(last) : first === undefined || step !== undefined ? to : low;
    const by = step === undefined ? 1 : Number(step);
    if (!(low >= from && high <= to && low <= high && by >= 1)) return undefined;
    for (let value = low; value <= high; value += by) found.add(value);
  }
  return found;
}

function unsupported(expression: string): Error {
  return new Error(`the schedule ${expression} is not supported locally`);
}
