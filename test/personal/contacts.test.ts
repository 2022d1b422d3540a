import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { SampleCity } from '../../demo/sample-city.ts';
import { PersonalData } from '../../functions/personal/contract.ts';
import { organisationKey } from '../../functions/platform/keys.ts';
import { stored } from '../ways/table.ts';
import { goesOn, on } from '../ways/way.ts';

/** Somebody whom colleagues named as the contact, of visits and of an organisation: nothing but the number says that it is they. */
let city: SampleCity;
const WHO = 'school-donghu-01-2';
const NAME = '示例联系人丙';
/** Written in another way than it is registered. */
const contact = { name: NAME, phone: '+86 19000004008' };
const other = { name: '示例联系人丁', phone: '199-7777-0009' };
const visits = { held: '', ahead: '', others: '' };
const schoolRecord = (id: string) => Object.values(organisationKey('nanchang', id)).join(' ');
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  const asks = (date: string, more: object) => city.person('school-donghu-01').asksFor({ slots: [on(date)], ...more });
  visits.held = await asks('2026-03-06', { contact, notes: '示例：从侧门进' });
  await goesOn(city, visits.held, 'closed');
  visits.ahead = await asks('2026-04-16', { contact });
  visits.others = await asks('2026-04-23', { contact: other });
  for (const [id, named] of Object.entries({ 'school-donghu-01': contact, 'school-donghu-02': other })) {
    const { status } = await city.person(id).patch(`/v1/organisations/${id}`, { contact: named });
    if (status !== 200) throw new Error(`${id} has no contact`);
  }
});
afterAll(() => city?.end());

const erases = (who: string) => city.person(who).post(`/v1/people/person-${WHO}/erasure`, { reasonCode: 'left' });
const contactOf = async (visit: string) => (await city.person('union-donghu').visit(visit)).contact;
const chain = async (visit: string) => (await city.person('union-city').get(`/v1/audit?visit=${visit}`)).body;

test('is shown where they stand, and nobody else’s contact', async () => {
  const { status, body } = await city.person(WHO).get(`/v1/people/person-${WHO}/data`);
  expect([status, z.safeParse(PersonalData, body).error?.issues]).toEqual([200, undefined]);
  expect(body.contactOf).toEqual([
    { organisation: 'school-donghu-01', ...contact },
    { visit: visits.held, ...contact },
    { visit: visits.ahead, ...contact },
  ]);
  const colleague = await city.person('school-donghu-01').get('/v1/people/person-school-donghu-01/data');
  expect(colleague.body.contactOf).toEqual([]);
});

test('goes with them: from records and held visits at once, from others when these are over', async () => {
  expect(await erases(WHO)).toMatchObject({ status: 200, body: { state: 'underway' } });
  await city.until(city.now() + 30 * 60_000);
  expect(await contactOf(visits.held)).toEqual({ name: '（已注销）' });
  const held = await city.person('union-donghu').visit(visits.held);
  expect([held.notes, held.requestedBy.name]).toEqual(['示例：从侧门进', expect.not.stringContaining('注销')]);
  const items = await stored(city);
  expect(items.get(schoolRecord('school-donghu-01'))).not.toHaveProperty('contact');
  expect(items.get(schoolRecord('school-donghu-02'))).toHaveProperty('contact.name', other.name);
  // What is still to take place needs its contact until then.
  expect(await contactOf(visits.ahead)).toEqual(contact);
  expect(await erases('union-donghu')).toMatchObject({ body: { state: 'underway' } });

  await city.person('school-donghu-01').cancels(visits.ahead);
  await city.days(8);
  expect(await contactOf(visits.ahead)).toEqual({ name: '（已注销）' });
  expect(await contactOf(visits.others)).toEqual(other);
  await city.days(8);
  expect(await erases('union-donghu')).toMatchObject({ status: 200, body: { state: 'done' } });
});

test('leaves no trace, whole chains, and a record of the change', async () => {
  const items = [...(await stored(city)).values()];
  expect(JSON.stringify(items)).not.toContain(NAME);
  const erasure = items.find(({ pk, sk }) => pk === 'nanchang#ERASURE' && sk === `person-${WHO}`);
  expect(erasure).toHaveProperty('doneAt');
  expect(erasure).not.toHaveProperty('sought');
  for (const visit of Object.values(visits)) {
    const { entries, events, ...rest } = await chain(visit);
    expect([entries.length, rest.broken]).toEqual([events, undefined]);
  }
  const { body } = await city.person('union-donghu').get('/v1/audit?organisation=school-donghu-01&month=2026-03');
  const changes = body.entries.filter(({ type }: { type: string }) => type === 'organisation-changed');
  expect(changes.at(-1)).toMatchObject({ by: { person: `person-${WHO}` }, data: { from: { contact: {} }, to: {} } });
});
