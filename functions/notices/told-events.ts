import type { PublishedEvent } from '../events/published.ts';

/** The events of which people are told (audience.ts), and that somebody is asked; of the others nobody need hear. */
export const TOLD_EVENTS = [
  'task-opened',
  ...([
    ...(['requested', 'union-approved', 'reserve-stepped-in', 'employer-released', 'speaker-confirmed'] as const),
    ...(['school-confirmed', 'employer-declined', 'speaker-declined', 'withdrawn', 'union-objected'] as const),
    ...(['step-expired', 'speaker-replaced', 'rescheduled', 'shifted', 'cancelled', 'unmatched'] as const),
    ...(['union-declined', 'school-declined', 'not-held', 'handed-to-union', 'objected', 'stuck'] as const),
    ...(['statistics-submitted', 'deadline-moved'] as const),
  ] satisfies PublishedEvent['type'][]),
] as const;
