import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as keys from '../../functions/platform/keys.ts';
import { INDEX_KEYS, KINDS, type Kind } from '../../functions/platform/kinds.ts';
import { Code } from '../../functions/platform/schema.ts';
import { ACCESS, type Access } from '../../infra/access.ts';
import { like } from '../../local/policies/like.ts';

/** What of a key is somebody's choice; it may look much like part of another key. */
const id = fc
  .oneof(fc.constantFrom('nc', 'v1', 'policy', 'vISIT', '示例', 'a.VISIT'), fc.stringMatching(/^[a-z0-9][A-Za-z0-9.-]{0,8}$/))
  .filter((text) => Code.safeParse(text).success);

/** Every partition of the table, by the kind of what stands there. */
const PARTITIONS: Record<Kind, (city: string, a: string, b: string) => string> = {
  cities: (city) => keys.cityKey(city).pk,
  identity: (_, a) => keys.identityKey(a).pk,
  key: () => keys.dataKeyKey(2).pk,
  policy: (city) => keys.policyKey(city, 7).pk,
  organisation: (city, a) => keys.organisationKey(city, a).pk,
  unit: (city, a) => keys.unitKey(city, a).pk,
  person: (city, a) => keys.personKey(city, a).pk,
  members: (city, a, b) => keys.memberKey(city, a, b).pk,
  phone: (city, a) => keys.phoneKey(a, city).pk,
  code: (_, a, b) => keys.codeKey(a, b).pk,
  sent: (_, a) => keys.sentKey('phone', a).pk,
  oidc: (_, a, b) => keys.oidcKey(a, b).pk,
  'signing-keys': () => keys.signingKeysKey().pk,
  message: (_, a) => keys.messageKey('2026-03-02T01:00:00.000Z', a).pk,
  audit: (city, a, b) => keys.auditKey(city, a, b, b).pk,
  ledger: (city, a, b) => keys.ledgerKey(city, a, b, a).pk,
  seal: (city, a, b) => keys.sealKey(city, a, b).pk,
  sealed: (city) => keys.sealedKey(city).pk,
  erasure: (city, a) => keys.erasureKey(city, a).pk,
  speaker: (city, a) => keys.speakerKey(city, a).pk,
  roster: (city) => keys.rosterKey(city).pk,
  diary: (city, a, b) => keys.diaryKey(city, a, b).pk,
  clearance: (city, a) => keys.clearanceKey(city, a).pk,
  permission: (city, a, b) => keys.permissionKey(city, a, b).pk,
  series: (city, a, b) => keys.seriesKey(city, a, b, a).pk,
  visit: (city, a, b) => keys.taskKey(city, a, b).pk,
  statistics: (city, a, b) => keys.statisticsKey(city, a, b, a).pk,
  pace: (city, a) => keys.paceKey(city, '2026-03', a).pk,
  recorded: (city, a, b) => keys.recordedKey(city, a, b).pk,
  quota: (city, a) => keys.quotaKey(city, a).pk,
  link: (_, a) => keys.linkKey(a).pk,
  notice: (city, a, b) => keys.noticeKey(city, a, b, b).pk,
  feed: (_, a) => keys.feedKey(a).pk,
  feeds: (city, a, b) => keys.feedListKey(city, a, b).pk,
  letters: (city, a, b) => keys.letterKey(city, a, b).pk,
  'letter-copy': (city, a, b) => keys.letterCopyKey(city, a, b, 1).pk,
  extension: (city) => keys.extensionKey(city, 2).pk,
  idempotency: (city, a, b) => keys.idempotencyKey(city, a, b).pk,
};

test.each(Object.keys(PARTITIONS) as Kind[])('a key of the kind %s fits that kind and no other', (kind) => {
  fc.assert(
    fc.property(id, id, id, (city, a, b) => {
      const key = PARTITIONS[kind](city, a, b);
      const fitting = Object.entries(KINDS).flatMap(([name, pattern]) => (like(pattern)(key) ? [name] : []));
      expect(fitting).toEqual([kind]);
    }),
  );
});

test('no id can pass for a kind', () => {
  for (const text of ['a#VISIT#b', '#', 'nc#', 'POLICY']) expect(Code.safeParse(text).success).toBe(false);
});

describe('the page of what functions may do', () => {
  test('makes every index of use to somebody', () => {
    const queried = Object.values(ACCESS).flatMap((access: Access) => access.indexes ?? []);
    expect(new Set(queried.map(({ name, part }) => part ?? name))).toEqual(new Set(Object.keys(INDEX_KEYS)));
  });

  test('lets nobody delete anything but a row of the statistics, a sign-in and a private calendar; who people are is written by who administers or sets right', () => {
    const administration = ['organisations-api', 'people-api', 'imports-api', 'personal-api'];
    for (const [name, access] of Object.entries<Access>(ACCESS)) {
      const written = [...(access.PutItem ?? []), ...(access.UpdateItem ?? []), ...(access.DeleteItem ?? [])];
      expect(written).not.toContain('unit');
      for (const kind of ['cities', 'policy'] as const)
        if (name !== 'policy-api') expect([name, written]).not.toEqual([name, expect.arrayContaining([kind])]);
      for (const kind of ['identity', 'person', 'members', 'phone', 'organisation'] as const)
        if (!administration.includes(name)) expect([name, written]).not.toEqual([name, expect.arrayContaining([kind])]);
      const calendars = ['feed', 'feeds'];
      const gone: Record<string, string[]> = {
        'personal-api': ['identity', 'members', 'person', 'phone', ...calendars],
        'people-api': ['members'],
        'calendars-api': calendars,
      };
      const mayGo = gone[name] ?? ['statistics', 'oidc'];
      expect((access.DeleteItem ?? []).filter((kind) => !mayGo.includes(kind))).toEqual([]);
      const read = Object.values(access).flat() as string[];
      if (name !== 'issuer') for (const kind of ['oidc', 'signing-keys']) expect(read).not.toContain(kind);
    }
  });
});
