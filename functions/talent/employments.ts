import type { Employment } from './speaker.ts';

/** Whether somebody has an employer to answer to in it: a retired or self-employed person has none. */
export const hasEmployer = ({ kind, employer }: Employment): boolean =>
  employer !== undefined && (kind === 'employed' || kind === 'rehired');

/** Whether from–to (days, both included, each may be open) holds on some day of another from–to. */
export const isInForce = (
  { from, to }: { from?: string | undefined; to?: string | undefined },
  since: string,
  until = since,
): boolean => (from ?? until) <= until && since <= (to ?? since);
