import { beforeEach, expect, test, vi } from 'vitest';
import type { Person } from '../../functions/access/person.ts';
import { defaultLimits, type Limits } from '../../functions/limits/limits.ts';
import { policyKey } from '../../functions/platform/keys.ts';
import { policy } from '../matching/sample.ts';
import { CITY, cityItems, people } from '../support/city.ts';
import { fakeTable } from '../support/table.ts';

const table = fakeTable();
const rate = (burst: number) => ({ burst, perMinute: 60 });
const requests = { person: rate(5), organisation: rate(8) };
const limits: Limits = {
  usual: { ...defaultLimits.usual, requests },
  roles: { union: { ...defaultLimits.usual, requests: { person: rate(20), organisation: rate(20) } } },
};
const now = new Date('2026-03-02T01:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

/** What an instance has counted is forgotten with it. */
let admit: (person: Person, at: Date, requests?: number) => Promise<void>;
beforeEach(async () => {
  table.fill([...cityItems(), { ...policyKey(CITY, policy.version), ...policy, limits }]);
  vi.resetModules();
  ({ admit } = await import('../../functions/limits/admit.ts'));
});

/** How many of so many are let in. */
async function letIn(person: Person, count: number, at = now): Promise<number> {
  let taken = 0;
  for (let i = 0; i < count; i++) {
    await admit(person, at).then(
      () => taken++,
      (error) => expect(error).toMatchObject({ type: 'too-many-requests' }),
    );
  }
  return taken;
}
const colleague: Person = { ...people.teacher, id: 'colleague' };
const third: Person = { ...people.teacher, id: 'third' };

test('one person gets so many, whatever is refused takes nothing from colleagues, and together they get so many', async () => {
  expect(await letIn(people.teacher, 50)).toBe(5);
  expect(await letIn(colleague, 50)).toBe(3);
  expect(await letIn(third, 1)).toBe(0);
  expect(await letIn(people.neighbour, 50)).toBe(5);
});

test('a minute later there is room again, as much as comes in a minute and not more than may come at once', async () => {
  await letIn(people.teacher, 50);
  expect(await letIn(people.teacher, 50, later(2))).toBe(2);
  expect(await letIn(people.teacher, 50, later(600))).toBe(5);
});

test('who acts for a union has what unions have', async () => {
  expect(await letIn(people.officer, 50)).toBe(20);
});

test('who acts for nobody any more has what is usual', async () => {
  const left: Person = {
    ...people.officer,
    memberships: [{ ...people.officer.memberships[0]!, to: '2026-01-01T00:00:00.000Z' }],
  };
  expect(await letIn(left, 50)).toBe(5);
});

test('several that come as one count each, and one that is larger than all that may come at once is not shut out for ever', async () => {
  await admit(people.teacher, now, 4);
  await expect(admit(people.teacher, now, 4)).rejects.toMatchObject({ facts: { retryAfter: 3 } });
  await admit(people.neighbour, now, 25);
  await expect(admit(people.neighbour, now)).rejects.toMatchObject({ facts: { limit: 'requests' } });
});
