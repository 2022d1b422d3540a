import { changes } from './stories/changes.ts';
import { declined } from './stories/declined.ts';
import { held } from './stories/held.ts';
import { open } from './stories/open.ts';
import { silent } from './stories/silent.ts';
import type { Story } from './telling.ts';

const families = [held, declined, silent, changes, open];
const longest = Math.max(...families.map(({ length }) => length));

/**
 * All stories, in the order in which they are told in every season: one of each family in turn, so that the first few show as much
 * as possible. Whoever knows a further way adds it to its family.
 */
export const stories: Story[] = Array.from({ length: longest }, (_, place) =>
  families.flatMap((family) => family.slice(place, place + 1)),
).flat();
