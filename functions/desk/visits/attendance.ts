import type { Visit } from './visit-facts.ts';

type Seat = Visit['seats'][number];

/** Whether somebody is said not to have come; where it was settled that they came, they did. Pure. */
export const isAbsent = ({ absence }: Pick<Seat, 'absence'>): boolean => absence !== undefined && absence.outcome !== 'came';
