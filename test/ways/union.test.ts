import { afterAll, beforeAll, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { standing } from './machine.ts';
import { goesOn, happened, on } from './way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

/** Whether a speaker could still be had at an hour: somebody else asks for just this one. */
async function isFree(speakerId: string, slot: ReturnType<typeof on>): Promise<boolean> {
  const school = city.person('school-honggutan-03');
  const visit = await school.asksFor({ speakerId, speakerRequired: true, slots: [slot], levels: ['primary-upper'] });
  const free = (await standing(city, visit)) === 'awaiting-union';
  if (free) await city.person('union-honggutan').declines(visit, 'union-approval', { reasonCode: 'other' });
  return free;
}

test('the union declines: the school is told, and the speaker is free again', async () => {
  const school = city.person('school-donghu-02');
  const slot = on('2026-03-11');
  const visit = await school.asksFor({ speakerId: 'speaker-002', slots: [slot] });
  expect(await isFree('speaker-002', slot)).toBe(false);
  await city.person('union-donghu').declines(visit, 'union-approval', { reasonCode: 'other', text: '本月另有安排' });
  expect(await standing(city, visit)).toBe('declined');
  expect((await school.visit(visit)).reasons).toMatchObject([
    { code: 'union-declined', zh: '工会未予批准', en: 'The union declined', facts: { reasonCode: 'other' } },
  ]);
  expect((await school.timeline(visit)).at(-1)).toMatchObject({
    type: 'union-declined',
    by: { role: 'union', organisation: 'union-donghu' },
    data: { text: '本月另有安排' },
  });
  expect(await isFree('speaker-002', slot)).toBe(true);
});

test('the union picks another speaker: the proposed one is free again, the chosen one goes the way', async () => {
  const slot = on('2026-03-12');
  const school = city.person('school-xihu-02');
  const visit = await school.asksFor({ speakerId: 'speaker-006', slots: [slot] });
  await city.person('union-xihu').approves(visit, { speakers: ['speaker-002'] });
  expect((await school.visit(visit)).seats).toMatchObject([{ speakerId: 'speaker-002', round: 2, status: 'awaiting-speaker' }]);
  expect(await isFree('speaker-006', slot)).toBe(true);
  expect(await isFree('speaker-002', slot)).toBe(false);
  await goesOn(city, visit, 'confirmed');
});

test('whom the union cannot have: it is told who and why, and nothing has changed', async () => {
  const slot = on('2026-03-17');
  const [school, union] = [city.person('school-qingyunpu-02'), city.person('union-qingyunpu')];
  const busy = await city.person('school-donghu-02').asksFor({ speakerId: 'speaker-007', slots: [slot] });
  const visit = await school.asksFor({ speakerId: 'speaker-006', slots: [slot] });
  const { id } = await union.task(visit, 'union-approval');
  const before = await school.visit(visit);
  const pick = (speakers: string[]) => union.post(`/v1/tasks/${id}/decision`, { outcome: 'approve', speakers });

  expect(await pick(['speaker-007'])).toMatchObject({
    status: 409,
    body: { type: 'speaker-unavailable', speakers: [{ id: 'speaker-007', name: '示例杨007' }] },
  });
  const refused: [string[], string, string][] = [
    [['speaker-005'], 'speakers.0', 'not-suitable'],
    [['speaker-999'], 'speakers.0', 'unknown-speaker'],
    [['shili-speaker-001'], 'speakers.0', 'unknown-speaker'],
    [['speaker-001', 'speaker-002'], 'speakers', 'one-per-seat'],
  ];
  for (const [speakers, path, code] of refused) {
    const error = { path, code, zh: expect.stringMatching(/[一-鿿]/), en: expect.stringMatching(/[a-z]/) };
    expect(await pick(speakers)).toMatchObject({ status: 422, body: { type: 'validation', errors: [error] } });
  }
  expect(await school.visit(visit)).toEqual(before);
  expect((await union.task(visit, 'union-approval')).status).toBe('open');
  expect(await standing(city, busy)).toBe('awaiting-union');
});

test('a union that is late is helped by its superior on the same task; when nobody acts, the visit expires and frees the speakers', async () => {
  const slot = on('2026-03-20');
  const [school, union, superior] = [city.person('school-anyi-02'), city.person('union-anyi'), city.person('union-city')];
  const helped = await school.asksFor({ speakerId: 'speaker-001', slots: [slot] });
  const left = await school.asksFor({ speakerId: 'speaker-002', slots: [slot] });
  const task = await union.task(left, 'union-approval');
  // Monday, three working days, 18:00; then two more.
  expect([task.dueAt, task.expiresAt]).toEqual(['2026-03-05T10:00:00.000Z', '2026-03-09T10:00:00.000Z']);
  expect((await superior.inbox()).filter(({ visitId }) => visitId === left)).toEqual([]);
  const early = await superior.post(`/v1/tasks/${task.id}/decision`, { outcome: 'approve' });
  expect(early.status).toBe(404);

  await city.until('2026-03-05T18:15:00+08:00');
  expect(await superior.task(left, 'union-approval')).toMatchObject({ id: task.id, overdue: true, escalatedTo: 'union-city' });
  expect((await union.task(left, 'union-approval')).id).toBe(task.id);
  expect(await happened(city, left)).toEqual(['requested', 'speakers-proposed', 'superior-added']);
  await superior.approves(helped);
  expect(await standing(city, helped)).toBe('awaiting-release');
  expect((await school.timeline(helped)).at(-1).by).toMatchObject({ role: 'union', organisation: 'union-city' });
  expect((await union.inbox()).map(({ visitId }) => visitId)).toEqual([left]);

  await city.until('2026-03-09T18:00:01+08:00');
  expect(await standing(city, left)).toBe('expired');
  expect((await school.visit(left)).reasons).toMatchObject(
    [{ code: 'union-silent', zh: /期限/, en: /in time/ }].map(sentences),
  );
  expect([await union.inbox(), await superior.inbox()].flat().filter(({ visitId }) => visitId === left)).toEqual([]);
  for (const who of [union, superior]) {
    const late = await who.post(`/v1/tasks/${task.id}/decision`, { outcome: 'approve' });
    expect(late).toMatchObject({ status: 409, body: { type: 'task-expired', record: { id: task.id, status: 'expired' } } });
  }
  expect(await isFree('speaker-002', slot)).toBe(true);
  expect(await isFree('speaker-001', slot)).toBe(false);
});

const sentences = (reason: { code: string; zh: RegExp; en: RegExp }) => ({
  ...reason,
  zh: expect.stringMatching(reason.zh),
  en: expect.stringMatching(reason.en),
});
