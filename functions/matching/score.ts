import type { Policy } from '../deadlines/policy.ts';
import type { Instant } from '../platform/schema.ts';
import type { Speaker } from '../talent/speaker.ts';
import { loadLimits, weekAndMonth } from './diary.ts';
import type { Load, MatchRequest } from './request.ts';

/**
 * The most that each part gives, in points, so that the union can read why somebody stands first. All parts but the wish sum to 100.
 * The documents name no order of merit, so honours and persons are not ranked among each other: a part counts only what the
 * school asked for, or what spreads the visits. [O]
 */
export const maximum = {
  /** The school named this speaker: more than all other parts together, because a wish is the school's own choice (学校点单). */
  wish: 120,
  /** The share of the wanted topics that the speaker covers: what the pupils will hear. */
  topic: 40,
  /** The speaker has an honour that the school prefers. */
  honour: 15,
  /** The profile names the wanted levels expressly, which is more than not excluding them. */
  level: 10,
  /** The profile names the school's district expressly: a short way. Nothing online. */
  district: 10,
  /** Past ratings, 0 to 5; who has none yet stands in the middle, so that newcomers get their first visit. */
  rating: 10,
  /** How much of the week's and month's limit is still free: visits are spread over the pool. */
  load: 15,
};

/** Integers, each from 0 to its `maximum`. */
export type ScoreParts = Record<keyof typeof maximum, number>;

const BEST_RATING = 5;

const share = (part: number, of: number) => Math.min(1, Math.max(0, part / of));

/** What the profile alone gives. `topicsCovered` is how many of the request's topics the speaker covers. */
export function profileParts(speaker: Speaker, request: MatchRequest, topicsCovered: number): ScoreParts {
  const { levels, districts, honours, rating = BEST_RATING / 2 } = speaker;
  const honoured = honours.some((honour) => !honour.revoked && request.preferredHonours.includes(honour.code));
  const namesLevels = levels.length > 0 && request.levels.length > 0;
  const namesDistrict = request.mode !== 'online' && districts.includes(request.district);
  return {
    wish: request.speakerId === speaker.id ? maximum.wish : 0,
    topic: Math.round(maximum.topic * share(topicsCovered, request.topics.length || 1)),
    honour: honoured ? maximum.honour : 0,
    level: namesLevels ? maximum.level : 0,
    district: namesDistrict ? maximum.district : 0,
    rating: Math.round(maximum.rating * share(rating, BEST_RATING)),
    load: 0,
  };
}

/** The part for the load: by the fuller of the week and the month in which the visit starts. */
export function loadPart(load: Load | undefined, speaker: Speaker, policy: Policy, start: Instant): number {
  const limits = loadLimits(speaker, policy);
  const free = weekAndMonth(start).map((key, i) => 1 - share(load?.counts[key] ?? 0, limits[i]! || 1));
  return Math.round(maximum.load * Math.min(...free));
}

/** The sum of all parts. */
export const total = (parts: ScoreParts): number =>
  parts.wish + parts.topic + parts.honour + parts.level + parts.district + parts.rating + parts.load;

/**
 * A number drawn from visit and speaker, always the same for the same two: it orders speakers of equal score. By id alone the same
 * few would always be asked first, and visits that are matched at the same time would all reach for them. (FNV-1a, 32 bits.)
 */
export function lot(visit: string, speaker: string): number {
  let hash = 0x811c9dc5;
  for (const text of [visit, speaker]) {
    for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}
