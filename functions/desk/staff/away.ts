import type { Sentence } from '../../platform/sentence.ts';
import { hoursOf } from '../visits/all-visits.ts';
import { isAbsent } from '../visits/attendance.ts';
import type { Visit } from '../visits/visit-facts.ts';

type Seat = Visit['seats'][number];
export type Release = Seat['releases'][number];

/** One of an employer's people at one visit, and what it takes of the employer. */
export interface Away {
  visit: Visit;
  seat: Seat;
  speaker: string;
  release: Release;
}

/** Who of these employers' people is at which visit, in the visits' order; what was called off is left out. Pure. */
export const awayOf = (visits: readonly Visit[], employers: ReadonlySet<string>): Away[] =>
  visits
    .filter(({ status }) => GOING_ON.has(status) || AGREED.has(status))
    .flatMap((visit) =>
      visit.seats.flatMap((seat) => {
        const release = seat.releases.find(({ employerId }) => employers.has(employerId));
        const { speakerId: speaker } = seat;
        return release && speaker !== undefined ? [{ visit, seat, speaker, release }] : [];
      }),
    );

const GOING_ON = new Set(['requested', 'matching', 'awaiting-union', 'awaiting-release', 'awaiting-school', 'stuck']);
const AGREED = new Set(['confirmed', 'awaiting-statistics', 'closed']);

/** What an employer has to do with a visit of one of its people. */
export type Kind = 'asked' | 'released' | 'permitted' | 'notice';

export function kindOf({ need, permitted, releasedAt }: Release): Kind {
  if (permitted) return 'permitted';
  if (need === 'notice') return 'notice';
  return releasedAt === undefined ? 'asked' : 'released';
}

export const KINDS: Record<Kind, Sentence & { tone: 'good' | 'warn' }> = {
  asked: { zh: '须我单位同意', en: 'Needs our release', tone: 'warn' },
  released: { zh: '我单位已同意', en: 'We released', tone: 'good' },
  permitted: { zh: '年度授权内', en: 'By our permission', tone: 'good' },
  notice: { zh: '工作时间外，仅告知', en: 'Outside working hours', tone: 'good' },
};

/** What one speaker's employers gave in a month, in hours. */
export interface Given {
  speaker: string;
  name: string;
  visits: number;
  hours: Record<Exclude<Kind, 'asked'>, number>;
  total: number;
}

/** The hours that were given, by speaker, the most first: of visits that are agreed or were held, unless the speaker did not come. Pure. */
export function hoursGiven(away: readonly Away[]): Given[] {
  const found = new Map<string, Given>();
  for (const { visit, seat, speaker, release } of away) {
    const kind = kindOf(release);
    if (kind === 'asked' || !AGREED.has(visit.status) || isAbsent(seat)) continue;
    const none = {
      speaker,
      name: seat.speakerName ?? speaker,
      visits: 0,
      hours: { released: 0, permitted: 0, notice: 0 },
      total: 0,
    };
    const given = found.get(speaker) ?? none;
    const hours = hoursOf(visit);
    given.visits++;
    given.hours[kind] += hours;
    given.total += hours;
    found.set(speaker, given);
  }
  return [...found.values()].sort((a, b) => b.total - a.total || (a.name < b.name ? -1 : 1));
}
