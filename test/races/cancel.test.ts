import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Answer, Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { executionsOf } from '../ways/machine.ts';
import { holdsOf } from '../ways/table.ts';
import { happened, on } from '../ways/way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterEach(() => city.cloud.faults.clear());
afterAll(() => city?.end());

/** Cancels, and comes again when told that the system is busy. */
async function cancels(who: string, visit: string): Promise<Answer> {
  for (;;) {
    const answer = await city.person(who).post(`/v1/visits/${visit}/cancel`, { reasonCode: 'other' });
    if (answer.status !== 503) return answer;
  }
}

/** Holds up a function's commits of one visit until `goesOn`; resolves when the first is on its way. */
function heldUp(logicalId: string, goesOn: (body: string) => boolean): Promise<void> {
  const { name: caller } = city.cloud.model.functions.find((each) => each.logicalId.startsWith(logicalId))!;
  return new Promise((underWay) => {
    city.cloud.faults.next({
      ...{ caller, action: 'TransactWriteItems', kind: 'conflict', times: 1000 },
      match: (body) => {
        underWay();
        return !goesOn(JSON.stringify(body));
      },
    });
  });
}

/** A visit that is cancelled in every respect: nobody is asked or held, nothing runs, and nothing comes later. */
async function isCancelledForGood(visit: string, speakers: string[], parties: string[]): Promise<void> {
  city.cloud.faults.clear();
  await city.settle();
  const before = await happened(city, visit);
  await city.until(city.now() + 2 * 3_600_000);
  expect((await city.person('union-city').visit(visit)).status).toBe('cancelled');
  expect(before.filter((type) => type === 'cancelled')).toHaveLength(1);
  expect(await happened(city, visit)).toEqual(before);
  for (const speaker of speakers) expect((await holdsOf(city, speaker)).filter((hold) => hold.visit === visit)).toEqual([]);
  for (const party of parties)
    expect((await city.person(party).inbox()).filter(({ visitId }: Json) => visitId === visit)).toEqual([]);
  for (const { status } of await executionsOf(city, visit)) expect(['ABORTED', 'SUCCEEDED']).toContain(status);
}

/** Asks for one speaker by name; the match begins at once. */
async function asks(school: string, day: string): Promise<{ visit: string; wish: Json }> {
  const wish = city.request({ speakerId: 'speaker-001', speakerRequired: true, slots: [on(day)] });
  return { visit: (await city.person(school).post('/v1/visits', wish)).body.id, wish };
}

test('cancelled during the match, which is about to commit: it proposes nobody and holds nobody', async () => {
  let cancelled = false;
  const matching = heldUp('Match', () => cancelled);
  const { visit } = await asks('school-donghu-02', '2026-03-20');
  await matching;
  expect((await cancels('school-donghu-02', visit)).status).toBe(200);
  cancelled = true;
  await isCancelledForGood(visit, ['speaker-001'], ['union-donghu']);
  expect(await happened(city, visit)).toEqual(['requested', 'cancelled']);
});

test('cancelled during the match, which commits right before: whom it held is free again, the union is not asked', async () => {
  let cancelHasRead = false;
  let matched = false;
  const matching = heldUp('Match', () => cancelHasRead);
  // The question to the union comes after the match.
  void heldUp('Ask', () => {
    matched = true;
    return true;
  });
  const { visit, wish } = await asks('school-xihu-02', '2026-03-23');
  await matching;
  const cancelling = heldUp('VisitsApi', () => matched);
  const cancel = cancels('school-xihu-02', visit);
  await cancelling;
  cancelHasRead = true;
  expect((await cancel).status).toBe(200);
  await isCancelledForGood(visit, ['speaker-001'], ['union-xihu']);
  expect((await happened(city, visit)).sort()).toEqual(['cancelled', 'requested', 'speakers-proposed']);
  // The very same wish can be fulfilled for another school.
  const other = (await city.person('school-jinxian-02').post('/v1/visits', wish)).body.id;
  await city.settle();
  expect((await city.person('school-jinxian-02').visit(other)).status).toBe('awaiting-union');
});

test('cancelled right after the match: the union, asked in that moment, has nothing to decide', async () => {
  let cancelled = false;
  const asking = heldUp('Ask', () => cancelled);
  const { visit } = await asks('school-wanli-02', '2026-03-25');
  await asking;
  expect((await cancels('school-wanli-02', visit)).status).toBe(200);
  cancelled = true;
  await isCancelledForGood(visit, ['speaker-001'], ['union-wanli']);
  expect(await happened(city, visit)).toEqual(['requested', 'speakers-proposed', 'cancelled']);
});

test('cancelled between the questions of two seats: the released speaker is not asked, the other employer no longer', async () => {
  const visit = await city.person('school-gaoxin-02').asksFor({ speakersWanted: 2, slots: [on('2026-03-27')] });
  await city.person('union-gaoxin').approves(visit, { speakers: ['speaker-006', 'speaker-007'] });
  let cancelled = false;
  const asking = heldUp('Ask', (body) => !body.includes('speaker-confirmation') || cancelled);
  const { id } = await city.person('employer-03').task(visit, 'employer-release');
  const waiting = await city.person('employer-04').task(visit, 'employer-release');
  expect((await city.person('employer-03').post(`/v1/tasks/${id}/decision`, { outcome: 'release' })).status).toBe(200);
  await asking;
  expect((await cancels('school-gaoxin-02', visit)).status).toBe(200);
  cancelled = true;
  const parties = ['employer-03', 'employer-04', 'speaker-006', 'speaker-007', 'union-gaoxin', 'school-gaoxin-02'];
  await isCancelledForGood(visit, ['speaker-006', 'speaker-007'], parties);
  expect(await city.person('employer-04').post(`/v1/tasks/${waiting.id}/decision`, { outcome: 'release' })).toMatchObject({
    ...{ status: 409, body: { type: 'task-closed' } },
  });
  expect((await happened(city, visit)).slice(-2)).toEqual(['employer-released', 'cancelled']);
});

test('cancelled and decided at the same instant: whatever comes first, the visit is cancelled and nobody is held', async () => {
  const visit = await city.person('school-gaoxin-02').asksFor({ speakersWanted: 2, slots: [on('2026-04-02')] });
  await city.person('union-gaoxin').approves(visit, { speakers: ['speaker-006', 'speaker-007'] });
  const tasks = await Promise.all(
    ['employer-03', 'employer-04'].map((who) => city.person(who).task(visit, 'employer-release')),
  );
  const decisions = ['employer-03', 'employer-04'].map((who, i) =>
    city.person(who).post(`/v1/tasks/${tasks[i]!.id}/decision`, { outcome: 'release' }),
  );
  const [cancelled, ...released] = await Promise.all([cancels('school-gaoxin-02', visit), ...decisions]);
  expect(cancelled!.status).toBe(200);
  for (const { status, body } of released) expect([200, 'task-closed']).toContain(status === 200 ? 200 : body.type);
  await isCancelledForGood(visit, ['speaker-006', 'speaker-007'], ['employer-03', 'employer-04', 'speaker-006', 'speaker-007']);
  const count = released.filter(({ status }) => status === 200).length;
  expect((await happened(city, visit)).filter((type) => type === 'employer-released')).toHaveLength(count);
});
