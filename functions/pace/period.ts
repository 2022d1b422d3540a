import { Invalid } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';

/** Each is read in a query of its own. */
const MOST_MONTHS = 12;

const numberOf = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
const monthOf = (number: number) =>
  `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;

/** The months from one to another, both included. @throws Invalid when there are none, or more than a year */
export function monthsBetween(from: string, to: string): string[] {
  const count = numberOf(to) - numberOf(from) + 1;
  if (count < 1) throw new Invalid([fieldError('to', 'to-before-from')]);
  if (count > MOST_MONTHS) throw new Invalid([fieldError('to', 'too-long')]);
  return Array.from({ length: count }, (_, i) => monthOf(numberOf(from) + i));
}
