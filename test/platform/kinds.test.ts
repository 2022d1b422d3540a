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
  phone: (city, a, b) => keys.phoneKey(a, city, b).pk,
  audit: (city, a, b) => keys.auditKey(city, a, b, b).pk,
  erasure: (city, a) => keys.erasureKey(city, a).pk,
  speaker: (city, a) => keys.speakerKey(city, a).pk,
  roster: (city) => keys.rosterKey(city).pk,
  diary: (city, a, b) => keys.diaryKey(city, a, b).pk,
  clearance: (city, a) => keys.clearanceKey(city, a).pk,
  permission: (city, a, b) => keys.permissionKey(city, a, b).pk,
  series: (city, a, b) => keys.seriesKey(city, a, b, a).pk,
  visit: (city, a, b) => keys.taskKey(city, a, b).pk,
  statistics: (city, a, b) => keys.statisticsKey(city, a, b, a).pk,
  recorded: (city, a, b) => keys.recordedKey(city, a, b).pk,
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
    expect(new Set(queried.map(({ name }) => name))).toEqual(new Set(Object.keys(INDEX_KEYS)));
  });

  test('lets nobody delete anything but a row of the statistics, nor write who people are and what they may; but for one who is corrected or erased', () => {
    for (const access of Object.entries<Access>(ACCESS).flatMap(([name, one]) => (name === 'personal-api' ? [] : [one]))) {
      const written = [...(access.PutItem ?? []), ...(access.UpdateItem ?? []), ...(access.DeleteItem ?? [])];
      for (const kind of ['cities', 'identity', 'person', 'organisation', 'unit', 'policy'] as const)
        expect(written).not.toContain(kind);
      expect((access.DeleteItem ?? []).filter((kind) => kind !== 'statistics')).toEqual([]);
    }
  });
});
