import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { clearanceKey } from '../platform/keys.ts';
import type { Write } from '../platform/writes.ts';
import { EventActor } from '../visits/events.ts';
import type { Speaker } from './speaker.ts';

/** What of a speaker's talks is cleared for campuses: another talk, or a changed one, is another content. */
export const contentOf = ({ talks }: Pick<Speaker, 'talks'>): string =>
  createHash('sha256')
    .update(JSON.stringify(talks.map(({ title, topics, levels, minutes }) => [title, topics, levels, minutes])))
    .digest('base64url')
    .slice(0, 22);

/** Records that the education authority has cleared a speaker's present talks (domain.md, "Talent pool"). */
export const clear = (city: string, speaker: Speaker, by: EventActor, now: Date): Write => ({
  put: {
    ...clearanceKey(city, speaker.id),
    ...{ speaker: speaker.id, content: contentOf(speaker), at: now.toISOString(), by: z.parse(EventActor, by) },
  },
});
