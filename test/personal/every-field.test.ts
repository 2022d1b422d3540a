import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../demo/actor.ts';
import { putInForce } from '../../demo/administrator.ts';
import type { SampleCity } from '../../demo/sample-city.ts';
import { CSV } from '../../functions/imports/media-types.ts';
import { Issuing } from '../identity/issuing.ts';
import { Visitor } from '../links/visitor.ts';
import { goesOn, on } from '../ways/way.ts';
import { ASKING, canaries, described, sessions, told } from './canary-bodies.ts';
import { APPROVING, CanaryCity } from './canary-city.ts';
import { canariesIn, canaryOf, FIELDS } from './canary-fields.ts';

/**
 * A canary of its own in every field into which somebody can write, each in a request that was accepted. Then it is said by name where
 * one may be found besides where it was written.
 */
let canary: CanaryCity;
let city: SampleCity;
beforeAll(async () => {
  canary = await CanaryCity.begin();
  city = canary.city;
});
afterAll(() => canary?.end());

test('what organisations and people say of themselves', async () => {
  const add = 'POST /v1/organisations';
  const change = 'PATCH /v1/organisations/{id}';
  const of = (operation: string) => {
    const [name, address, contactName, phone] = canaries(operation, 'name', 'address', 'contact.name', 'contact.phone');
    return { name, address, contact: { name: contactName, phone } };
  };
  const office = (operation: string) => {
    const [officePhone, letterPrefix] = canaries(operation, 'officePhone', 'letterPrefix');
    return { officePhone, letterPrefix };
  };
  const union = { id: 'union-new', kinds: ['union'], parent: 'union-city' };
  await canary.sends('union-city', add, '/v1/organisations', { ...union, ...of(add), ...office(add) });
  await canary.sends('union-city', change, '/v1/organisations/union-new', { ...of(change), ...office(change) });
  const [url, secret] = canaries('POST /v1/organisations/{id}/robots', 'url', 'secret');
  const robot = { kind: 'dingtalk', url, secret };
  await canary.sends('union-city', 'POST /v1/organisations/{id}/robots', '/v1/organisations/union-new/robots', robot);

  const [name, phone, subject] = canaries('POST /v1/people', 'name', 'phone', 'subject');
  const memberships = [{ organisation: 'union-new', role: 'union' }];
  const person = await canary.sends('union-city', 'POST /v1/people', '/v1/people', { name, phone, subject, memberships });
  expect(person.name).toBe(name);
  const [email, wecom, officialAccount] = canaries('PATCH /v1/people/me/notices', 'email', 'wecom', 'officialAccount');
  const wishes = { email, wecom, officialAccount };
  await canary.sends('school-xihu-02', 'PATCH /v1/people/me/notices', '/v1/people/me/notices', wishes);
  const correct = 'POST /v1/people/{id}/correction';
  const [named, number, biography] = canaries(correct, 'name', 'phone', 'biography');
  const speaker = '/v1/people/person-speaker-005/correction';
  await canary.sends('speaker-005', correct, speaker, { name: named, phone: number, biography });
  const [evidence] = canaries('POST /v1/speakers/{id}/permission', 'evidence');
  const permission = { employerId: 'employer-01', hoursPerMonth: 1, from: '2026-09-01', to: '2026-12-31', channel: 'phone' };
  await canary.sends('union-qingshanhu', 'POST /v1/speakers/{id}/permission', '/v1/speakers/speaker-001/permission', {
    ...permission,
    evidence,
  });
});

test('what lists say', async () => {
  const list = async (of: string, headings: string, line: string) => {
    const answer = await fetch(`${city.cloud.url}/v1/imports/${of}?apply=true`, {
      ...{ method: 'POST', body: `${headings}\n${line}` },
      headers: { 'content-type': CSV, authorization: `Bearer ${await city.person('union-city').token()}` },
    });
    const body = (await answer.json()) as Json;
    expect([of, answer.status, body.applied, body.problems]).toEqual([of, 200, true, []]);
    canary.note(line);
  };
  const cells = (of: string) => canaries(`import ${of}`, 'name', 'address', 'contactName', 'contactPhone').join(',');
  await list('schools', '代码,计划单位,学校层次,名称,地址,联系人,联系电话', `school-new,东湖区,初中,${cells('schools')}`);
  await list('employers', '代码,所属工会,名称,地址,联系人,联系电话', `employer-new,union-donghu,${cells('employers')}`);
  await list('people', '姓名,手机号,单位,角色', `${canaries('import people', 'name', 'phone').join(',')},school-new,学校`);
});

test('what is said of visits that come to nothing, or are changed', async () => {
  const entered = { channel: 'phone', onBehalfOf: { organisationId: 'employer-01' } };
  const [evidence] = canaries('decide for another', 'evidence');
  const objected = await canary.approved('2026-04-08', 'speaker-001');
  const task = await canary.decides('union-qingshanhu', objected, 'employer-release', {
    outcome: 'release',
    ...entered,
    evidence,
  });
  const objection = 'POST /v1/tasks/{id}/objection';
  const [text] = canaries(objection, 'text');
  await canary.sends('employer-01', objection, `/v1/tasks/${task}/objection`, { reasonCode: 'other', text });
  await canary.declines('employer-01', objected, 'employer-release');
  await canary.declines(APPROVING, objected, 'union-approval');

  const refused = await canary.approved('2026-04-09', 'speaker-002');
  await canary.declines('speaker-002', refused, 'speaker-confirmation');
  await canary.changes(ASKING, refused, 'cancel', {});
  const given = await canary.approved('2026-04-10', 'speaker-002');
  await goesOn(city, given, 'awaiting-school');
  await canary.declines(ASKING, given, 'school-confirmation', { scope: 'visit' });

  const left = await canary.approved('2026-04-14', 'speaker-002');
  await goesOn(city, left, 'confirmed');
  const slots = sessions('POST /v1/visits/{id}/reschedule', '2026-04-16');
  await canary.changes(ASKING, left, 'reschedule', { slots });
  await goesOn(city, left, 'confirmed');
  await canary.changes('union-qingshanhu', left, 'withdraw', { seat: 1, channel: 'phone' }, ['text', 'evidence']);
});

test('what is answered by a link, and typed to sign in', async () => {
  const visit = await canary.approved('2026-04-22', 'speaker-001');
  const { id } = await city.person('employer-01').task(visit, 'employer-release');
  const visitor = await Visitor.of(city, id, 'union-qingshanhu');
  await visitor.enters();
  const decline = { outcome: 'decline', reasonCode: 'work', text: canaryOf('link text') };
  expect((await visitor.submit(decline)).status).toBe(200);
  canary.note(decline);
  const phone = canaryOf('sign-in phone');
  const issuing = new Issuing(city);
  const browser = issuing.browser();
  const { page } = await issuing.asksForCode(browser, phone);
  expect(page.status).toBe(200);
  await browser.submit(page, { code: '000000' });
  canary.note({ phone });
});

test('what is said of a visit that is held', async () => {
  const operation = 'POST /v1/visits';
  const [evidence] = canaries(operation, 'evidence');
  const taken = { schoolId: ASKING, channel: 'phone', evidence, speakersWanted: 2 };
  const wish = city.request({ ...described(operation), ...taken, slots: sessions(operation, '2026-03-19') });
  const { id } = await canary.sends(APPROVING, operation, '/v1/visits', wish);
  canary.visits.push(id);
  await city.person(APPROVING).approves(id, { speakers: ['speaker-001', 'speaker-002'], reserves: [] });
  const conditions = canaryOf('decide employer-release conditions');
  await canary.decides('employer-01', id, 'employer-release', { outcome: 'release', conditions });
  await goesOn(city, id, 'confirmed');
  const moved = await canary.approved('2026-03-20', 'speaker-006');
  await goesOn(city, moved, 'confirmed');
  await goesOn(city, id, 'awaiting-statistics');
  const absent = [{ speakerId: 'speaker-002', reasonCode: 'traffic', text: canaryOf('decide statistics absent[].text') }];
  const what = { ...told('decide statistics', ['speaker-001'], '2026-03-19'), outcome: 'submit', absent };
  await canary.decides(ASKING, id, 'statistics', what);
  const about = `/v1/visits/${id}/absences/speaker-002`;
  const [contested, settled] = ['objection', 'settlement'].map((each) => `POST /v1/visits/{id}/absences/{speakerId}/${each}`);
  const [text, shown] = canaries(contested!, 'text', 'evidence');
  await canary.sends('union-qingshanhu', contested!, `${about}/objection`, { text, channel: 'phone', evidence: shown });
  const [why] = canaries(settled!, 'text');
  await canary.sends(APPROVING, settled!, `${about}/settlement`, { outcome: 'came', text: why });

  // In the morning the speaker is ill, and then it begins later.
  await city.until('2026-03-20T07:00:00+08:00');
  const ill = { seat: 1, speakerId: 'speaker-002', channel: 'phone' };
  await canary.changes(APPROVING, moved, 'replace-speaker', ill, ['text', 'evidence']);
  await canary.changes(ASKING, moved, 'shift', on('2026-03-20', '14:30', '16:00'));
  await goesOn(city, moved, 'awaiting-statistics');
  const not = { outcome: 'not-held', reasonCode: 'weather', text: canaryOf('decide statistics text') };
  await canary.decides(ASKING, moved, 'statistics', not);

  const afterwards = 'POST /v1/visits/recorded';
  const { activityType, mode, levels } = city.request();
  const recorded = { activityType, mode, levels, ...described(afterwards), ...told(afterwards, ['speaker-003'], '2026-03-16') };
  const slots = sessions(afterwards, '2026-03-16');
  canary.visits.push((await canary.sends(ASKING, afterwards, '/v1/visits/recorded', { ...recorded, slots })).id);

  await putInForce(city, { clearance: true });
  const cleared = await city.person(ASKING).asksFor({ slots: [on('2026-04-29')], speakerId: 'speaker-001' });
  canary.visits.push(cleared);
  await city.person(APPROVING).approves(cleared, { reserves: [] });
  await canary.declines('education-donghu', cleared, 'clearance');
});

test('so every field that a contract has was written with a canary', () => {
  expect(FIELDS.filter((field) => !canary.written.has(field))).toEqual([]);
});

const FORM = /^(POST \/v1\/visits\/recorded|decide statistics) (media|hostUnits|organisers)\[\]$/;
const ENTRY =
  /^POST \/v1\/visits(\/recorded|\/\{id\}\/reschedule)? (topics\[\]|address|slots\[\]\.sessions\[\]\.(audience|place))$/;
/** Where a canary may be found, by the fields of which operations; elsewhere nowhere. */
const MAY_SHOW: Record<string, RegExp[]> = {
  // Who audits a visit sees the visit, too: what it is about, and for whom and where its sessions are.
  'audit of visits': [/^POST \/v1\/visits(\/recorded)? (topics\[\]|slots\[\]\.sessions\[\]\.(audience|place))$/],
  // An office's own record, as it stands for everybody of the city; of its contact and its robots nothing.
  'audit of organisations': [
    /^(POST|PATCH) \/v1\/organisations(\/\{id\})? (name|address|officePhone|letterPrefix)$/,
    /^import (schools|employers) (name|address)$/,
  ],
  // The columns of the form; what is written besides (summary) is not among them.
  'report as JSON': [FORM],
  'report as CSV': [FORM],
  // Whom a visit concerns finds in the calendar what it is about, where, and for whom; no notes, no contact, no words of others.
  'calendar of a visit': [ENTRY],
  'calendar of the school': [ENTRY],
  'calendar of the union': [ENTRY],
  'calendar of a speaker': [ENTRY],
};

test('and none is found but where it is said here', async () => {
  const places = await canary.places();
  for (const [place, text] of Object.entries(places))
    if (place !== 'dead letters') expect([place, text.length > 200]).toEqual([place, true]);
  const found = Object.entries(places).flatMap(([place, text]) =>
    canariesIn(text)
      .filter((field) => !MAY_SHOW[place]?.some((form) => form.test(field)))
      .map((field) => `${place}: ${field}`),
  );
  expect(found).toEqual([]);
  // The search finds what is there.
  for (const place of Object.keys(MAY_SHOW)) expect([place, canariesIn(places[place]!)]).not.toEqual([place, []]);
});
