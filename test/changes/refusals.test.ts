import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { loadKey, speakerKey } from '../../functions/platform/keys.ts';
import type { Item } from '../../functions/platform/writes.ts';
import type { VisitCore } from '../../functions/visits/store.ts';
import type { Visit } from '../../functions/visits/visit.ts';
import { handler } from '../../functions/visits/visits-api.handler.ts';
import { at, busy, now, speaker, threeEvenings, thursday } from '../matching/sample.ts';
import { facts } from '../support/case.ts';
import { CITY, cityItems, type people } from '../support/city.ts';
import { send } from '../support/http.ts';
import { identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';
import { core, coreItems, request, seat, task, visit } from '../support/visit.ts';

const table = fakeTable();
const oidc = issuer();
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterAll(() => void vi.useRealTimers());

const window = { start: at('2026-03-12 13:00'), end: at('2026-03-12 16:30') };
const released = { employer: 'employer-1', need: 'required' as const, releasedAt: now, window };
const agreed: VisitCore['seats'] = [
  seat(1, 's1', { releases: [released], speakerConfirmedAt: now }),
  seat(2, 's3', { speakerConfirmedAt: now, past: ['s5'] }),
];
const open = task('speaker-confirmation', { seat: 1, party: 's1' });
const confirmed = (more: Partial<Visit> = {}) =>
  visit({ speakersWanted: 2, approved: { 1: 1, 2: 1 }, schoolConfirmedAt: now, statistics: 'due', ...more });
const asked = visit({ speakersWanted: 2, approved: { 1: 1, 2: 1 } });
const ended = (status: 'cancelled' | 'closed' | 'unmatched') => confirmed({ ended: { status, at: now, reasons: [] } });

interface Row {
  change: string;
  body: object;
  given?: Partial<VisitCore>;
  at?: string;
  who?: keyof typeof people;
  others?: Item[];
}

/** Says what is answered, and fails when anything at all was written. */
async function refused({ change, body, given = {}, at: then = now, who = 'superior', others = [] }: Row): Promise<string> {
  vi.setSystemTime(new Date(then));
  const known = core({ visit: confirmed(), seats: agreed, tasks: [open], ...given });
  const held = [...facts(known)].flatMap(([id, { diaries, load }]) => [
    ...diaries.map((diary) => ({ pk: `${CITY}#DIARY#${id}`, sk: diary.month, ...diary })),
    ...(load ? [{ ...loadKey(CITY, id), ...load }] : []),
  ]);
  const away = speaker('away', { status: 'paused' });
  const items = [...cityItems(), ...identityItems(), ...coreItems(known), ...held, { ...speakerKey(CITY, 'away'), ...away }];
  table.fill([...items, ...others]);
  const before = table.all();
  const request = { token: await oidc.token(who), body: { reasonCode: 'other', ...body } };
  const answer = await send(handler, 'POST', `/v1/visits/v1/${change}`, request);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(table.all()).toEqual(before);
  const [first] = (answer.body.errors ?? []) as { path: string; code: string }[];
  return first ? `${first.path} ${first.code}` : answer.body.type;
}

const slots = [{ start: '2026-04-02T14:00:00+08:00', end: '2026-04-02T15:30:00+08:00' }];
const to = { start: '2026-03-12T14:30:00+08:00', end: '2026-03-12T16:00:00+08:00' };
const bodies = { cancel: {}, reschedule: { slots }, shift: to, withdraw: { seat: 1 } };
const replace = { seat: 1, speakerId: 's4' };
const everyChange = Object.entries({ ...bodies, 'replace-speaker': replace }).map(([change, body]) => ({ change, body }));
const morning = at('2026-03-12 07:00');

describe.each(everyChange)('$change', ({ change, body }) => {
  test('of a visit that has ended is refused whole', async () => {
    for (const status of ['closed', 'unmatched'] as const)
      expect(await refused({ change, body, given: { visit: ended(status) } })).toBe('visit-over');
  });

  test('of a confirmed visit whose time has come is refused whole', async () => {
    const then = change === 'cancel' ? thursday.end : thursday.start;
    expect(await refused({ change, body, at: then })).toBe('visit-took-place');
  });

  test('by strangers, and without a reason, is refused whole', async () => {
    expect(await refused({ change, body, who: 'stranger' })).toBe('not-found');
    expect(await refused({ change, body: { ...body, reasonCode: undefined } })).toBe('reasonCode required');
    expect(await refused({ change, body: { ...body, reasonCode: 'boredom' } })).toBe('reasonCode unknown');
  });
});

const sessions = {
  visit: confirmed({ slot: { index: 0, start: threeEvenings.start, end: threeEvenings.end } }),
  request: request({ slots: [threeEvenings] }),
};
const diary = (who: string, held: typeof thursday): Item[] =>
  busy(who, held)[1].diaries.map((one) => ({ pk: `${CITY}#DIARY#${who}`, sk: one.month, ...one }));

/** `says` is the problem's type, or the field and its code. */
test.each<Row & { name: string; says: string }>([
  {
    name: 'moved into the past',
    change: 'reschedule',
    body: { slots: [thursday].map(({ start, end }) => ({ start, end })) },
    at: at('2026-03-13 09:00'),
    given: { visit: asked },
    says: 'slots.0.start past',
  },
  { name: 'moved to times that overlap', change: 'reschedule', body: { slots: [...slots, ...slots] }, says: 'slots.1 overlap' },
  {
    name: 'moved to a time that leaves nobody time to answer',
    change: 'reschedule',
    body: { slots: [to] },
    at: at('2026-03-12 07:00'),
    says: 'too-late',
  },
  {
    name: 'shifted before speakers are approved',
    change: 'shift',
    body: to,
    given: { visit: visit({ speakersWanted: 2 }) },
    says: 'not-agreed-yet',
  },
  {
    name: 'shifted to another day',
    change: 'shift',
    body: { start: '2026-03-13T14:00:00+08:00', end: '2026-03-13T15:30:00+08:00' },
    says: 'start same-day',
  },
  {
    name: 'shifted beyond what was released',
    change: 'shift',
    body: { start: '2026-03-12T09:00:00+08:00', end: '2026-03-12T10:00:00+08:00' },
    says: 'start outside-release',
  },
  {
    name: 'shifted so that its end is not released',
    change: 'shift',
    body: { start: '2026-03-12T15:30:00+08:00', end: '2026-03-12T16:31:00+08:00' },
    says: 'start outside-release',
  },
  {
    name: 'shifted to an end before its start',
    change: 'shift',
    body: { start: to.end, end: to.start },
    says: 'end end-before-start',
  },
  {
    name: 'shifted where it has sessions',
    change: 'shift',
    body: { start: '2026-03-11T19:30:00+08:00', end: '2026-03-11T21:00:00+08:00' },
    given: sessions,
    says: 'start has-sessions',
  },
  {
    name: 'shifted onto another visit of a speaker',
    change: 'shift',
    body: to,
    says: 'speaker-unavailable',
    others: diary('s3', { start: at('2026-03-12 16:45'), end: at('2026-03-12 18:00') }),
  },
  {
    name: 'withdrawn from an empty seat',
    change: 'withdraw',
    body: { seat: 2 },
    given: { visit: asked, seats: [agreed[0]!, seat(2)] },
    who: 'officer',
    says: 'forbidden',
  },
  { name: 'replaced by phone too early', change: 'replace-speaker', body: replace, says: 'too-early' },
  {
    name: 'replaced by phone before there is a time',
    change: 'replace-speaker',
    body: replace,
    given: { visit: visit({ slot: undefined }), seats: [] },
    says: 'too-early',
  },
  {
    name: 'replaced in a seat that the visit has not',
    change: 'replace-speaker',
    body: { ...replace, seat: 3 },
    at: morning,
    says: 'seat-open',
  },
  {
    name: 'replaced by somebody unknown',
    change: 'replace-speaker',
    body: { ...replace, speakerId: 's9' },
    at: morning,
    says: 'speakerId unknown-speaker',
  },
  {
    name: 'replaced by who sits there',
    change: 'replace-speaker',
    body: { ...replace, speakerId: 's1' },
    at: morning,
    says: 'speakerId excluded',
  },
  {
    name: 'replaced by who sits in the other seat',
    change: 'replace-speaker',
    body: { ...replace, speakerId: 's3' },
    at: morning,
    says: 'speakerId excluded',
  },
  {
    name: 'replaced by somebody who is paused',
    change: 'replace-speaker',
    body: { ...replace, speakerId: 'away' },
    at: morning,
    says: 'speakerId not-suitable',
  },
  {
    name: 'replaced by somebody who is busy',
    change: 'replace-speaker',
    body: replace,
    at: morning,
    says: 'speaker-unavailable',
    others: diary('s4', thursday),
  },
])('$name: refused whole', async (row) => {
  expect(await refused(row)).toBe(row.says);
});
