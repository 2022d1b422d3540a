import type { Letter } from '../../functions/letters/letter.ts';
import type { VisitCore } from '../../functions/visits/store.ts';
import type { Seat, Visit } from '../../functions/visits/visit.ts';
import { CITY } from '../support/city.ts';
import { core, request, seat, task, thursday, visit } from '../support/visit.ts';

/** The union has approved s1, whose employer is asked. */
export function asked(more: Partial<Visit> = {}, seated: Partial<Seat> = {}): VisitCore {
  const { id, ...others } = more;
  const at = { ...(id !== undefined && { visit: id }) };
  const question = task('employer-release', { seat: 1, party: 'employer-1', employer: 'employer-1', ...at });
  const seats = [seat(1, 's1', { releases: [{ employer: 'employer-1', need: 'required' }], ...seated })];
  return core({ visit: visit({ approved: { 1: 1 }, ...(id !== undefined && { id }), ...others }), seats, tasks: [question] });
}

const agreedAt = '2026-03-03T01:00:00.000Z';

/** Everybody has agreed. */
export const agreed = (more: Partial<Visit> = {}): VisitCore =>
  core({
    visit: visit({ approved: { 1: 1 }, schoolConfirmedAt: agreedAt, ...more }),
    seats: [
      seat(1, 's1', {
        releases: [{ employer: 'employer-1', need: 'required', releasedAt: agreedAt }],
        speakerConfirmedAt: agreedAt,
      }),
    ],
    request: request({ otherSchools: ['school-2'] }),
  });

/** A letter about the first seat, or about all of the visit. */
export function letter(kind: Letter['kind'], more: Partial<Letter> = {}): Letter {
  const ofSeat = kind === 'confirmation' ? {} : { seat: 1, round: 1 };
  return {
    ...{ city: CITY, union: 'district-union', number: '工函〔2026〕1号', kind, visit: 'v1', epoch: 1, ...ofSeat },
    ...(kind === 'release-request' && { employer: 'employer-1' }),
    speakers: [{ id: 's1', honour: { code: 'model-worker', level: 'national' } }],
    employers: kind === 'confirmation' ? ['employer-1'] : [],
    ...{ slot: thursday, times: [thursday], students: 45, issuedAt: '2026-03-02T01:00:00.000Z' },
    by: { person: 'officer', role: 'union', organisation: 'district-union' },
    ...{ copies: [], version: 1, ...more },
  };
}
