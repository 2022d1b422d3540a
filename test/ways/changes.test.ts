import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { executionsOf, standing } from './machine.ts';
import { goesOn, happened, on } from './way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

/** Does something to a visit and waits until the system has done what follows. */
async function change(who: string, visit: string, name: string, body: object) {
  const answer = await city.person(who).post(`/v1/visits/${visit}/${name}`, { reasonCode: 'other', ...body });
  await city.settle();
  return answer;
}
const asked = async (who: string, visit: string): Promise<string[]> =>
  (await city.person(who).inbox()).filter(({ visitId }: Json) => visitId === visit).map(({ kind }: Json) => kind);

describe.each([
  ['awaiting-union', 'awaiting-union'],
  ['awaiting-release', 'awaiting-release'],
  ['awaiting-school', 'awaiting-release'],
  ['confirmed', 'awaiting-release'],
])('a visit that is %s and is moved', (before, after) => {
  const day = { 'awaiting-union': 16, 'awaiting-release': 17, 'awaiting-school': 18, confirmed: 19 }[before]!;

  test(`is then ${after}: the union's approval holds, everybody else is asked again`, async () => {
    const school = city.person('school-donghu-02');
    const visit = await school.asksFor({ speakerId: 'speaker-001', slots: [on(`2026-03-${day}`)] });
    await goesOn(city, visit, before);
    const to = on(`2026-04-${day - 3}`);
    const { status, body } = await change(school.id, visit, 'reschedule', { slots: [to] });
    expect({ status, slot: Date.parse(body.slot?.start ?? body.slots[0].start) }).toEqual({
      ...{ status: 200, slot: Date.parse(to.start) },
    });
    expect(await standing(city, visit)).toBe(after);
    const view = await school.visit(visit);
    expect([view.seats[0].speakerId, Date.parse(view.slot.start)]).toEqual(['speaker-001', Date.parse(to.start)]);
    if (after === 'awaiting-release') expect(await asked('employer-01', visit)).toEqual(['employer-release']);
    const runs = (await executionsOf(city, visit)).map(({ status }) => status);
    // The old one may hear that its question is closed before it is stopped.
    expect(runs).toEqual([expect.stringMatching(/^(ABORTED|SUCCEEDED)$/), 'RUNNING']);
    // The old hours are free again, the new ones are taken.
    const wish = { speakerId: 'speaker-001', speakerRequired: true, levels: ['primary-upper'] };
    const other = city.person('school-donghu-01');
    const old = await other.asksFor({ ...wish, slots: [on(`2026-03-${day}`)] });
    expect((await other.visit(old)).status).toBe('awaiting-union');
    const taken = await other.asksFor({ ...wish, slots: [to] });
    expect((await other.visit(taken)).status).toBe('unmatched');
    await change(other.id, old, 'cancel', {});

    await goesOn(city, visit, 'confirmed');
    await change(school.id, visit, 'cancel', {});
  });
});

test('moved to a time at which one of two cannot come: the other one stays, a reserve or the union fills the seat', async () => {
  const school = city.person('school-wanli-02');
  const visit = await school.asksFor({ speakersWanted: 2, slots: [on('2026-03-23')] });
  const choice = { speakers: ['speaker-002', 'speaker-004'], reserves: [] };
  await city.person('union-wanli').approves(visit, choice);
  const other = await city.person('school-xinjian-02').asksFor({ speakerId: 'speaker-002', slots: [on('2026-03-25')] });
  expect((await city.person('school-xinjian-02').visit(other)).seats[0].speakerId).toBe('speaker-002');
  await change(school.id, visit, 'reschedule', { slots: [on('2026-03-25')] });
  expect((await school.visit(visit)).seats[1]).toMatchObject({ speakerId: 'speaker-004', status: 'awaiting-speaker' });
  await city.person('speaker-004').confirms(visit, 'speaker-confirmation');
  expect(await standing(city, visit)).toBe('awaiting-union');
  await goesOn(city, visit, 'confirmed');
  expect((await school.visit(visit)).seats.map((seat: Json) => seat.status)).toEqual(['agreed', 'agreed']);
});

test('a speaker withdraws from a confirmed visit: the reserve steps in, and the school agrees anew', async () => {
  const school = city.person('school-jinxian-02');
  const visit = await school.asksFor({ slots: [on('2026-03-27')] });
  await city.person('union-jinxian').approves(visit, { speakers: ['speaker-002'], reserves: ['speaker-001'] });
  await goesOn(city, visit, 'confirmed');
  const body = { seat: 1, reasonCode: 'unwell', text: '示例：住院' };
  expect((await change('speaker-001', visit, 'withdraw', body)).status).toBe(404);
  expect((await change(school.id, visit, 'withdraw', body)).status).toBe(403);
  expect((await change('speaker-002', visit, 'withdraw', { ...body, seat: 2 })).status).toBe(403);
  expect((await change('speaker-002', visit, 'withdraw', body)).status).toBe(200);
  expect(await standing(city, visit)).toBe('awaiting-release');
  expect(await asked('employer-01', visit)).toEqual(['employer-release']);
  await goesOn(city, visit, 'awaiting-school');
  await goesOn(city, visit, 'confirmed');
  expect((await happened(city, visit)).filter((type) => /withdrawn|reserve|school/.test(type))).toEqual([
    ...['school-confirmed', 'withdrawn', 'reserve-stepped-in', 'school-confirmed'],
  ]);
  // An employer takes its release back, too.
  expect((await change('employer-01', visit, 'withdraw', { seat: 1, reasonCode: 'work' })).status).toBe(200);
  expect(await standing(city, visit)).toBe('awaiting-union');
});

test('six speakers are asked when one of them withdraws: the others are asked again, and nobody twice', async () => {
  const school = city.person('school-gaoxin-05');
  const visit = await school.asksFor({ speakersWanted: 4, slots: [on('2026-04-02')] });
  const speakers = ['speaker-001', 'speaker-002', 'speaker-003', 'speaker-004'];
  await city.person('union-gaoxin').approves(visit, { speakers, reserves: [] });
  await city.person('speaker-004').confirms(visit, 'speaker-confirmation');
  expect((await change('speaker-001', visit, 'withdraw', { seat: 1 })).status).toBe(200);
  expect(await standing(city, visit)).toBe('awaiting-release');
  expect(await asked('speaker-002', visit)).toEqual(['speaker-confirmation']);
  expect(await asked('employer-01', visit)).toEqual(['employer-release']);
  // Who had agreed is not asked again.
  expect(await asked('speaker-004', visit)).toEqual([]);
  await change(school.id, visit, 'cancel', {});
});

describe('the last 24 hours', () => {
  let visit: string;
  const day = '2026-03-11';
  beforeAll(async () => {
    visit = await city.person('school-gaoxin-02').asksFor({ slots: [on(day)] });
    await city.person('union-gaoxin').approves(visit, { speakers: ['speaker-001'], reserves: ['speaker-004'] });
    await goesOn(city, visit, 'confirmed');
  });

  test('until then nobody is replaced by phone', async () => {
    const early = await change('union-gaoxin', visit, 'replace-speaker', { seat: 1, speakerId: 'speaker-002' });
    expect(early).toMatchObject({ status: 409, body: { type: 'too-early' } });
  });

  test('at seven in the morning the speaker is ill: the union puts in another one by phone, and the visit stays confirmed', async () => {
    await city.until(`${day}T07:00:00+08:00`);
    const unknown = await change('union-gaoxin', visit, 'replace-speaker', { seat: 1, speakerId: 'speaker-999' });
    expect(unknown).toMatchObject({ status: 422, body: { errors: [{ path: 'speakerId', code: 'unknown-speaker' }] } });
    expect((await change('school-gaoxin-02', visit, 'replace-speaker', { seat: 1, speakerId: 'speaker-002' })).status).toBe(
      403,
    );
    const body = { seat: 1, speakerId: 'speaker-002', reasonCode: 'unwell', channel: 'phone', evidence: '示例：7:05 通话' };
    expect((await change('union-gaoxin', visit, 'replace-speaker', body)).status).toBe(200);
    expect(await standing(city, visit)).toBe('confirmed');
    expect((await city.person('school-gaoxin-02').visit(visit)).seats).toMatchObject([
      { speakerId: 'speaker-002', status: 'agreed' },
    ]);
    const entry = (await city.person('union-gaoxin').timeline(visit)).at(-1);
    expect(entry).toMatchObject({ type: 'speaker-replaced', data: { channel: 'phone', previous: 'speaker-001' } });
  });

  test('and moves by half an hour: the school asks for it, the speaker says yes, nobody else is asked', async () => {
    const to = { start: `${day}T14:30:00+08:00`, end: `${day}T16:00:00+08:00` };
    const tomorrow = on('2026-03-12');
    expect(await change('school-gaoxin-02', visit, 'shift', tomorrow)).toMatchObject({
      ...{ status: 422, body: { errors: [{ path: 'start', code: 'same-day' }] } },
    });
    expect((await change('school-gaoxin-02', visit, 'shift', to)).status).toBe(200);
    expect(await standing(city, visit)).toBe('awaiting-release');
    await city.person('speaker-002').confirms(visit, 'speaker-confirmation');
    expect(await standing(city, visit)).toBe('confirmed');
    expect(Date.parse((await city.person('school-gaoxin-02').visit(visit)).slot.start)).toBe(Date.parse(to.start));
    await goesOn(city, visit, 'closed');
  });
});

test('a shift beyond what the employer released is refused, and changes nothing', async () => {
  const school = city.person('school-xihu-02');
  const visit = await school.asksFor({ speakerId: 'speaker-001', slots: [on('2026-04-08')] });
  await goesOn(city, visit, 'confirmed');
  const far = { start: '2026-04-08T09:00:00+08:00', end: '2026-04-08T10:30:00+08:00' };
  const answer = await change(school.id, visit, 'shift', far);
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'start', code: 'outside-release' }] } });
  expect(await standing(city, visit)).toBe('confirmed');
  // The union asks: then the school is asked, too.
  const near = { start: '2026-04-08T14:30:00+08:00', end: '2026-04-08T16:00:00+08:00' };
  expect((await change('union-xihu', visit, 'shift', near)).status).toBe(200);
  await city.person('speaker-001').confirms(visit, 'speaker-confirmation');
  expect(await standing(city, visit)).toBe('awaiting-school');
});
