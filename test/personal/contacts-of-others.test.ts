import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { organisationKey } from '../../functions/platform/keys.ts';
import { stored } from '../ways/table.ts';
import { goesOn, on } from '../ways/way.ts';

/** Nobody proves that a number is theirs: whoever sets theirs to another's contact's neither reads nor erases that contact by it. */
let city: SampleCity;
const contact = { name: '示例联系人丁', phone: '19977770009' };
const NAMING = ['school-donghu-02', 'union-donghu', 'union-qingshanhu'];
const visits = { held: '', over: '' };
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  for (const id of NAMING) await names(id, contact);
  visits.held = await city
    .person('school-donghu-02')
    .asksFor({ slots: [on('2026-03-06')], contact, speakerId: 'speaker-001', speakerRequired: true, speakersWanted: 1 });
  await goesOn(city, visits.held, 'closed');
  visits.over = await city.person('school-donghu-02').asksFor({ slots: [on('2026-04-16')], contact });
  await city.person('school-donghu-02').cancels(visits.over);
});
afterAll(() => city?.end());

async function names(id: string, named: typeof contact) {
  const { status } = await city.person(id).patch(`/v1/organisations/${id}`, { contact: named });
  if (status !== 200) throw new Error(`${id} has no contact`);
}
const contactOf = async (visit: string) => (await city.person('union-donghu').visit(visit)).contact;
const record = async (id: string) => (await stored(city)).get(Object.values(organisationKey('nanchang', id)).join(' '));
const data = async (who: string, whom: string) => (await city.person(who).get(`/v1/people/${whom}/data`)).body.contactOf;
const corrects = async (who: string, whom: string) =>
  (await city.person(who).post(`/v1/people/${whom}/correction`, { phone: contact.phone })).body.corrected;
/** Until the sweep has looked through all visits. */
async function erased(who: string, whom: string) {
  const { status } = await city.person(who).post(`/v1/people/${whom}/erasure`, { reasonCode: 'requested' });
  await city.until(city.now() + 30 * 60_000);
  return status;
}
async function expectAllNamed() {
  for (const id of NAMING)
    expect([id, (await record(id))?.contact]).toEqual([id, expect.objectContaining({ name: contact.name })]);
  for (const visit of Object.values(visits)) expect(await contactOf(visit)).toEqual(contact);
}

describe('whoever sets their own number to that of another’s contact', () => {
  // One of another school, and a speaker of a union's pool: that is not to act for the union.
  test.each(['school-city-schools-01-2', 'speaker-003'])('%s reads none by it, and takes none away', async (who) => {
    const whom = `person-${who}`;
    expect(await corrects(who, whom)).toContain('phone');
    // Once the second is over in which they were signed out.
    await city.until(city.now() + 1000);
    city.person(who).signsInAgain();
    expect(await data(who, whom)).toEqual([]);
    expect(await erased(who, whom)).toBe(200);
    await expectAllNamed();
  });
});

test('the union of a pool entry reaches by it only the visits in which that speaker sat', async () => {
  const [union, entry] = ['union-qingshanhu', 'speaker-001'];
  const gone = { organisation: union, role: 'speaker' };
  expect((await city.person(union).post(`/v1/people/person-${entry}/departure`, gone)).status).toBe(200);
  const clerk = 'union-qingshanhu-head';
  expect(await corrects(clerk, entry)).toEqual(['poolPhone']);
  expect(await data(clerk, entry)).toEqual([{ visit: visits.held, ...contact }]);
  expect(await erased(clerk, entry)).toBe(200);
  expect(await contactOf(visits.held)).toEqual({ name: '（已注销）' });
  expect(await contactOf(visits.over)).toEqual(contact);
  for (const id of NAMING) expect(await record(id)).toHaveProperty('contact');
});

describe('whom their own school’s visits and record name', () => {
  const [WHO, SCHOOL] = ['person-school-donghu-01-2', 'school-donghu-01'];
  const own = { name: '示例联系人丙', phone: '190-0000-4008' };
  const taken = { own: '', others: '', foreign: '' };

  test('is found there, also where the union entered it, or the school is one of several', async () => {
    await names(SCHOOL, own);
    const enters = async (date: string, schoolId: string, otherSchools: string[] = []) => {
      const wish = city.request({ slots: [on(date)], contact: own, otherSchools });
      const { status, body } = await city.person('union-donghu').post('/v1/visits', { ...wish, schoolId, channel: 'phone' });
      expect([status, body.errors]).toEqual([201, undefined]);
      return body.id as string;
    };
    taken.own = await enters('2026-04-20', SCHOOL);
    taken.others = await enters('2026-04-22', 'school-donghu-02', [SCHOOL]);
    taken.foreign = await enters('2026-04-24', 'school-donghu-02');
    const found = [
      { organisation: SCHOOL, ...own },
      { visit: taken.own, ...own },
      { visit: taken.others, ...own },
    ];
    expect(await data('school-donghu-01-2', WHO)).toEqual(found);
  });

  test('goes from there with them, also when they act for it no more', async () => {
    const left = { organisation: SCHOOL, role: 'school' };
    expect((await city.person(SCHOOL).post(`/v1/people/${WHO}/departure`, left)).status).toBe(200);
    expect(await data('union-donghu', WHO)).toEqual([{ organisation: SCHOOL, ...own }]);
    for (const visit of Object.values(taken)) await city.person('union-donghu').cancels(visit);
    expect(await erased('union-donghu', WHO)).toBe(200);
    expect(await record(SCHOOL)).not.toHaveProperty('contact');
    for (const visit of [taken.own, taken.others]) expect(await contactOf(visit)).toEqual({ name: '（已注销）' });
    expect(await contactOf(taken.foreign)).toEqual(own);
  });
});
