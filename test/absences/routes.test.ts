import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { plusHours } from '../../functions/deadlines/shanghai-time.ts';
import { PersonalData } from '../../functions/personal/contract.ts';
import { handler as personal } from '../../functions/personal/personal-api.handler.ts';
import { partyOf, seatKey, statisticsKey } from '../../functions/platform/keys.ts';
import { eventWrite } from '../../functions/visits/events.ts';
import type { Absence } from '../../functions/visits/visit.ts';
import { handler } from '../../functions/visits/visits-api.handler.ts';
import { at, now, thursday } from '../matching/sample.ts';
import { CITY, cityItems, type people } from '../support/city.ts';
import { send } from '../support/http.ts';
import { row, rowItem } from '../support/row.ts';
import { identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';
import { core, coreItems, request, seat, task, teacher, visit } from '../support/visit.ts';

const table = fakeTable();
const oidc = issuer();
const told = at('2026-03-13 09:00');
const monday = at('2026-03-16 10:00');
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date(monday) }));
afterAll(() => void vi.useRealTimers());

/** Of two speakers s1 is said to have been ill; employer-1 had released both. */
const absence: Absence = { at: told, by: 'teacher', until: at('2026-03-27 18:00'), reasonCode: 'unwell' };
const releases = [{ employer: 'employer-1', need: 'required' as const, releasedAt: now }];
const held = visit({
  ...{ speakersWanted: 2, approved: { 1: 1, 2: 1 }, schoolConfirmedAt: now, statistics: 'submitted' },
  ended: { status: 'closed', at: told, reasons: [] },
});
const submitted = task('statistics', {
  ...{ party: 'school-1', state: 'decided', result: { outcome: 'submit' } },
  decision: { body: { outcome: 'submit', actualStart: thursday.start }, by: teacher, at: told },
});
function given(more: Partial<Absence> = {}, by = teacher): void {
  const decision = { ...submitted.decision!, by };
  const closed = core({
    visit: held,
    request: request({ speakersWanted: 2 }),
    seats: [
      seat(1, 's1', { releases, speakerConfirmedAt: now, absence: { ...absence, ...more } }),
      seat(2, 's3', { releases: [{ ...releases[0]!, employer: 'employer-2' }], speakerConfirmedAt: now }),
    ],
    tasks: [{ ...submitted, decision }],
  });
  const facts = { by, seat: 1, speaker: 's1', reasonCode: 'unwell', text: '示例：据说住院' };
  const event = eventWrite(held, 'speaker-absent', new Date(told), facts);
  table.fill([
    ...cityItems(),
    ...identityItems(),
    ...coreItems(closed),
    ...('put' in event ? [event.put] : []),
    rowItem(row({ speakers: [{ id: 's3', name: '示例s3' }] })),
  ]);
  // The city's union owns the entry of s1.
  table.change(...keyed(seatKey(CITY, 'v1', 1)), { party3: partyOf(CITY, 'city-union') });
}
beforeEach(() => {
  vi.setSystemTime(new Date(monday));
  given();
});

type Who = keyof typeof people;
const post = async (who: Who, path: string, body: object) =>
  send(handler, 'POST', `/v1/visits/v1/absences/${path}`, { token: await oidc.token(who), body });
const contests = (who: Who, body: object = {}, speaker = 's1') =>
  post(who, `${speaker}/objection`, { text: '示例：我到了', ...body });
const settles = (who: Who, body: object = { outcome: 'came' }) => post(who, 's1/settlement', body);
const get = async (who: Who, path = '') => send(handler, 'GET', `/v1/visits/v1${path}`, { token: await oidc.token(who) });
const shown = async (who: Who) => (await get(who)).body.seats[0].absence;
const events = (type: string) => table.under('EVENT#').filter((event) => event.type === type);
const inRow = () =>
  (table.get(...keyed(statisticsKey(CITY, 'unit-1', '2026-03-12', 'v1')))!.speakers as { id: string }[]).map(({ id }) => id);
const keyed = ({ pk, sk }: { pk: string; sk: string }) => [pk, sk] as const;
const onSeat = () => table.get(...keyed(seatKey(CITY, 'v1', 1)))!.absence as Absence;
const outcome = ({ status, body }: { status?: number | undefined; body: { type?: string } }) =>
  status === 200 ? 200 : `${status} ${body.type}`;

describe('an absence is contested', () => {
  test('by the speaker, in words; the visit shows it as contested, and is another for whoever read it', async () => {
    const before = await get('worker');
    const answer = await contests('worker', { reasonCode: 'other' });
    expect(answer).toMatchObject({
      status: 200,
      body: { seats: [{ absence: { state: 'contested', contestedAt: monday } }, {}] },
    });
    expect(answer.headers.etag).not.toBe(before.headers.etag);
    expect((await get('worker')).headers.etag).toBe(answer.headers.etag);
    expect(onSeat()).toEqual({ ...absence, contested: { at: monday, by: 'worker' } });
    expect(events('absence-contested')).toMatchObject([
      { by: { role: 'speaker' }, data: { speaker: 's1', seat: 1, reasonCode: 'other', text: '示例：我到了' } },
    ]);
  });

  test('for the speaker by the union of the pool entry, which says how it heard', async () => {
    expect(outcome(await contests('superior'))).toBe('422 validation');
    expect(outcome(await contests('superior', { channel: 'phone', evidence: '示例：来电' }))).toBe(200);
    expect(events('absence-contested')).toMatchObject([
      { by: { person: 'superior', onBehalfOf: { party: 's1', channel: 'phone', evidence: '示例：来电' } } },
    ]);
  });

  test('once: the very same again is answered, other words and another person’s are not', async () => {
    await contests('worker');
    vi.setSystemTime(new Date(plusHours(monday, 1)));
    expect(outcome(await contests('worker'))).toBe(200);
    expect(outcome(await contests('worker', { text: '示例：另一说法' }))).toBe('409 already-contested');
    expect(outcome(await contests('superior', { channel: 'phone' }))).toBe('409 already-contested');
    expect(events('absence-contested')).toHaveLength(1);
  });

  test('of two at the same moment one looks again', async () => {
    const contested = { at: now, by: 'superior' };
    table.meanwhile(() => table.change(...keyed(seatKey(CITY, 'v1', 1)), { version: 7, absence: { ...absence, contested } }));
    expect(outcome(await contests('worker'))).toBe('409 already-contested');
    expect(events('absence-contested')).toEqual([]);
  });

  test('until its days are over', async () => {
    vi.setSystemTime(new Date(absence.until));
    expect(await contests('worker')).toMatchObject({ status: 409, body: { type: 'objection-over', until: absence.until } });
    vi.setSystemTime(new Date(Date.parse(absence.until) - 1));
    expect(outcome(await contests('worker'))).toBe(200);
  });

  test('in words, with a reason of the list or none, and with a channel only by a union', async () => {
    const errors = async (body: object) =>
      (await contests('worker', body)).body.errors.map(({ path, code }: Record<string, string>) => `${path} ${code}`);
    expect(await errors({ text: ' ' })).toEqual(['text blank']);
    expect(await errors({ reasonCode: 'no-such' })).toEqual(['reasonCode unknown']);
    expect(await errors({ channel: 'phone', evidence: '示例' })).toEqual(['channel union-only', 'evidence union-only']);
  });

  test('by nobody else, and not of who is not said to have been absent', async () => {
    for (const who of ['teacher', 'officer', 'manager', 'inspector'] as const)
      expect([who, outcome(await contests(who))]).toEqual([who, '403 forbidden']);
    for (const who of ['neighbour', 'stranger'] as const) expect(outcome(await contests(who))).toBe('404 not-found');
    expect(outcome(await contests('superior', { channel: 'phone' }, 's3'))).toBe('409 not-absent');
    expect(outcome(await contests('worker', {}, 's9'))).toBe('403 forbidden');
    expect(events('absence-contested')).toEqual([]);
  });
});

describe('an objection is settled', () => {
  beforeEach(async () => {
    await contests('worker');
    vi.setSystemTime(new Date(plusHours(monday, 2)));
  });

  test('for the speaker: who came stands in the row from then on, as on the day with the main honour', async () => {
    const { body } = await settles('officer', { outcome: 'came', text: '示例：有签到' });
    expect(body.seats[0].absence).toMatchObject({ state: 'settled', outcome: 'came' });
    expect(inRow()).toEqual(['s3', 's1']);
    expect(table.under('2026-03-12')[0]).toMatchObject({
      speakers: [{}, { name: '示例s1', honour: { code: 'model-worker', level: 'national' } }],
    });
    expect(events('absence-settled')).toMatchObject([{ data: { speaker: 's1', settled: 'came', text: '示例：有签到' } }]);
  });

  test('against the speaker: the row stays', async () => {
    expect(outcome(await settles('officer', { outcome: 'did-not-come' }))).toBe(200);
    expect(inRow()).toEqual(['s3']);
    expect(onSeat().settled).toMatchObject({ by: 'officer', outcome: 'did-not-come' });
  });

  test('once: the same again changes nothing, another outcome or person is told how it stands', async () => {
    await settles('officer');
    expect(outcome(await settles('officer'))).toBe(200);
    expect(outcome(await settles('officer', { outcome: 'did-not-come' }))).toBe('409 already-settled');
    expect(outcome(await settles('superior'))).toBe('409 already-settled');
    expect(inRow()).toEqual(['s3', 's1']);
    expect(events('absence-settled')).toHaveLength(1);
    expect(outcome(await contests('worker', { text: '示例：再说一次' }))).toBe('409 already-contested');
  });

  test('while somebody takes a name out of the row, on the row as it then is', async () => {
    const place = keyed(statisticsKey(CITY, 'unit-1', '2026-03-12', 'v1'));
    table.meanwhile(() => table.change(...place, { speakers: [{ id: 's3', name: '（已注销）' }], version: 1 }));
    await settles('officer');
    expect(table.get(...place)).toMatchObject({ version: 2, speakers: [{ name: '（已注销）' }, { id: 's1' }] });
  });

  test('by nobody but the unions responsible', async () => {
    for (const who of ['teacher', 'worker', 'manager', 'inspector'] as const)
      expect([who, outcome(await settles(who))]).toEqual([who, '403 forbidden']);
    for (const who of ['neighbour', 'stranger'] as const) expect(outcome(await settles(who))).toBe('404 not-found');
  });

  test('not by who told of the absence, who contested it, or who decided as another side', async () => {
    given({ by: 'officer', contested: { at: monday, by: 'superior' } });
    expect(outcome(await settles('officer'))).toBe('403 two-sides');
    expect(outcome(await settles('superior'))).toBe('403 two-sides');
    given({ contested: { at: monday, by: 'worker' } }, { ...teacher, person: 'officer' });
    expect(outcome(await settles('officer'))).toBe('403 two-sides');
    expect(outcome(await settles('superior'))).toBe(200);
  });
});

test('what nobody contests is not settled', async () => {
  expect(outcome(await settles('officer'))).toBe('409 not-contested');
  expect(inRow()).toEqual(['s3']);
});

describe('who learns of it', () => {
  test('school, unions, the speaker and that one’s employer; no other side', async () => {
    for (const who of ['teacher', 'officer', 'superior', 'worker', 'manager'] as const)
      expect([who, await shown(who)]).toEqual([who, { state: 'told', at: told, until: absence.until }]);
    expect(await shown('inspector')).toBeUndefined();
  });

  test('in the timeline the same, each with as much of the reason as concerns them', async () => {
    const told = async (who: Who) =>
      (await get(who, '/timeline')).body.timeline
        .filter(({ type }: { type: string }) => type === 'speaker-absent')
        .map(({ zh, data }: { zh: string; data: object }) => ({ zh, ...data }));
    const zh = '学校反映未到场：示例s1';
    const [fact, code, words] = [{ seat: 1, speaker: 's1' }, { reasonCode: 'unwell' }, { text: '示例：据说住院' }];
    for (const who of ['teacher', 'officer', 'superior', 'worker'] as const)
      expect([who, await told(who)]).toEqual([who, [{ zh, ...fact, ...code, ...words }]]);
    expect(await told('manager')).toEqual([{ zh, ...fact }]);
    expect(await told('inspector')).toEqual([]);
  });

  test('not another’s employer', async () => {
    table.change(...keyed(seatKey(CITY, 'v1', 1)), { releases: [] });
    table.change(...keyed(seatKey(CITY, 'v1', 2)), { releases });
    expect(await shown('manager')).toBeUndefined();
    const { timeline } = (await get('manager', '/timeline')).body;
    expect(timeline.map(({ type }: { type: string }) => type)).not.toContain('speaker-absent');
  });
});

test('the speaker has it written out with all that is held about them, as it stands', async () => {
  await contests('worker');
  table.change(...keyed(seatKey(CITY, 'v1', 1)), { party1: partyOf(CITY, 's1'), when: `${thursday.start}#v1` });
  const { body } = await send(personal, 'GET', '/v1/people/worker/data', { token: await oidc.token('worker') });
  expect(body.visits).toMatchObject([
    { id: 'v1', absence: { state: 'contested', at: told, reasonCode: 'unwell' }, did: [{ type: 'absence-contested' }] },
  ]);
  expect(z.safeParse(PersonalData, body).error?.issues).toBeUndefined();
});
