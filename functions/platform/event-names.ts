/** The names under which events stand on the bus: all that the template needs to know of them. */

/** Who puts events on the bus for others to hear. */
export const SOURCE = 'model-worker-visits';
/** What our own functions tell each other; it may change from one day to the next. */
export const INTERNAL = 'model-worker-visits.internal';

/** The events of a visit of which people are told (notices/audience.ts), and that somebody is asked; of the others nobody need hear. */
export const TOLD_EVENTS = [
  'task-opened',
  ...(['requested', 'union-approved', 'reserve-stepped-in', 'employer-released', 'speaker-confirmed'] as const),
  ...(['school-confirmed', 'employer-declined', 'speaker-declined', 'withdrawn', 'union-objected'] as const),
  ...(['step-expired', 'speaker-replaced', 'rescheduled', 'shifted', 'cancelled', 'unmatched'] as const),
  ...(['union-declined', 'school-declined', 'not-held', 'handed-to-union', 'objected', 'stuck'] as const),
  ...(['statistics-submitted', 'deadline-moved'] as const),
] as const;
