import * as keys from './keys.ts';

/** Stands for any city, id and so on; in a policy for any text at all. */
const ANY = '*';

/**
 * The kinds of items in the table, by the partition keys under which they stand. Made by the same functions that make the keys, so
 * that a policy cannot name other places than the code. An id holds no `#` and begins with no capital, so that a key fits its own
 * kind only; but the subject of a token is not ours to word.
 */
export const KINDS = {
  cities: keys.CITIES,
  identity: keys.identityKey(ANY).pk,
  key: keys.DATA_KEYS,
  policy: keys.policyKey(ANY, 1).pk,
  organisation: keys.organisationsOf(ANY),
  unit: keys.unitsOf(ANY),
  person: keys.personKey(ANY, ANY).pk,
  members: keys.membersOf(ANY, ANY),
  phone: keys.phonesOf(ANY),
  code: keys.codeKey(ANY, ANY).pk,
  sent: keys.sentKey(ANY as 'phone', ANY).pk,
  oidc: keys.oidcKey(ANY, ANY).pk,
  'signing-keys': keys.signingKeysKey().pk,
  link: keys.linkKey(ANY).pk,
  message: keys.messagesOf(ANY),
  notice: keys.noticesOf(ANY, ANY),
  feed: keys.feedKey(ANY).pk,
  feeds: keys.feedsOf(ANY, ANY),
  letters: keys.lettersOf(ANY, ANY),
  'letter-copy': keys.letterCopyKey(ANY, ANY, ANY, ANY).pk,
  extension: keys.extensionsOf(ANY),
  audit: keys.auditOf(ANY, ANY),
  ledger: keys.ledgerOf(ANY),
  seal: keys.sealsOf(ANY, ANY),
  sealed: keys.sealedKey(ANY).pk,
  erasure: keys.erasuresOf(ANY),
  speaker: keys.poolOf(ANY),
  roster: keys.rosterKey(ANY).pk,
  diary: keys.loadKey(ANY, ANY).pk,
  clearance: keys.clearanceKey(ANY, ANY).pk,
  permission: keys.permissionKey(ANY, ANY, ANY).pk,
  series: keys.seriesKey(ANY, ANY, ANY, ANY).pk,
  /** All of a visit: itself, its request, seats, tasks, matches, events. */
  visit: keys.visitOf(ANY, ANY),
  statistics: keys.statisticsOf(ANY, ANY),
  pace: keys.paceOf(ANY, ANY),
  recorded: keys.recordedKey(ANY, ANY, ANY).pk,
  quota: keys.quotaKey(ANY, ANY).pk,
  idempotency: keys.idempotencyKey(ANY, ANY, ANY).pk,
} as const;

export type Kind = keyof typeof KINDS;

/** The same for what the indexes are partitioned by. */
export const INDEX_KEYS: Record<string, readonly string[]> = {
  ...Object.fromEntries(keys.PARTY_INDEXES.map(({ name }) => [name, [keys.partyOf(ANY, ANY)]])),
  [keys.INBOX.name]: [keys.inboxOf(ANY, ANY)],
  [keys.ESCALATED.name]: [keys.inboxOf(ANY, ANY)],
  [keys.SWEEP.name]: [keys.sweepOf(ANY)],
  [keys.DELIVERY.name]: [keys.deliveryOf(ANY)],
  [keys.DEAD.part!]: [keys.deadOf(ANY)],
};
