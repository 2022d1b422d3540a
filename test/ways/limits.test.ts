import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { defaultLimits } from '../../functions/limits/limits.ts';
import { seed, seedOf } from '../../local/seed.ts';
import { stored } from './table.ts';
import { on } from './way.ts';

/** Sends one after the other, as often as it takes to be refused. */
async function untilRefused(send: (i: number) => Promise<Answer>, most: number): Promise<{ sent: number; refusal?: Answer }> {
  for (let sent = 0; sent < most; sent++) {
    const answer = await send(sent);
    if (answer.status === 429) return { sent, refusal: answer };
  }
  return { sent: most };
}

/** A refusal in two languages that says how long to wait. Answers the seconds. */
function secondsIn(refusal: Answer | undefined, limit: string): number {
  expect(refusal?.body).toMatchObject({
    ...{ type: 'too-many-requests', status: 429, limit },
    ...{ zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/[a-z]/) },
  });
  const seconds = Number(refusal?.headers.get('retry-after'));
  expect(seconds).toBe(refusal?.body.retryAfter);
  return seconds;
}

const isOver = async (city: SampleCity, seconds: number) => city.until(city.now() + seconds * 1000);

describe('with the usual limits', () => {
  let city: SampleCity;
  beforeAll(async () => {
    city = await SampleCity.begin('2026-03-02T09:00:00+08:00', { seed });
  });
  afterAll(() => city?.end());
  const catalogue = (who: string) => city.person(who).get('/v1/catalogue');

  test('a flood of one person is stopped, and nobody else notices; after Retry-After the person goes on', async () => {
    const { refusal } = await untilRefused(() => catalogue('school-donghu-01'), 150);
    const seconds = secondsIn(refusal, 'requests');
    expect(seconds).toBeLessThanOrEqual(2);
    expect((await catalogue('school-donghu-02')).status).toBe(200);
    await isOver(city, seconds);
    expect((await catalogue('school-donghu-01')).status).toBe(200);
  });

  test('a union may ask more often', async () => {
    expect(await untilRefused(() => catalogue('union-donghu'), 150)).toEqual({ sent: 150 });
  });

  test('a batch counts each of its decisions', async () => {
    const decisions = Array.from({ length: 25 }, (_, i) => ({ taskId: `a${i}.1.statistics.0.1`, outcome: 'submit' }));
    const { sent } = await untilRefused(() => city.person('employer-03').post('/v1/tasks/decisions', { decisions }), 20);
    expect(sent).toBeLessThan(4);
  });

  test('who guesses at ids is answered no more, not even about what is there, until the time is over', async () => {
    const who = city.person('school-xihu-02');
    const guess = (i: number) => who.get(`/v1/speakers/nobody-${i}`);
    let sent = 0;
    let refusal: Answer | undefined;
    while (!refusal && sent < 120) {
      const some = await untilRefused((i) => guess(sent + i), 20);
      sent += some.sent;
      refusal = some.refusal;
      if (!refusal) await city.until(city.now() + 11_000);
    }
    const seconds = secondsIn(refusal, 'misses');
    expect(sent).toBeGreaterThanOrEqual(defaultLimits.usual.misses.burst);
    expect((await who.get('/v1/speakers/speaker-001')).status).toBe(429);
    expect((await city.person('school-xihu-01').get('/v1/speakers/speaker-001')).status).toBe(200);
    await isOver(city, seconds);
    expect((await who.get('/v1/speakers/speaker-001')).status).toBe(200);
  });

  test('guesses that stand in a body, or in a batch, are guesses too', async () => {
    const who = city.person('school-xihu-01');
    const wish = (i: number) => city.request({ speakerId: `nobody-${i}` });
    const decisions = Array.from({ length: 25 }, (_, i) => ({ taskId: `a${i}.1.school-confirmation.0.1`, outcome: 'confirm' }));
    for (let i = 0; i < 10; i++) expect((await who.post('/v1/visits', wish(i))).status).toBe(422);
    // Each function counts by itself; what is asked of one does not hide behind the other.
    const batches: number[] = [];
    for (let i = 0; i < 4; i++) {
      batches.push((await who.post('/v1/tasks/decisions', { decisions })).status);
      await city.until(city.now() + 15_000);
    }
    expect(batches).toEqual([200, 200, 200, 429]);
  });
});

describe('with narrow limits', () => {
  let city: SampleCity;
  const perDay = (person: number, organisation: number) => ({ person, organisation });
  const usual = {
    ...defaultLimits.usual,
    ...{ openVisits: 3, newVisitsPerDay: perDay(4, 6), recordsPerDay: perDay(2, 3), poolPagesPerDay: 5 },
  };
  const union = { ...defaultLimits.usual, openVisits: 5, newVisitsPerDay: perDay(6, 6) };
  beforeAll(async () => {
    const limits = { usual, roles: { union } };
    const narrow = seedOf((one) => ({ ...one, policy: { ...one.policy, limits } }));
    city = await SampleCity.begin('2026-03-02T09:00:00+08:00', { seed: narrow });
  });
  afterAll(() => city?.end());

  const asks = (who: string, wish = {}, headers = {}) =>
    city.person(who).post('/v1/visits', city.request({ slots: [city.slot(18)], ...wish }), headers);
  const visitsOf = async (school: string) =>
    [...(await stored(city)).values()].filter((item) => item.sk === 'VISIT' && item.school === school).length;

  test('a school plans only so many visits at once; one that is cancelled makes room, and its union may add some', async () => {
    const [first] = await Promise.all([1, 2, 3].map(() => asks('school-donghu-01')));
    await city.settle();
    const before = await stored(city);
    const refused = await asks('school-donghu-01');
    expect(secondsIn(refused, 'open-visits')).toBeGreaterThan(17 * 24 * 3600);
    expect(await stored(city)).toEqual(before);

    const byPhone = await asks('union-donghu', { schoolId: 'school-donghu-01', channel: 'phone' });
    expect(byPhone.status).toBe(201);
    await city.settle();
    expect((await asks('school-donghu-01')).status).toBe(429);
    for (const { id } of [first!.body, byPhone.body]) await city.person('school-donghu-01').cancels(id);
    expect((await asks('school-donghu-01')).status).toBe(201);
    await city.settle();
  });

  test('what is repeated with its key counts once', async () => {
    const key = { 'idempotency-key': 'the-same' };
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => asks('school-donghu-02', {}, key)));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await asks('school-donghu-02')).status).toBe(201);
    await city.settle();
  });

  test('of many requests at one instant only as many are taken as there is room for', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => asks('school-xihu-01')));
    const taken = answers.filter(({ status }) => status === 201);
    expect(taken).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
    await city.settle();
    expect(await visitsOf('school-xihu-01')).toBe(3);
  });

  test('one person asks only so often a day, whatever becomes of it; the next day the person asks again', async () => {
    for (let i = 0; i < 4; i++) {
      const { body } = await asks('school-xihu-02');
      await city.person('school-xihu-02').cancels(body.id);
    }
    const seconds = secondsIn(await asks('school-xihu-02'), 'new-visits');
    expect(new Date(city.now() + seconds * 1000).toISOString()).toMatch(/T16:00:0[01]/);
    expect((await asks('school-jingkai-02', { levels: ['junior-secondary'] })).status).toBe(201);
    await isOver(city, seconds);
    expect((await asks('school-xihu-02')).status).toBe(201);
    await city.settle();
  });

  test('a union asks for other schools when one has enough', async () => {
    const schools = ['school-donghu-01', 'school-donghu-02', 'school-donghu-03'];
    const answers = [];
    for (const schoolId of [...schools, ...schools, schools[1]])
      answers.push(await asks('union-donghu', { schoolId, channel: 'phone' }));
    expect(answers.map(({ status }) => status)).toEqual([...Array(6).fill(201), 429]);
    secondsIn(answers.at(-1), 'new-visits');
    await city.settle();
  });

  test('what is recorded afterwards has a limit of its own', async () => {
    const record = (day: string) => {
      const { start, end } = on(day);
      return city.person('school-donghu-01').post('/v1/visits/recorded', {
        ...{ activityType: 'lecture', mode: 'in-school', levels: ['primary-upper'], topics: ['welding'] },
        ...{
          actualStart: start,
          actualEnd: end,
          speakersPresent: ['speaker-002'],
          indirectAudience: 0,
          media: [],
          costYuan: 0,
        },
        schools: [{ schoolId: 'school-donghu-01', directStudents: 40 }],
      });
    };
    expect((await record('2026-02-25')).status).toBe(201);
    expect((await record('2026-02-26')).status).toBe(201);
    await city.settle();
    const before = await stored(city);
    secondsIn(await record('2026-02-27'), 'records');
    expect(await stored(city)).toEqual(before);
  });

  test('nobody leafs through the whole pool in a day', async () => {
    const page = () => city.person('school-xihu-02').get('/v1/speakers?limit=1');
    const { sent, refusal } = await untilRefused(page, 10);
    expect(sent).toBe(5);
    expect((await city.person('school-xihu-01').get('/v1/speakers?limit=1')).status).toBe(200);
    await isOver(city, secondsIn(refusal, 'pool-pages'));
    expect((await page()).status).toBe(200);
  });
});
