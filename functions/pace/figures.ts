import type { Step } from '../deadlines/policy.ts';
import type { LateRow, PaceRow } from './row.ts';

/** How fast an organisation answers in one step; of speakers all of one union's pool together. */
export interface Figures {
  organisation: string;
  step: Step;
  /** Answers of its own, those that its union entered for it (代录) included. */
  answered: number;
  recorded: number;
  /** The median time from question to answer of its own answers, in working hours to a tenth. */
  medianHours?: number;
  /** The share of all that ended which it answered before the date, 0 to 1. */
  inTime?: number;
  bySuperior: number;
  expired: number;
  /** What waits beyond its date now. */
  overdue: number;
}

/** Of fewer speakers no times are shown: they would be those of a person. */
export const FEWEST_SPEAKERS = 3;

/** The figures by organisation and step, the slowest first: before all whoever answered nothing. Pure. */
export function figuresOf(rows: PaceRow[], late: LateRow[], hoursOf: (row: PaceRow) => number): Figures[] {
  const nameOf = ({ organisation, step }: LateRow | PaceRow) => `${organisation}#${step}`;
  const [ended, waiting] = [Map.groupBy(rows, nameOf), Map.groupBy(late, nameOf)];
  const all = [...new Set([...ended.keys(), ...waiting.keys()])];
  return all.map((name) => figures(ended.get(name) ?? [], waiting.get(name) ?? [], hoursOf)).sort(slowestFirst);
}

function figures(rows: PaceRow[], late: LateRow[], hoursOf: (row: PaceRow) => number): Figures {
  const { organisation, step } = (rows[0] ?? late[0])!;
  const count = (how: PaceRow['how']) => rows.filter((row) => row.how === how).length;
  const own = rows.filter(({ how }) => how === 'answered' || how === 'recorded');
  const median = medianOf(own.map(hoursOf));
  const times = {
    ...(median !== undefined && { medianHours: Math.round(median * 10) / 10 }),
    ...(rows.length > 0 && { inTime: own.filter(({ at, dueAt }) => at < dueAt).length / rows.length }),
  };
  return {
    ...{ organisation, step, answered: own.length, recorded: count('recorded') },
    ...(isOfFew(rows, step) ? {} : times),
    ...{ bySuperior: count('superior'), expired: count('expired'), overdue: late.length },
  };
}

const isOfFew = (rows: PaceRow[], step: Step) =>
  step === 'speaker-confirmation' && new Set(rows.map(({ speaker }) => speaker)).size < FEWEST_SPEAKERS;

/** The middle one; of an even number the mean of the two in the middle; of none nothing. */
export function medianOf(values: number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half];
  return upper === undefined || sorted.length % 2 === 1 ? upper : (sorted[half - 1]! + upper) / 2;
}

function slowestFirst(a: Figures, b: Figures): number {
  // Times that are not shown say nothing about slowness.
  const slowness = ({ medianHours, answered }: Figures) => medianHours ?? (answered > 0 ? -1 : Number.POSITIVE_INFINITY);
  const [first, second] = [slowness(a), slowness(b)];
  if (first !== second) return first < second ? 1 : -1;
  if (a.overdue !== b.overdue) return b.overdue - a.overdue;
  return `${a.organisation}#${a.step}` < `${b.organisation}#${b.step}` ? -1 : 1;
}
