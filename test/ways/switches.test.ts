import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { givesTalk, putInForce } from '../../demo/administrator.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { standing } from './machine.ts';
import { goesOn, happened, on } from './way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

/** What somebody has to decide about a visit. */
const asked = async (who: string, visit: string): Promise<string[]> =>
  (await city.person(who).inbox()).filter(({ visitId }: Json) => visitId === visit).map(({ kind }: Json) => kind);

async function refused(who: string, visit: string, kind: string, decision: object) {
  const { id } = await city.person(who).task(visit, kind);
  const { status, body } = await city.person(who).post(`/v1/tasks/${id}/decision`, decision);
  return [status, ...(body.errors ?? []).map(({ path, code }: Json) => `${path} ${code}`)];
}

describe('a city that asks the speaker first', () => {
  beforeAll(() => putInForce(city, { order: 'speaker-first' }));

  test('asks the employers once the speaker has said yes, side by side, and then the school', async () => {
    const visit = await city.person('school-donghu-02').asksFor({ slots: [on('2026-03-25')] });
    await city.person('union-donghu').approves(visit, { speakers: ['speaker-003'], reserves: [] });
    expect(await standing(city, visit)).toBe('awaiting-release');
    expect(await asked('speaker-003', visit)).toEqual(['speaker-confirmation']);
    expect([await asked('employer-01', visit), await asked('employer-02', visit)]).toEqual([[], []]);
    await city.person('speaker-003').confirms(visit, 'speaker-confirmation');
    expect(await standing(city, visit)).toBe('awaiting-release');
    for (const employer of ['employer-01', 'employer-02']) {
      expect(await asked(employer, visit)).toEqual(['employer-release']);
      await city.person(employer).releases(visit);
    }
    expect(await standing(city, visit)).toBe('awaiting-school');
    await goesOn(city, visit, 'closed');
    expect(await happened(city, visit)).toEqual([
      ...['requested', 'speakers-proposed', 'union-approved', 'speaker-confirmed', 'employer-released', 'employer-released'],
      ...['school-confirmed', 'statistics-submitted'],
    ]);
  });

  test('never asks the employer of a speaker who declines; the reserve goes the same way', async () => {
    const visit = await city.person('school-donghu-02').asksFor({ slots: [on('2026-03-27')] });
    await city.person('union-donghu').approves(visit, { speakers: ['speaker-006'], reserves: ['speaker-007'] });
    await city.person('speaker-006').declines(visit, 'speaker-confirmation');
    expect(await standing(city, visit)).toBe('awaiting-release');
    expect([await asked('employer-03', visit), await asked('employer-04', visit)]).toEqual([[], []]);
    await city.person('speaker-007').confirms(visit, 'speaker-confirmation');
    expect(await asked('employer-04', visit)).toEqual(['employer-release']);
    // Nobody steps in for an employer that refuses: the union is asked for the open seat.
    await city.person('employer-04').declines(visit, 'employer-release');
    expect(await standing(city, visit)).toBe('awaiting-union');
    await goesOn(city, visit, 'confirmed');
    expect((await happened(city, visit)).slice(2, 8)).toEqual([
      ...['union-approved', 'speaker-declined', 'reserve-stepped-in', 'speaker-confirmed', 'employer-declined'],
      'speakers-proposed',
    ]);
  });

  test('a speaker and an employer who are silent leave the seat to the reserves', async () => {
    const visit = await city.person('school-xihu-02').asksFor({ slots: [on('2026-05-20')] });
    const reserves = ['speaker-006', 'speaker-004'];
    await city.person('union-xihu').approves(visit, { speakers: ['speaker-001'], reserves });
    const overFor = async (who: string, kind: string) =>
      city.until(Date.parse((await city.person(who).task(visit, kind)).expiresAt) + 2000);
    await overFor('speaker-001', 'speaker-confirmation');
    expect([await asked('employer-01', visit), await asked('speaker-006', visit)]).toEqual([[], ['speaker-confirmation']]);
    await city.person('speaker-006').confirms(visit, 'speaker-confirmation');
    await overFor('employer-03', 'employer-release');
    expect(await asked('speaker-004', visit)).toEqual(['speaker-confirmation']);
    await goesOn(city, visit, 'confirmed');
  });

  test('takes a release back: only that employer is asked again, the speaker’s yes stands', async () => {
    const visit = await city.person('school-xihu-02').asksFor({ slots: [on('2026-05-22')] });
    await city.person('union-xihu').approves(visit, { speakers: ['speaker-003'], reserves: [] });
    await city.person('speaker-003').confirms(visit, 'speaker-confirmation');
    await city.person('employer-02').releases(visit);
    const { id } = await city.person('employer-01').task(visit, 'employer-release');
    const body = { outcome: 'release', onBehalfOf: { organisationId: 'employer-01' }, channel: 'phone' };
    expect((await city.person('union-qingshanhu').post(`/v1/tasks/${id}/decision`, body)).status).toBe(200);
    await city.settle();
    expect(await standing(city, visit)).toBe('awaiting-school');
    await city.person('employer-01').post(`/v1/tasks/${id}/objection`, { reasonCode: 'work' });
    await city.settle();
    expect(await standing(city, visit)).toBe('awaiting-release');
    const again = await Promise.all(['speaker-003', 'employer-01', 'employer-02'].map((who) => asked(who, visit)));
    expect(again).toEqual([[], ['employer-release'], []]);
    await goesOn(city, visit, 'confirmed');
  });
});

describe('a city in which the education authority clears what enters a campus', () => {
  beforeAll(() => putInForce(city, { clearance: true }));
  const authority = 'education-gaoxin';
  const clears = (visit: string) => city.person(authority).decides(visit, 'clearance', { outcome: 'clear' });
  const begins = async (day: string, choice: object = { speakers: ['speaker-002'], reserves: [] }) => {
    const visit = await city.person('school-gaoxin-02').asksFor({ slots: [on(day)] });
    await city.person('union-gaoxin').approves(visit, { ...choice });
    return visit;
  };

  test('asks it once for the speakers and reserves whom it does not know, and never again for the same talks', async () => {
    const visit = await begins('2026-06-01', { speakers: ['speaker-002'], reserves: ['speaker-004'] });
    expect(await standing(city, visit)).toBe('awaiting-release');
    expect(await asked(authority, visit)).toEqual(['clearance']);
    expect(await asked('speaker-002', visit)).toEqual([]);
    await clears(visit);
    expect(await asked('speaker-002', visit)).toEqual(['speaker-confirmation']);
    const entry = (await city.person('school-gaoxin-02').timeline(visit)).find(({ type }) => type === 'cleared');
    expect(entry).toMatchObject({
      by: { role: 'education', organisation: authority },
      data: { seats: [{ speaker: 'speaker-002' }, { speaker: 'speaker-004' }] },
    });
    // The reserve was cleared along with the speaker.
    await city.person('speaker-002').declines(visit, 'speaker-confirmation');
    expect(await asked('speaker-004', visit)).toEqual(['speaker-confirmation']);
    await goesOn(city, visit, 'confirmed');

    const later = await begins('2026-06-03');
    expect(await asked('speaker-002', later)).toEqual(['speaker-confirmation']);
    expect(await happened(city, later)).not.toContain('cleared');
  });

  test('asks it again when the talks have changed, and only about those', async () => {
    await givesTalk(city, 'speaker-002', '示例：新的一讲');
    const visit = await begins('2026-06-08', { speakers: ['speaker-002'], reserves: ['speaker-004'] });
    expect(await asked(authority, visit)).toEqual(['clearance']);
    await clears(visit);
    const entry = (await city.person('union-gaoxin').timeline(visit)).find(({ type }) => type === 'cleared');
    expect(entry.data).toEqual({ seats: [{ speaker: 'speaker-002' }] });
    await goesOn(city, visit, 'confirmed');
  });

  test('goes back to the match when it refuses everybody; the union is asked anew, and nobody is refused twice', async () => {
    const visit = await begins('2026-06-10', { speakers: ['speaker-001'], reserves: ['speaker-006'] });
    expect(
      await refused(authority, visit, 'clearance', { outcome: 'decline', reasonCode: 'other', speakers: ['speaker-004'] }),
    ).toEqual([422, 'speakers.0 not-in-question']);
    await city.person(authority).declines(visit, 'clearance', { reasonCode: 'other' });
    expect(await standing(city, visit)).toBe('awaiting-union');
    expect(await happened(city, visit)).toContain('clearance-declined');
    const choice = { outcome: 'approve', speakers: ['speaker-001'] };
    expect(await refused('union-gaoxin', visit, 'union-approval', choice)).toEqual([422, 'speakers.0 excluded']);
    await city.person('union-gaoxin').approves(visit, { speakers: ['speaker-004'], reserves: [] });
    expect(await asked('speaker-004', visit)).toEqual(['speaker-confirmation']);
    await goesOn(city, visit, 'confirmed');
  });

  test('asks nothing again about a visit that moves to another day', async () => {
    const visit = await begins('2026-06-12', { speakers: ['speaker-002'], reserves: [] });
    await goesOn(city, visit, 'confirmed');
    const moved = { slots: [on('2026-06-15')], reasonCode: 'other' };
    expect((await city.person('school-gaoxin-02').post(`/v1/visits/${visit}/reschedule`, moved)).status).toBe(200);
    await city.settle();
    expect([await asked(authority, visit), await asked('speaker-002', visit)]).toEqual([[], ['speaker-confirmation']]);
    await goesOn(city, visit, 'confirmed');
  });

  test('a silent authority: its superior is added, and in the end the visit expires', async () => {
    const visit = await begins('2026-06-16', { speakers: ['speaker-003'], reserves: [] });
    const { dueAt, expiresAt } = await city.person(authority).task(visit, 'clearance');
    await city.until(Date.parse(dueAt) + 1000);
    expect(await asked('education-city', visit)).toEqual(['clearance']);
    await city.until(Date.parse(expiresAt) + 2000);
    expect(await standing(city, visit)).toBe('expired');
    expect((await city.person('school-gaoxin-02').visit(visit)).reasons).toMatchObject([{ code: 'authority-silent' }]);
  });
});

describe('a city that asks for no reasons', () => {
  test('takes a refusal without one, where others want one', async () => {
    await putInForce(city, {});
    const strict = await city.person('school-wanli-02').asksFor({ slots: [on('2026-11-18')] });
    expect(await refused('union-wanli', strict, 'union-approval', { outcome: 'decline' })).toEqual([
      422,
      'reasonCode required',
    ]);
    const why = await city.person('school-wanli-02').post(`/v1/visits/${strict}/cancel`, {});
    expect(why).toMatchObject({ status: 422, body: { errors: [{ path: 'reasonCode', code: 'required' }] } });
    await putInForce(city, { reasonsRequired: false });
    const visit = await city.person('school-wanli-02').asksFor({ slots: [on('2026-07-02')] });
    // A visit keeps the policy with which it began.
    expect(await refused('union-wanli', strict, 'union-approval', { outcome: 'decline' })).toEqual([
      422,
      'reasonCode required',
    ]);
    expect(await refused('union-wanli', visit, 'union-approval', { outcome: 'decline', reasonCode: 'boredom' })).toEqual([
      ...[422, 'reasonCode unknown'],
    ]);
    await city.person('union-wanli').approves(visit, { speakers: ['speaker-002'], reserves: ['speaker-004'] });
    await city.person('speaker-002').decides(visit, 'speaker-confirmation', { outcome: 'decline' });
    expect(await asked('speaker-004', visit)).toEqual(['speaker-confirmation']);
    await goesOn(city, visit, 'awaiting-school');
    await city.person('school-wanli-02').decides(visit, 'school-confirmation', { outcome: 'decline', scope: 'visit' });
    expect(await standing(city, visit)).toBe('declined');
    const another = await city.person('school-wanli-02').asksFor({ slots: [on('2026-07-03')] });
    expect((await city.person('school-wanli-02').cancels(another, {})).body.status).toBe('cancelled');
  });
});

describe('a city in which the union approves a whole series', () => {
  beforeAll(() => putInForce(city, { seriesApproval: true }));
  const school = 'school-jinxian-02';
  const wish = { speakerId: 'speaker-001', speakerRequired: true };
  const asksFor = (day: string, more: object = {}) => city.person(school).asksFor({ ...wish, slots: [on(day)], ...more });

  test('the next visits of that school, kind and speaker begin with the seats, until its last day', async () => {
    const first = await asksFor('2026-07-07');
    const approve = { outcome: 'approve', series: { until: '2026-07-07' } };
    expect(await refused('union-jinxian', first, 'union-approval', approve)).toEqual([422, 'series.until after-visit']);
    await city.person('union-jinxian').approves(first, { series: { until: '2026-09-30' } });
    const begun = (await city.person(school).timeline(first)).find(({ type }) => type === 'union-approved');
    expect(begun.data).toMatchObject({ series: '2026-09-30' });

    const next = await asksFor('2026-07-14');
    expect(await standing(city, next)).toBe('awaiting-release');
    expect(await asked('employer-01', next)).toEqual(['employer-release']);
    const word = (await city.person(school).timeline(next)).find(({ type }) => type === 'union-approved');
    expect(word.data).toMatchObject({ automatic: true });
    await goesOn(city, next, 'confirmed');

    expect(await standing(city, await asksFor('2026-09-30'))).toBe('awaiting-release');
    expect(await standing(city, await asksFor('2026-10-14'))).toBe('awaiting-union');
  });

  test('covers no other activity, school or speaker', async () => {
    expect(await standing(city, await asksFor('2026-08-04', { activityType: 'class-meeting' }))).toBe('awaiting-union');
    expect(await standing(city, await asksFor('2026-08-11', { speakersWanted: 2 }))).toBe('awaiting-union');
    expect(await standing(city, await asksFor('2026-08-18', { speakerId: 'speaker-002' }))).toBe('awaiting-union');
    const elsewhere = await city
      .person('school-jinxian-04')
      .asksFor({ ...wish, levels: ['senior-secondary'], slots: [on('2026-08-25')] });
    expect(await standing(city, elsewhere)).toBe('awaiting-union');
  });

  test('where the city does not allow it, no series is approved', async () => {
    await putInForce(city, {});
    const visit = await asksFor('2026-09-08');
    expect(await standing(city, visit)).toBe('awaiting-union');
    const series = { until: '2026-12-31' };
    expect(await refused('union-jinxian', visit, 'union-approval', { outcome: 'approve', series })).toEqual([
      ...[422, 'series not-allowed-here'],
    ]);
  });
});

test('a city that confirms nothing for its schools asks them, too, when the request left nothing open', async () => {
  await putInForce(city, { automaticSchoolConfirmation: false });
  const wish = { speakerId: 'speaker-002', speakerRequired: true, slots: [on('2026-09-16')] };
  const visit = await city.person('school-anyi-02').asksFor(wish);
  await goesOn(city, visit, 'awaiting-school');
  expect(await asked('school-anyi-02', visit)).toEqual(['school-confirmation']);
});

describe('a silent authority in the last hours', () => {
  beforeAll(() => putInForce(city, { clearance: true }));

  test('does not end a visit to which others come', async () => {
    const school = city.person('school-gaoxin-02');
    const visit = await school.asksFor({ slots: [on('2026-11-18')], speakersWanted: 2 });
    await city.person('union-gaoxin').approves(visit, { speakers: ['speaker-002', 'speaker-004'], reserves: [] });
    if ((await asked('education-gaoxin', visit)).length > 0)
      await city.person('education-gaoxin').decides(visit, 'clearance', { outcome: 'clear' });
    await goesOn(city, visit, 'confirmed');
    await city.until('2026-11-17T19:00:00+08:00');
    await city.person('speaker-004').changes(visit, 'withdraw', { seat: 2, reasonCode: 'unwell' });
    await givesTalk(city, 'speaker-006', '示例：没有审过的课');
    await city.until(city.now() + 61_000);
    await city.person('union-gaoxin').approves(visit, { speakers: ['speaker-006'], reserves: [] });
    expect(await asked('education-gaoxin', visit)).toEqual(['clearance']);
    await city.until('2026-11-18T13:59:00+08:00');
    expect(await asked('education-gaoxin', visit)).toEqual(['clearance']);
    await city.until('2026-11-18T14:00:30+08:00');
    const { status, seats } = await school.visit(visit);
    expect([status, ...seats.map((seat: Json) => seat.status)]).toEqual(['confirmed', 'agreed', 'given-up']);
    await standing(city, visit);
  });
});
