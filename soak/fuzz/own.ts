import { isDeepStrictEqual } from 'node:util';
import type { Table } from './ground.ts';
import type { Fuzzed } from './requests.ts';
import type { Heard } from './send.ts';

/**
 * What strangers may leave in the table: counts of the pages that they read, the calendars that they keep of what they read anyway, up
 * to when they have read their notices, and how they want to be told; of each, only their own, and only who sent for it in the batch.
 */

const KINDS = {
  pages: /^\/v1\/speakers(\?|$)/,
  calendars: /^\/v1\/calendars(\?|\/[^/]+\/revocation|$)/,
  read: /^\/v1\/notices\/read(\?|$)/,
  wishes: /^\/v1\/people\/me\/notices(\?|$)/,
};
type Kind = keyof typeof KINDS;

/** By kind the people whose requests of it were taken. */
export type Own = Record<Kind, Set<string>>;
export const nobodys = (): Own => ({ pages: new Set(), calendars: new Set(), read: new Set(), wishes: new Set() });

/** Whatever is no question may change something. */
export const asksToChange = ({ method }: Pick<Fuzzed, 'method'>): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method);

/** As what of somebody's own a request was taken; undefined when it was refused, or is about something else. */
export function ownKind(fuzzed: Pick<Fuzzed, 'method' | 'path'>, heard: Heard | { failed: string }): Kind | undefined {
  if ('failed' in heard || heard.status >= 300) return undefined;
  const [kind] = Object.entries(KINDS).find(([, path]) => path.test(fuzzed.path)) ?? [];
  return (kind === 'pages') === asksToChange(fuzzed) ? undefined : (kind as Kind | undefined);
}

/** Units that one of them may cost: what it changes, of an organisation the event, and its row in the ledger. */
const UNITS_OF_OWN = 12;
export const unitsOf = (taken: readonly Kind[]): number =>
  taken.reduce((sum, kind) => sum + (kind === 'pages' ? 1 : UNITS_OF_OWN), 0);

/** Of the keys that changed those that no request of the batch accounts for. */
export function foreign(changed: readonly string[], before: Table, after: Table, own: Own): string[] {
  const organisations = new Set(
    [...own.calendars].flatMap((id) =>
      [...after].flatMap(([key, item]) =>
        key.endsWith(`#PERSON ${id}`)
          ? (item.memberships as { organisation: string }[]).map(({ organisation }) => organisation)
          : [],
      ),
    ),
  );
  const isOwn = (key: string): boolean => {
    const [was, is] = [before.get(key), after.get(key)];
    const quota = /#QUOTA#(\S+) PAGES$/.exec(key);
    if (quota) return own.pages.has(quota[1]!);
    const read = /#NOTICES#(\S+) READ$/.exec(key);
    if (read) return own.read.has(read[1]!);
    const person = /#PERSON (\S+)$/.exec(key);
    if (person) return own.wishes.has(person[1]!) && isDeepStrictEqual(besidesWishes(was), besidesWishes(is));
    if (/^FEED#|#FEEDS#/.test(key)) return [was, is].every((feed) => !feed || isKeptBy(feed, own.calendars, organisations));
    // History only grows; whose it is says who acted.
    if (/#AUDIT#/.test(key)) return !was && [own.calendars, own.wishes].some((ids) => ids.has(actorOf(is)));
    const event = /^(.*)#LEDGER [^#]+#([^#]+)#EVENT#(.*)$/.exec(key);
    return event !== null && !was && isOwn(`${event[1]}#AUDIT#${event[2]} ${event[3]}`);
  };
  return changed.filter((key) => !isOwn(key));
}

type Stored = Record<string, unknown> | undefined;
const besidesWishes = (person: Stored) => person && { ...person, notices: undefined, version: undefined };
const actorOf = (event: Stored) => String((event?.by as { person?: string } | undefined)?.person);
const isKeptBy = ({ by, organisation }: Record<string, unknown>, ids: Set<string>, organisations: Set<string>) =>
  ids.has(by as string) || organisations.has(organisation as string);
