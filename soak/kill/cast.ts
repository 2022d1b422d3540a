import type { SampleSpeaker } from '../../data/sample/city.ts';
import { sampleCities } from '../../data/sample/index.ts';

/**
 * Who takes part. No two stories of one season want the same speaker at the same time, so that it makes no difference which of
 * them comes first. What the match draws by itself has the topic below; who is cast never has, so that nobody is drawn away.
 */
export const DRAWN_TOPIC = 'welding';
/** Whom all visits are for. */
export const LEVEL = 'junior-secondary';

const [city] = sampleCities();
const { speakers, organisations } = city!;

/** Whoever may go anywhere at any time, as often as the city allows. */
const willing = speakers.filter(
  ({ status, honours, levels, districts, availability, activityTypes, modes, topics, maxPerMonth, minimumNoticeDays }) =>
    status === 'active' &&
    honours.every(({ revoked }) => !revoked) &&
    (levels.length === 0 || levels.includes(LEVEL)) &&
    [districts, availability, activityTypes].every(({ length }) => length === 0) &&
    modes.includes('in-school') &&
    !topics.includes(DRAWN_TOPIC) &&
    maxPerMonth === undefined &&
    minimumNoticeDays === undefined,
);

const worksFor = (employers: number) => (speaker: SampleSpeaker) =>
  speaker.employments.length === employers &&
  speaker.employments.every(({ kind, to }) => kind === 'employed' && to === undefined);

const employed = willing.filter(worksFor(1));
const employedTwice = willing.filter(worksFor(2));
const free = willing.filter(({ employments }) => employments.every(({ kind }) => ['retired', 'self-employed'].includes(kind)));
const schools = organisations.filter(({ kinds }) => kinds.includes('school'));

/** The school of the story with this number: neighbours in the list lie in different units. */
export const schoolOf = (story: number): string => schools[(story * 7) % schools.length]!.id;

/** So often a speaker comes in one week by the city's policy; all visits of a season may lie in one. */
const MOST = 2;

/** The speakers of one season, each given away as often as the policy allows. */
export class Cast {
  readonly #given = new Map<SampleSpeaker[], number>();

  /** Somebody whom one employer has to release. */
  employed = (): string => this.#next(employed);
  /** Somebody whom two employers have to release. */
  employedTwice = (): string => this.#next(employedTwice);
  /** Somebody whom nobody has to release. */
  free = (): string => this.#next(free);

  #next(from: SampleSpeaker[]): string {
    const place = this.#given.get(from) ?? 0;
    this.#given.set(from, place + 1);
    const speaker = from[place % from.length];
    if (!speaker || place >= MOST * from.length)
      throw new Error('the sample city has no further speaker of this kind for one season');
    return speaker.id;
  }
}
