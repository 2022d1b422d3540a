import { afterAll, beforeAll, expect, test } from 'vitest';
import { fuzz } from '../../soak/fuzz/fuzz.ts';
import { Ground } from '../../soak/fuzz/ground.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await Ground.begin();
});
afterAll(() => ground?.end());

const REQUESTS = 150;

test('times at the ends of the calendar are refused, and keep nobody waiting', async () => {
  const { visits } = (await ground.city.person('school-donghu-02').get('/v1/visits')).body;
  const path = `/v1/visits/${visits[0].id}`;
  const times = { start: '1970-01-01T00:00:00Z', end: '9999-12-31T23:59:59Z' };
  const beyond = { start: '9999-12-31T23:59:59-12:00', end: '2026-03-18T15:30:00+08:00' };
  const began = performance.now();
  for (const slot of [times, beyond, { ...times, sessions: [times] }]) {
    for (const [change, body] of [
      ['reschedule', { slots: [slot] }],
      ['shift', { start: slot.start, end: slot.end }],
    ] as const) {
      const answer = await ground.city.person('school-donghu-02').post(`${path}/${change}`, { ...body, reasonCode: 'other' });
      expect([change, slot, answer.status, answer.body.type]).toEqual([change, slot, 422, 'validation']);
    }
  }
  expect(performance.now() - began).toBeLessThan(10_000);
});

/** One seed is always the same, one is new each time. The long form is `npm run soak`, or `soak/fuzz/main.ts` by itself. */
test.each([2026, Math.floor(Math.random() * 2 ** 31)])(
  'hostile requests of strangers, and forged tokens, break nothing, write nothing and learn nothing (seed %i)',
  async (seed) => {
    const report = await fuzz({ ground, seed, requests: REQUESTS });
    const again = `node --disable-warning=ExperimentalWarning soak/fuzz/main.ts --requests ${REQUESTS} --seed ${seed}`;
    expect(report.wrong, again).toEqual([]);
    expect(report.sent).toBe(REQUESTS);
    // They come far enough: past the door, past the schemas, to the rules.
    expect(Object.keys(report.byType)).toEqual(expect.arrayContaining(['unauthenticated', 'validation', 'not-found']));
  },
  120_000,
);

test('what people send whom a visit concerns may be accepted or refused, and is always understood', async () => {
  const report = await fuzz({ ground, seed: 2026, requests: REQUESTS, crowd: 'parties' });
  expect(report.wrong).toEqual([]);
  expect(report.sent).toBe(REQUESTS);
});

test('what the strangers did not learn is there: its own people read it', async () => {
  const { visits } = (await ground.city.person('union-donghu').get('/v1/visits')).body;
  const pool = await ground.city.person('union-qingshanhu').get('/v1/speakers/speaker-001');
  const other = (await ground.city.person('shili-school-03').get('/v1/visits')).body.visits;
  const said = JSON.stringify([visits, pool.body, other]);
  for (const secret of ['暗号甲', '暗号乙', '199-7777-0001', '199-7777-0002', pool.body.phone]) {
    expect(ground.secrets).toContain(secret);
    expect(said).toContain(secret);
  }
  expect(ground.secrets.length).toBeGreaterThan(8);
});

test('the same seed makes the same requests', async () => {
  const first = await fuzz({ ground, seed: 5, requests: 40 });
  const second = await fuzz({ ground, seed: 5, requests: 40 });
  expect([second.byStatus, second.byType]).toEqual([first.byStatus, first.byType]);
});
