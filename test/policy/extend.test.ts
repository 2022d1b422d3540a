import { ThrottlingException } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Policy } from '../../functions/deadlines/policy.ts';
import { instantAt } from '../../functions/deadlines/shanghai-time.ts';
import { taskName } from '../../functions/decisions/task.ts';
import {
  ESCALATED,
  extensionKey,
  INBOX,
  inboxOf,
  policyKey,
  SWEEP,
  sweepOf,
  taskKey,
  visitKey,
} from '../../functions/platform/keys.ts';
import { beginExtension, isBegun, sweepExtension } from '../../functions/policy/extend.ts';
import type { Visit } from '../../functions/visits/visit.ts';
import { policy, slot } from '../matching/sample.ts';
import { CITY, cityItems } from '../support/city.ts';
import { fakeTable } from '../support/table.ts';
import { core, coreItems, task, today, visit } from '../support/visit.ts';

const table = fakeTable();
const at = (text: string) => instantAt(text.slice(0, 10), text.slice(11));
const version = (n: number, days: number): Policy => ({
  ...policy,
  version: n,
  workingDays: { ...policy.workingDays, 'union-approval': days },
});
const watched = (sk: string) => ({ [SWEEP.pk]: sweepOf(CITY), [SWEEP.sk]: sk });
const open = (id: string) => task('union-approval', { visit: id, openedAt: today.toISOString() });

/** A visit whose union is asked, as it stands in the table. */
function asked(id: string, more: Partial<Visit> = {}) {
  const far = { index: 0, ...slot('2026-12-01 14:00', '15:30') };
  const items = coreItems(core({ visit: visit({ id, slot: far, ...more }), tasks: [open(id)] }));
  return items.map((item) => {
    if ((item.sk as string).startsWith('TASK#'))
      return { ...item, ...watched(open(id).dueAt), [INBOX.pk]: inboxOf(CITY, 'district-union') };
    return item.sk === 'VISIT' ? { ...item, ...watched('2026-03-09T11:00:00.000Z') } : item;
  });
}
const begun = (n: number, more: object = {}) => {
  const write = beginExtension(CITY, n, today.toISOString());
  return 'put' in write ? [{ ...write.put, ...more }] : [];
};
const given = (...items: object[]) =>
  table.fill([
    ...cityItems(),
    ...[version(2, 1), version(3, 5)].map((one) => ({ ...policyKey(CITY, one.version), ...one })),
    ...(items as ReturnType<typeof asked>),
  ]);
const record = (n = 2) => table.get(extensionKey(CITY, n).pk, extensionKey(CITY, n).sk)!;
const stored = (id: string) => table.get(visitKey(CITY, id).pk, 'VISIT')!;
const question = (id: string) => table.get(taskKey(CITY, id, '').pk, taskKey(CITY, id, taskName(open(id))).sk)!;
const events = (id: string) => table.under('EVENT#').filter(({ visit: of }) => of === id);
const sooner = { dueAt: at('2026-03-03 18:00'), expiresAt: at('2026-03-05 18:00') };
const now = new Date(at('2026-03-02 09:15'));

beforeEach(() => void vi.spyOn(console, 'log').mockImplementation(() => undefined));

describe('a version that is extended to the visits that have begun', () => {
  test('reaches them all, each once, and is done when nothing more is found', async () => {
    given(...asked('v1'), ...asked('v2'), ...begun(2));
    expect(await isBegun(CITY, 2)).toBe(true);
    await sweepExtension(CITY, 2, now);
    for (const id of ['v1', 'v2']) {
      expect(stored(id)).toMatchObject({ dates: 2, policy: 1 });
      expect(question(id)).toMatchObject(sooner);
      expect(events(id).map(({ type }) => type)).toEqual(['deadline-moved']);
    }
    // It comes back in an hour, for what an index may have missed.
    expect(record()).toMatchObject({ [SWEEP.sk]: at('2026-03-02 10:15') });
    const before = table.all().filter(({ pk }) => pk !== record().pk);
    await sweepExtension(CITY, 2, new Date(at('2026-03-02 10:15')));
    expect(record()).toMatchObject({ doneAt: at('2026-03-02 10:15') });
    expect(record()).not.toHaveProperty(SWEEP.sk);
    await sweepExtension(CITY, 2, new Date(at('2026-03-02 10:30')));
    expect(table.all().filter(({ pk }) => pk !== record().pk)).toEqual(before);
  });

  test('goes on where it was cut off', async () => {
    given(...asked('v1'), ...asked('v2'), ...begun(2, { after: 'v1', left: true }));
    await sweepExtension(CITY, 2, now);
    expect([stored('v1').dates, stored('v2').dates]).toEqual([undefined, 2]);
    // The first half may have been looked through by another: they are all looked at once more.
    await sweepExtension(CITY, 2, new Date(at('2026-03-02 10:15')));
    expect(stored('v1').dates).toBe(2);
  });

  test('changes nothing about a visit that has ended, or that follows a later version already', async () => {
    const ended = { ended: { status: 'declined' as const, at: today.toISOString(), reasons: [] } };
    given(...asked('v1', ended), ...asked('v2', { dates: 3 }), ...asked('v3', { policy: 3 }), ...begun(2));
    await sweepExtension(CITY, 2, now);
    expect([stored('v1').dates, stored('v2').dates, stored('v3').dates]).toEqual([undefined, 3, undefined]);
    expect(table.under('EVENT#')).toEqual([]);
    expect(record()).toHaveProperty('doneAt');
  });

  test('comes after another, and the later one stays, in whichever order the sweep meets them', async () => {
    given(...asked('v1'), ...begun(2), ...begun(3));
    await sweepExtension(CITY, 3, now);
    await sweepExtension(CITY, 2, now);
    expect(stored('v1').dates).toBe(3);
    expect(question('v1')).toMatchObject({ dueAt: at('2026-03-09 18:00') });
    expect(events('v1')).toHaveLength(1);
  });

  test('meets a decision that comes at the same moment: the answer stays, and nothing moves', async () => {
    given(...asked('v1'), ...begun(2));
    const { pk, sk } = question('v1') as { pk: string; sk: string };
    table.meanwhile(() => table.change(pk, sk, { state: 'decided', result: { outcome: 'approve' } }));
    await sweepExtension(CITY, 2, now);
    expect(question('v1')).toMatchObject({ state: 'decided', dueAt: open('v1').dueAt });
    expect(stored('v1').dates).toBe(2);
    expect(events('v1')).toEqual([]);
  });

  test('does not wait for a visit that cannot be changed now; that one is met again', async () => {
    given(...asked('v1'), ...asked('v2'), ...begun(2));
    const { pk, sk } = stored('v1') as { pk: string; sk: string };
    table.change(pk, sk, { version: 'broken' });
    await sweepExtension(CITY, 2, now);
    expect(stored('v2').dates).toBe(2);
    table.change(pk, sk, { version: 3 });
    await sweepExtension(CITY, 2, new Date(at('2026-03-02 10:15')));
    expect(stored('v1').dates).toBe(2);
  });

  test('tries again what the table had no room for', async () => {
    given(...asked('v1'), ...begun(2));
    table.meanwhile(() => {
      throw new ThrottlingException({ message: '', $metadata: {} });
    });
    await sweepExtension(CITY, 2, now);
    expect(question('v1')).toMatchObject(sooner);
    expect(events('v1')).toHaveLength(1);
  });

  test('leaves a late question with its superior', async () => {
    given(...asked('v1'), ...begun(3));
    const { pk, sk } = question('v1') as { pk: string; sk: string };
    table.change(pk, sk, { escalatedTo: 'city-union', [ESCALATED.pk]: inboxOf(CITY, 'city-union') });
    await sweepExtension(CITY, 3, new Date(at('2026-03-06 09:00')));
    expect(question('v1')).toMatchObject({
      ...{
        escalatedTo: 'city-union',
        [ESCALATED.pk]: inboxOf(CITY, 'city-union'),
        [INBOX.pk]: inboxOf(CITY, 'district-union'),
      },
      ...{ dueAt: at('2026-03-09 18:00'), reminded: [] },
    });
  });
});
