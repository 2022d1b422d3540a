import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import type { Relation } from '../../functions/access/rules.ts';
import { getLetter } from '../../functions/letters/contract.ts';
import { CAST, type Member, OTHER_SCHOOL, SCHOOL, SPEAKER } from '../access/cast.ts';
import { allows, LETTERS, unwalked, walk } from '../access/walk.ts';
import { goesOn, on } from './way.ts';

/** One visit on paper: what its union writes, who reads it, what comes back with a seal. */
let city: SampleCity;
let visit: string;
const letters: Json[] = [];
const contact = { name: '<b>示例</b>联系人', phone: '199-7777-0003' };
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  const wish = { slots: [on('2026-03-19')], speakerId: SPEAKER, otherSchools: [OTHER_SCHOOL], contact };
  visit = await city.person(SCHOOL).asksFor({ ...wish, address: '<script>alert("示例")</script>路1号' });
});
afterAll(() => city?.end());

const path = (number?: string, more = '') =>
  `/v1/visits/${visit}/letters${number === undefined ? '' : `/${encodeURIComponent(number)}`}${more}`;
const issues = async (who: string, body: object) => city.person(who).post(path(), body);
/** A page as a browser opens it. */
const opens = (who: string, number: string) => city.person(who).get(path(number), { accept: 'text/html,*/*;q=0.8' });

async function handsIn(who: string, number: string, type: string, bytes: Buffer) {
  const authorization = `Bearer ${await city.person(who).token()}`;
  const answer = await fetch(city.cloud.url + path(number, '/copy'), {
    ...{ method: 'POST', headers: { 'content-type': type, authorization }, body: new Uint8Array(bytes) },
  });
  return { status: answer.status, body: (await answer.json()) as Json };
}

async function takesOut(who: string, number: string, version?: number) {
  const authorization = `Bearer ${await city.person(who).token()}`;
  const query = version === undefined ? '' : `?version=${version}`;
  const answer = await fetch(city.cloud.url + path(number, `/copy${query}`), { headers: { authorization } });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

test('before the union has approved there is nothing to write', async () => {
  expect(await issues('union-donghu', { kind: 'invitation', seat: 1 })).toMatchObject({
    ...{ status: 409, body: { type: 'not-approved-yet' } },
  });
});

test('the union writes to both employers and to the speaker, under numbers of its own; asked again it has written already', async () => {
  await city.person('union-donghu').approves(visit, { reserves: [] });
  const release = { kind: 'release-request', seat: 1 };
  expect(await issues('union-donghu', release)).toMatchObject({ status: 422, body: { errors: [{ path: 'employerId' }] } });
  const wanted = [
    { ...release, employerId: 'employer-01' },
    { ...release, employerId: 'employer-02' },
    { kind: 'invitation', seat: 1 },
  ];
  for (const body of wanted) {
    const { status, body: letter, headers } = await issues('union-donghu', body);
    expect([status, headers.get('location')]).toEqual([201, path(letter.number)]);
    letters.push(letter);
  }
  expect(letters.map(({ number }) => number)).toEqual([1, 2, 3].map((n) => `工函〔2026〕${n}号`));
  const { replyBy, addressee } = letters[0];
  expect(addressee.id).toBe('employer-01');
  expect(replyBy).toBe((await city.person('employer-01').task(visit, 'employer-release')).dueAt);
  // Somebody above it acts in its name.
  const again = await issues('union-city', wanted[2]!);
  expect([again.status, again.body]).toEqual([200, letters[2]]);
});

test('the employer prints the request; nothing in it runs, and it shows no number', async () => {
  const { number } = letters[0];
  const { status, headers, body } = await opens('employer-01', number);
  expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'sha256-/);
  for (const fact of ['商请函', number, '2026年3月19日（星期四）14:00—15:30', '（盖章处）', '回　执'])
    expect(body).toContain(fact);
  expect(body).not.toContain('<script');
  expect(body).toContain('&#60;script&#62;');
  expect(body).not.toContain(contact.phone);
});

test('it comes back with a seal; the employer’s union enters the answer by the letter’s number', async () => {
  const { number } = letters[0];
  // As large as one may be.
  const photo = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(3 * 1024 * 1024 - 4, '示例章')]);
  const { status, body } = await handsIn('employer-01', number, 'image/jpeg', photo);
  expect([status, body.copies]).toEqual([201, [expect.objectContaining({ version: 1, bytes: photo.length })]]);
  const scan = Buffer.from('%PDF-1.7 示例盖章件');
  expect((await handsIn('union-donghu', number, 'application/pdf', scan)).body.copies).toHaveLength(2);
  for (const [version, file] of [
    [1, photo],
    [2, scan],
    [undefined, scan],
  ] as const) {
    const copy = await takesOut('union-qingshanhu', number, version);
    expect([copy.status, copy.bytes.equals(file)]).toEqual([200, true]);
    expect(copy.headers.get('content-security-policy')).toContain('sandbox');
    expect(copy.headers.get('x-content-type-options')).toBe('nosniff');
  }

  const { id } = (await city.person('union-qingshanhu').get(`/v1/tasks?visit=${visit}`)).body.tasks.find(
    ({ partyId }: Json) => partyId === 'employer-01',
  );
  const recorded = await city.person('union-qingshanhu').post(`/v1/tasks/${id}/decision`, {
    ...{ outcome: 'release', onBehalfOf: { organisationId: 'employer-01' } },
    ...{ channel: 'letter', evidence: `letter:${number}` },
  });
  expect(recorded.status).toBe(200);
  await city.settle();
});

test('once all have agreed the school has its confirmation, with the number of the contact for those who may call', async () => {
  expect(await issues('union-donghu', { kind: 'confirmation' })).toMatchObject({
    status: 409,
    body: { type: 'not-confirmed-yet' },
  });
  await goesOn(city, visit, 'confirmed');
  const { status, body } = await issues('union-donghu', { kind: 'confirmation' });
  expect([status, body.number]).toEqual([201, '工函〔2026〕4号']);
  letters.push(body);
  const page = (await opens(SCHOOL, body.number)).body as string;
  expect(page).toContain('&#60;b&#62;示例&#60;/b&#62;联系人　199-7777-0003');
  // The school, its union, both employers.
  expect(page.match(/（盖章处）/g)).toHaveLength(4);
  expect((await opens(SPEAKER, letters[2].number)).body).toContain(contact.phone);
  const read = await city.person(SCHOOL).get(path(body.number));
  expect(z.safeParse(getLetter.answer, read.body).error?.issues ?? []).toEqual([]);
});

/** How somebody stands to a letter. */
function toLetter({ id, role, relations }: Member, { kind, addressee }: Json): Pick<Member, 'role' | 'relations'> {
  const own: Record<string, Relation[]> = {
    'release-request': id === addressee.id ? ['employer'] : [],
    invitation: relations.filter((relation) => relation === 'speakers'),
    confirmation: relations.filter((relation) => relation === 'schools'),
  };
  return { role, relations: [...relations.filter((each) => ['unions', 'pool-unions'].includes(each)), ...own[kind]!] };
}

test('each letter is read, and answered with a seal, by the unions and the one party that it is for; for all others it does not exist', async () => {
  for (const letter of letters) {
    const reads = (who: Member) => allows('read-letter', toLetter(who, letter));
    const returns = (who: Member) => allows('return-letter', toLetter(who, letter));
    await walk(
      'read-letter',
      ({ id }) => city.person(id).get(path(letter.number)),
      (who) => (reads(who) ? 200 : 404),
    );
    await walk(
      'read-letter',
      ({ id }) => takesOut(id, letter.number),
      (who) => (reads(who) && letter.number === letters[0].number ? 200 : 404),
    );
    await walk(
      'return-letter',
      ({ id }) => handsIn(id, letter.number, 'image/png', Buffer.from('示例')),
      (who) => (returns(who) ? 400 : reads(who) ? 403 : 404),
    );
  }
  for (const who of CAST.filter((each) => allows('read-visit', each))) {
    const listed = (await city.person(who.id).get(path())).body.letters.map(({ number }: Json) => number).sort();
    const theirs = letters.filter((letter) => allows('read-letter', toLetter(who, letter))).map(({ number }) => number);
    expect([who.id, listed]).toEqual([who.id, theirs]);
  }
  expect(unwalked(LETTERS)).toEqual([]);
});

test('a letter of another visit is none of this one', async () => {
  const other = await city.person('school-xihu-02').asksFor({ slots: [on('2026-04-15')], speakerId: 'speaker-002' });
  await city.person('union-xihu').approves(other, { reserves: [] });
  const { number } = (await city.person('union-xihu').post(`/v1/visits/${other}/letters`, { kind: 'invitation', seat: 1 }))
    .body;
  // Another union counts for itself.
  expect(number).toBe('工函〔2026〕1号');
  const unknown = await city.person('union-city').get(path('工函〔2026〕77号'));
  expect(await city.person('union-donghu').get(`/v1/visits/${other}/letters/${encodeURIComponent(number)}`)).toMatchObject({
    ...{ status: 404, body: unknown.body },
  });
});

test('the timeline tells of every letter by its number; once the visit is moved the pages say that they do not hold any more', async () => {
  const told = (await city.person(SCHOOL).timeline(visit)).filter(({ type }) => type.startsWith('letter-'));
  expect(told.map(({ zh }) => zh)).toEqual([
    ...['签发函件：工函〔2026〕1号', '签发函件：工函〔2026〕2号', '签发函件：工函〔2026〕3号'],
    ...['收到盖章件：工函〔2026〕1号', '收到盖章件：工函〔2026〕1号', '签发函件：工函〔2026〕4号'],
  ]);
  await city.person(SCHOOL).changes(visit, 'reschedule', { slots: [on('2026-04-16')] });
  for (const { number, changed } of letters) {
    expect(changed).toBe(false);
    expect((await opens('union-donghu', number)).body).toContain('已变更，请以最新通知为准');
  }
  const renamed = await city.person('union-city').patch('/v1/organisations/union-donghu', { letterPrefix: '示东工函' });
  expect([renamed.status, renamed.body.letterPrefix]).toEqual([200, '示东工函']);
  // Records of organisations are kept in memory for a minute.
  await city.until(city.now() + 61_000);
  const next = await issues('union-donghu', { kind: 'invitation', seat: 1 });
  expect([next.status, next.body.number]).toEqual([201, '示东工函〔2026〕5号']);
  const trail = (await city.person('union-donghu').get(`/v1/audit?visit=${visit}`)).body;
  expect(trail).not.toHaveProperty('broken');
  expect(city.cloud.logs().join('\n')).not.toContain(contact.phone);
});
