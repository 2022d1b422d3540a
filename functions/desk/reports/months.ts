import { month as monthOf } from '../../deadlines/shanghai-time.ts';
import { Refused } from '../client.ts';

/** The month that somebody asked for, good or not; none is the present one. Pure. */
export const monthOr = (text: string | undefined, now: Date): string => text?.trim() || monthOf(now.toISOString());

/** What the API says of a month stands beside its field, and the filter with it. @throws whatever is of another kind */
export function asSaid(error: unknown): Refused {
  if (error instanceof Refused && (error.status === 404 || error.status === 422)) return error;
  throw error;
}
