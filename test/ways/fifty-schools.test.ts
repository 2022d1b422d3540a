import { afterAll, beforeAll, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { executionsOf, standing } from './machine.ts';
import { holdsOf } from './table.ts';
import { goesOn, on } from './way.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

test('fifty schools ask for the same speaker and hour at once: one gets the speaker, 49 are told why', async () => {
  const { body } = await city.call('GET', '/_local/people');
  const schools: string[] = body.people
    .map(({ id }: { id: string }) => id)
    .filter((id: string) => /^person-school-.*-\d\d$/.test(id))
    .slice(0, 50);
  expect(schools).toHaveLength(50);
  await Promise.all(schools.map((school) => city.person(school).token()));
  const wish = city.request({ speakerId: 'speaker-001', speakerRequired: true, slots: [on('2026-03-06')] });
  const answers = await Promise.all(schools.map((school) => city.person(school).post('/v1/visits', wish)));
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(201));
  await city.settle();

  const visits = await Promise.all(answers.map(({ body }, i) => city.person(schools[i]!).visit(body.id)));
  const [one, ...others] = visits.filter(({ status }) => status === 'awaiting-union');
  expect(others).toEqual([]);
  const told = visits.filter(({ status }) => status === 'unmatched');
  expect(told).toHaveLength(49);
  for (const { reasons } of told) {
    expect(reasons).toMatchObject([{ code: 'speaker-busy', zh: /示例张001/, en: /another visit/ }].map(matching));
  }
  expect((await holdsOf(city, 'speaker-001')).map(({ visit }) => visit)).toEqual([one.id]);
  // Nobody is stuck: one execution each, and all but one are over.
  const executions = (await Promise.all(visits.map(({ id }) => executionsOf(city, id)))).flat();
  expect(executions).toHaveLength(50);
  expect(executions.filter(({ status }) => status === 'SUCCEEDED')).toHaveLength(49);
  expect(city.cloud.deadLetters()).toEqual([]);

  await goesOn(city, one.id, 'confirmed');
  expect(await standing(city, one.id)).toBe('confirmed');
});

const matching = (reason: { code: string; zh: RegExp; en: RegExp }) => ({
  ...reason,
  zh: expect.stringMatching(reason.zh),
  en: expect.stringMatching(reason.en),
});
