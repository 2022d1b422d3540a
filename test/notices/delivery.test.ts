import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { NotDelivered } from '../../functions/notices/channels/not-delivered.ts';
import type { Address } from '../../functions/notices/channels/port.ts';
import { handler } from '../../functions/notices/deliver.handler.ts';
import type { Notice, Outgoing } from '../../functions/notices/notice.ts';
import { noticeWrite } from '../../functions/notices/write.ts';
import { personNumber, robotSecret } from '../../functions/personal/sealing.ts';
import { organisationKey, personKey } from '../../functions/platform/keys.ts';
import type { Item } from '../../functions/platform/writes.ts';
import { CITY, cityItems, organisations } from '../support/city.ts';
import { ring } from '../support/numbers.ts';
import { fakeTable } from '../support/table.ts';
import { core, coreItems, task, visit } from '../support/visit.ts';

const port = vi.hoisted(() => ({
  sent: [] as { address: unknown; message: unknown }[],
  failing: undefined as Error | undefined,
  /** Which address fails; all of them without it. */
  failsAt: undefined as string | undefined,
}));
vi.mock('../../functions/notices/channels/port.ts', async () => ({
  ...(await import('../../functions/notices/channels/not-delivered.ts')),
  configured: () => new Set(['sms', 'email', 'robot']),
  send: async (address: unknown, message: unknown) => {
    if (port.failing && (!port.failsAt || JSON.stringify(address).includes(port.failsAt))) throw port.failing;
    port.sent.push({ address, message });
  },
}));

process.env.CURSOR_SECRET = 'secret';
process.env.PUBLIC_URL = 'https://visits.example';
const table = fakeTable();
/** Tuesday morning in Shanghai. */
const TUESDAY = '2026-03-03T02:00:00.000Z';
const officer = {
  ...{ id: 'officer', city: CITY, name: '示例工会干部', phone: ring.seal('19000000001', personNumber(CITY, 'officer')) },
  memberships: [{ role: 'union', organisation: 'district-union' }],
};
const messages = () => port.sent as { address: Address; message: Outgoing }[];
const notices = () => table.under('NOTICE#');

const about = (name: string, more: Partial<Notice> = {}): Item => {
  const write = noticeWrite({
    ...{ city: CITY, recipient: 'officer', kind: 'reminder', at: '2026-03-03T00:30:00.000Z', cause: `${name}.morning` },
    ...{ party: 'district-union', visit: name, task: `${name}.1.union-approval.0.1`, deliverAt: '2026-03-03T00:30:00.000Z' },
    facts: { reminder: 'morning', covers: 'morning' },
    ...more,
  });
  return 'put' in write ? write.put : {};
};
const visitOf = (name: string, more: Parameters<typeof task>[1] = {}) =>
  coreItems(core({ visit: visit({ id: name }), tasks: [task('union-approval', { visit: name, ...more })] }));

async function deliverAt(instant: string) {
  vi.setSystemTime(new Date(instant));
  return handler({ 'detail-type': 'Scheduled Event', detail: {} } as Parameters<typeof handler>[0]);
}

beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterAll(() => void vi.useRealTimers());
beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  port.sent.length = 0;
  port.failing = undefined;
  port.failsAt = undefined;
});

/** The table with these items beside the city and its officer. */
const given = (...items: Item[]) => table.fill([...cityItems(), { ...personKey(CITY, 'officer'), ...officer }, ...items]);

test('what is due goes out once, with a link to the question, and is written down', async () => {
  given(about('v1'), ...visitOf('v1'));
  await deliverAt(TUESDAY);
  await deliverAt('2026-03-03T02:05:00.000Z');
  expect(messages()).toHaveLength(1);
  expect(messages()[0]).toMatchObject({
    address: { route: 'sms', phone: '19000000001' },
    message: { kind: 'reminder', language: 'zh', link: expect.stringMatching(/^https:\/\/visits\.example\/t\/[\w-]{43}$/) },
  });
  expect(notices()).toMatchObject([{ done: true, sent: { sms: TUESDAY } }]);
  expect(notices()[0]).not.toHaveProperty('deliverAt');
});

test('a backlog is one message and not a flood', async () => {
  given(...['v1', 'v2', 'v3'].flatMap((name) => [about(name), ...visitOf(name)]));
  await deliverAt(TUESDAY);
  expect(messages()).toHaveLength(1);
  expect(messages()[0]!.message).toMatchObject({
    kind: 'digest',
    title: '您有 3 条通知',
    link: expect.stringMatching(/^https:\/\/visits\.example\/n\/[\w-]{43}$/),
  });
  expect(notices().every(({ done }) => done)).toBe(true);
});

test('of several reminders of one question the last speaks for all', async () => {
  given(about('v1'), about('v1', { cause: 'v1.overdue', at: '2026-03-03T01:00:00.000Z', kind: 'overdue' }), ...visitOf('v1'));
  await deliverAt(TUESDAY);
  expect(messages().map(({ message }) => message.kind)).toEqual(['overdue']);
});

test.each([
  ['was decided', { state: 'decided' as const }],
  ['was closed', { state: 'closed' as const }],
  ['is over', { expiresAt: '2026-03-03T01:00:00.000Z' }],
])('nothing goes out for a question that %s meanwhile', async (_, more) => {
  given(about('v1'), ...visitOf('v1', more));
  await deliverAt(TUESDAY);
  expect([messages(), notices()]).toMatchObject([[], [{ done: true }]]);
});

test('a reminder that was late waits for the hours in which people may be told', async () => {
  given(about('v1'), ...visitOf('v1'));
  await deliverAt('2026-03-03T15:00:00.000Z');
  expect(notices()).toMatchObject([{ deliverAt: '2026-03-04T00:00:00.000Z' }]);
  expect(messages()).toEqual([]);
  await deliverAt('2026-03-04T00:00:00.000Z');
  expect(messages()).toHaveLength(1);
});

describe('a channel that is away', () => {
  test('loses nothing in a day: what gathered goes out as one message, under ids that stay', async () => {
    given(about('v1'), ...visitOf('v1', { expiresAt: '2026-03-20T10:00:00.000Z' }));
    port.failing = new NotDelivered('unreachable', false);
    await deliverAt(TUESDAY);
    expect(notices()).toMatchObject([{ failures: 1, deliverAt: '2026-03-03T02:05:00.000Z' }]);
    await deliverAt('2026-03-03T02:05:00.000Z');
    expect(notices()).toMatchObject([{ failures: 2, deliverAt: '2026-03-03T02:20:00.000Z' }]);
    port.failing = undefined;
    await deliverAt('2026-03-04T02:00:00.000Z');
    expect(messages()).toHaveLength(1);
    expect(notices()).toMatchObject([{ done: true, sent: { sms: '2026-03-04T02:00:00.000Z' } }]);
  });

  test('for days leaves what it could not deliver to somebody who looks', async () => {
    given({ ...about('v1'), failures: 27 }, ...visitOf('v1', { expiresAt: '2026-03-20T10:00:00.000Z' }));
    port.failing = new NotDelivered('unreachable', false);
    await deliverAt(TUESDAY);
    expect(notices()).toMatchObject([{ dead: true, delivery: `${CITY}#DEAD` }]);
    port.failing = undefined;
    await deliverAt('2026-03-04T02:00:00.000Z');
    expect(messages()).toEqual([]);
  });

  test('and a number that is none is not tried again', async () => {
    given(about('v1'), ...visitOf('v1'));
    port.failing = new NotDelivered('no-such-number', true);
    await deliverAt(TUESDAY);
    expect(notices()).toMatchObject([{ dead: true, refused: { sms: 'no-such-number' } }]);
  });
});

test('what fails on our side is kept for another try, and the operator hears of it', async () => {
  given(about('v1', { deliverAt: undefined }), ...visitOf('v1', { expiresAt: '2026-03-20T10:00:00.000Z' }));
  const [{ pk, sk }] = notices() as [Item];
  table.change(personKey(CITY, 'officer').pk, 'officer', { memberships: 'unreadable' });
  vi.setSystemTime(new Date(TUESDAY));
  const written = { 'detail-type': 'notices-written', detail: { keys: [{ pk, sk }] } };
  await expect(handler(written as unknown as Parameters<typeof handler>[0])).rejects.toThrow();
  expect(notices()).toMatchObject([{ failures: 1, delivery: `${CITY}#DELIVERY`, deliverAt: '2026-03-03T02:05:00.000Z' }]);
  table.change(personKey(CITY, 'officer').pk, 'officer', officer);
  await deliverAt('2026-03-03T02:09:00.000Z');
  expect(messages()).toHaveLength(1);
  expect(notices()).toMatchObject([{ done: true }]);
});

test('a fault in sending is noted for another try, and the operator hears of it, too', async () => {
  given(about('v1', { deliverAt: undefined }), ...visitOf('v1', { expiresAt: '2026-03-20T10:00:00.000Z' }));
  const [{ pk, sk }] = notices() as [Item];
  port.failing = new TypeError('a setting is wrong');
  vi.setSystemTime(new Date(TUESDAY));
  const written = { 'detail-type': 'notices-written', detail: { keys: [{ pk, sk }] } };
  await expect(handler(written as unknown as Parameters<typeof handler>[0])).rejects.toThrow();
  expect(notices()).toMatchObject([{ failures: 1, delivery: `${CITY}#DELIVERY` }]);
});

test('each person chooses by which channels and in which language', async () => {
  given(about('v1'), ...visitOf('v1'));
  table.change(personKey(CITY, 'officer').pk, 'officer', { notices: { language: 'en', immediate: [], digest: ['sms'] } });
  await deliverAt(TUESDAY);
  expect([messages(), notices()]).toMatchObject([[], [{ done: true }]]);
  given(about('v1', { digest: true }), ...visitOf('v1'));
  table.change(personKey(CITY, 'officer').pk, 'officer', { notices: { language: 'en', immediate: [], digest: ['sms'] } });
  await deliverAt(TUESDAY);
  expect(messages()[0]!.message.text).toMatch(/^“Union approval” is due today/);
});

test('a group’s robot hears what waits, and nobody’s name', async () => {
  const url = ring.seal('https://qyapi.weixin.qq.com/x', robotSecret(CITY, 'district-union', 'r1', 'url'));
  const robots = [{ kind: 'wecom', id: 'r1', url }];
  given(about('v1', { recipient: 'district-union' }), ...visitOf('v1'));
  table.change(organisationKey(CITY, 'district-union').pk, 'district-union', { ...organisations['district-union'], robots });
  // On another day, because organisations are kept in memory for a minute.
  await deliverAt('2026-03-05T02:00:00.000Z');
  expect(messages()).toMatchObject([{ address: { route: 'robot', kind: 'wecom', url: 'https://qyapi.weixin.qq.com/x' } }]);
  expect(JSON.stringify(messages()[0]!.message)).not.toContain('示例s1');
  expect(messages()[0]!.message).not.toHaveProperty('link');
});

test.each([
  ['is away', new NotDelivered('unreachable', false)],
  ['has a setting that is wrong', new TypeError('wrong')],
])('of an office’s robots only the one that %s is tried again', async (_, failing) => {
  const robot = (id: string) => ({
    ...{ kind: 'wecom', id },
    url: ring.seal(`https://qyapi.weixin.qq.com/${id}`, robotSecret(CITY, 'district-union', id, 'url')),
  });
  const robots = ['r1', 'r2'].map(robot);
  given(about('v1', { recipient: 'district-union' }), ...visitOf('v1', { expiresAt: '2026-03-20T10:00:00.000Z' }));
  table.change(organisationKey(CITY, 'district-union').pk, 'district-union', { ...organisations['district-union'], robots });
  Object.assign(port, { failing, failsAt: '/r2' });
  await deliverAt('2026-03-06T02:00:00.000Z');
  expect(notices()).toMatchObject([{ sent: { 'robot r1': '2026-03-06T02:00:00.000Z' }, failures: 1 }]);
  port.failing = undefined;
  await deliverAt('2026-03-06T02:05:00.000Z');
  expect(messages().map(({ address }) => 'url' in address && address.url.at(-1))).toEqual(['1', '2']);
  expect(notices()).toMatchObject([{ done: true }]);
});

test('somebody who is gone is not looked for for ever', async () => {
  table.fill([...cityItems(), about('v1'), ...visitOf('v1')]);
  await deliverAt(TUESDAY);
  expect([messages(), notices()]).toMatchObject([[], [{ done: true }]]);
});
