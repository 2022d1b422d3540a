import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { on } from './way.ts';

/** Memberships change while people work with them: each change acts at the next request. */
let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());

const codes = (answer: { body: { errors?: { path: string; code: string }[] } }) =>
  answer.body.errors?.map(({ path, code }) => `${path} ${code}`);
const changes = (who: string, whose: string, what: string, body: object) =>
  city.person(who).post(`/v1/people/person-${whose}/${what}`, body);
const sees = async (who: string, visit: string) => (await city.person(who).get(`/v1/visits/${visit}`)).status;
const inboxOf = async (who: string, visit: string) =>
  (await city.person(who).inbox()).filter(({ visitId }) => visitId === visit).map(({ kind }) => kind);

describe('the people of an organisation', () => {
  test('are listed for its own administrators and those above, and for nobody else', async () => {
    for (const who of ['union-donghu', 'union-city']) {
      const { body } = await city.person(who).get('/v1/people?organisation=union-donghu');
      expect(body.people.map(({ id }: { id: string }) => id)).toEqual(
        expect.arrayContaining(['person-union-donghu', 'person-union-donghu-2']),
      );
    }
    for (const who of ['union-donghu-2', 'union-xihu', 'school-donghu-02', 'shili-union-city'])
      expect((await city.person(who).get('/v1/people?organisation=union-donghu')).status).toBe(404);
  });

  test('everybody sees themselves; of others only what one looks after', async () => {
    const { body: me } = await city.person('union-donghu').get('/v1/people/me');
    expect(me.memberships.map(({ role }: { role: string }) => role)).toEqual(['union', 'administrator']);
    expect((await city.person('school-donghu-02').get('/v1/people/person-school-donghu-02')).status).toBe(200);
    expect((await city.person('union-city').get('/v1/people/person-school-donghu-02')).status).toBe(200);
    expect((await city.person('school-donghu-01').get('/v1/people/person-school-donghu-02')).status).toBe(404);
    expect((await city.person('union-city').get('/v1/people/nobody')).status).toBe(404);
  });
});

test('everybody says how they are told, with addresses that only they see', async () => {
  const path = '/v1/people/me/notices';
  const said = { language: 'en', immediate: ['email'], digest: [], email: 'sample@example.cn' };
  const { status, body } = await city.person('speaker-003').patch(path, said);
  expect([status, body]).toEqual([200, { ...said, email: 's••@example.cn' }]);
  expect((await city.person('speaker-003').get(path)).body).toEqual(body);
  const held = await city.person('union-qingshanhu').get('/v1/people/person-speaker-003');
  expect(JSON.stringify(held.body)).not.toContain('example.cn');
  const { body: all } = await city.person('speaker-003').get('/v1/people/person-speaker-003/data');
  expect(all.person.notices).toEqual(said);
});

test('a role is given by whoever looks after the organisation, from its first instant to before its last', async () => {
  const visit = await city.person('school-donghu-02').asksFor();
  const until = new Date(city.now() + 3 * 24 * 3_600_000).toISOString();
  const role = { organisation: 'school-donghu-02', role: 'school', to: until };
  expect(await sees('school-donghu-01', visit)).toBe(404);
  // The person is of another school, which the union looks after as well.
  expect((await changes('union-donghu', 'school-donghu-01', 'memberships', role)).status).toBe(200);
  expect(await sees('school-donghu-01', visit)).toBe(200);
  await city.until(until);
  expect(await sees('school-donghu-01', visit)).toBe(404);
});

test('a role that begins later takes nothing away today; nobody lengthens their own administration', async () => {
  const later = { organisation: 'school-donghu-05', role: 'school', from: '2026-09-01T00:00:00+08:00' };
  expect((await changes('union-donghu', 'school-donghu-05', 'memberships', later)).status).toBe(200);
  expect((await city.person('school-donghu-05').get('/v1/people/me')).body.memberships).toContainEqual(
    expect.objectContaining({ role: 'school', to: '2026-08-31T16:00:00.000Z' }),
  );
  const ended = { ...later, from: '2020-01-01T00:00:00Z', to: '2021-01-01T00:00:00Z' };
  expect(codes(await changes('union-donghu', 'school-donghu-05', 'memberships', ended))).toEqual(['to past']);
  const own = { organisation: 'union-xihu', role: 'administrator' };
  expect(codes(await changes('union-xihu', 'union-xihu', 'memberships', own))).toEqual(['role not-to-oneself']);
});

test('a role that is not there to be given is refused with its reason', async () => {
  const given = (body: object) => changes('union-donghu', 'school-donghu-01', 'memberships', body);
  expect(codes(await given({ organisation: 'school-donghu-01', role: 'union' }))).toEqual(['role role-kind']);
  expect(codes(await given({ organisation: 'union-city', role: 'union' }))).toEqual(['organisation unknown-organisation']);
  expect(codes(await given({ organisation: 'nowhere', role: 'union' }))).toEqual(['organisation unknown-organisation']);
  const backwards = {
    organisation: 'school-donghu-01',
    role: 'school',
    from: '2026-05-02T00:00:00Z',
    to: '2026-05-01T00:00:00Z',
  };
  expect(codes(await given(backwards))).toEqual(['to to-before-from']);
  const speaker = await given({ organisation: 'school-donghu-01', role: 'speaker' });
  expect([speaker.status, codes(speaker)]).toEqual([422, ['role value']]);
  // Nobody may give themselves what they do not look after.
  const self = await changes('school-donghu-01', 'school-donghu-01', 'memberships', {
    organisation: 'union-donghu',
    role: 'union',
  });
  expect(codes(self)).toEqual(['organisation unknown-organisation']);
});

test('a head is named and no longer; where nothing is said of it nothing changes, and nobody is head of administrators', async () => {
  const own = { organisation: 'union-xihu', role: 'union' };
  const gives = (more: object) => changes('union-city', 'union-xihu-2', 'memberships', { ...own, ...more });
  const headOf = async (more: object) => (await gives(more)).body.memberships.map(({ head }: { head?: boolean }) => head);
  expect(await headOf({ head: true })).toEqual([true]);
  expect(await headOf({})).toEqual([true]);
  expect(await headOf({ head: false })).toEqual([undefined]);
  expect(codes(await gives({ role: 'administrator', head: true }))).toEqual(['head deciders-only']);
});

describe('an absence', () => {
  const absent = 'employer-01';
  const away = (days: number) => ({
    organisation: absent,
    to: 'person-union-qingshanhu',
    until: new Date(city.now() + days * 24 * 3_600_000).toISOString(),
  });

  test('is covered by whom the absent person names; the record names both', async () => {
    const visit = await city.person('school-donghu-03').asksFor({ slots: [on('2026-03-26')] });
    await city.person('union-donghu').approves(visit, { speakers: ['speaker-001'], reserves: [] });
    expect(await inboxOf('union-qingshanhu', visit)).toEqual([]);
    expect((await changes(absent, absent, 'delegations', away(5))).status).toBe(200);
    expect(await inboxOf('union-qingshanhu', visit)).toEqual(['employer-release']);
    await city.person('union-qingshanhu').releases(visit);
    const { body: trail } = await city.person('union-donghu').get(`/v1/audit?visit=${visit}`);
    expect(trail.entries.find(({ type }: { type: string }) => type === 'employer-released').by).toMatchObject({
      person: 'person-union-qingshanhu',
      role: 'employer',
      organisation: absent,
      delegatedBy: `person-${absent}`,
    });
  });

  test('ends by itself, or when the absent person is back', async () => {
    const visit = await city.person('school-donghu-03').asksFor({ slots: [on('2026-04-02')] });
    await city.person('union-donghu').approves(visit, { speakers: ['speaker-001'], reserves: [] });
    expect(await inboxOf('union-qingshanhu', visit)).toEqual(['employer-release']);
    expect((await changes(absent, absent, 'delegations', away(0))).status).toBe(200);
    expect(await inboxOf('union-qingshanhu', visit)).toEqual([]);
    await changes(absent, absent, 'delegations', away(1));
    expect(await inboxOf('union-qingshanhu', visit)).toEqual(['employer-release']);
    await city.until(city.now() + 24 * 3_600_000);
    expect(await inboxOf('union-qingshanhu', visit)).toEqual([]);
  });

  test('is covered by a colleague or somebody above only, for a year at most, and not for another', async () => {
    const wrong = async (more: object) => codes(await changes(absent, absent, 'delegations', { ...away(5), ...more }));
    expect(await wrong({ to: 'person-school-donghu-01' })).toEqual(['to not-a-colleague']);
    expect(await wrong({ to: `person-${absent}` })).toEqual(['to not-a-colleague']);
    expect(await wrong(away(400))).toEqual(['until too-long']);
    expect(await wrong({ role: 'school' })).toEqual(['organisation no-such-role']);
    expect(await wrong({ organisation: 'employer-02' })).toEqual(['organisation unknown-organisation']);
    expect((await changes('employer-02', absent, 'delegations', away(5))).status).toBe(404);
  });
});

describe('whoever leaves', () => {
  test('acts for the organisation no more from the next request on; the successor finds what was open', async () => {
    const visit = await city.person('school-donghu-04').asksFor({ slots: [on('2026-04-09')] });
    expect(await inboxOf('union-donghu-2', visit)).toEqual(['union-approval']);
    const gone = await changes('union-donghu', 'union-donghu-2', 'departure', { organisation: 'union-donghu' });
    expect(gone.status).toBe(200);
    expect(await inboxOf('union-donghu-2', visit)).toEqual([]);
    expect(await sees('union-donghu-2', visit)).toBe(404);

    const last = { organisation: 'union-donghu', role: 'union' };
    // Its head could still decide.
    expect((await changes('union-city', 'union-donghu-head', 'departure', last)).status).toBe(200);
    const alone = await changes('union-city', 'union-donghu', 'departure', last);
    expect([alone.status, alone.body.type]).toEqual([409, 'last-member']);
    const handed = await changes('union-city', 'union-donghu', 'departure', { ...last, successor: 'person-union-city-2' });
    expect(handed.status).toBe(200);
    expect(await inboxOf('union-donghu', visit)).toEqual([]);
    expect(await inboxOf('union-city-2', visit)).toEqual(['union-approval']);
    await city.person('union-city-2').approves(visit);
    // Who administers the organisation still does.
    expect((await city.person('union-donghu').get('/v1/people?organisation=union-donghu')).status).toBe(200);
  });

  test('signs in as a speaker no more, and another may be tied to the entry', async () => {
    const tie = { organisation: 'union-qingshanhu', role: 'speaker' };
    expect((await changes('union-qingshanhu', 'speaker-002', 'departure', tie)).status).toBe(200);
    expect((await city.person('speaker-002').get('/v1/speakers/speaker-002')).status).toBe(404);
    expect(codes(await changes('union-qingshanhu', 'speaker-002', 'departure', tie))).toEqual(['organisation no-such-role']);
    const other = { name: '示例新人', phone: '190-0000-7301', speakerId: 'speaker-002', memberships: [] };
    expect((await city.person('union-qingshanhu').post('/v1/people', other)).status).toBe(201);
  });

  test('takes what they had lent with them when they are erased', async () => {
    const until = new Date(city.now() + 5 * 24 * 3_600_000).toISOString();
    const lends = { organisation: 'employer-03', to: 'person-union-city', until };
    expect((await changes('employer-03', 'employer-03', 'delegations', lends)).status).toBe(200);
    expect((await changes('employer-03', 'employer-03', 'erasure', { reasonCode: 'left' })).status).toBe(200);
    const { memberships } = (await city.person('union-city').get('/v1/people/me')).body;
    const lent = memberships.filter(({ delegatedBy }: { delegatedBy?: string }) => delegatedBy === 'person-employer-03');
    expect(lent.length).toBeGreaterThan(0);
    for (const { to } of lent) expect(Date.parse(to)).toBeLessThanOrEqual(city.now());
  });

  test('is named rightly, and so is the successor', async () => {
    const wrong = async (body: object) => codes(await changes('union-city', 'union-xihu', 'departure', body));
    expect(await wrong({ organisation: 'union-donghu' })).toEqual(['organisation no-such-role']);
    expect(await wrong({ organisation: 'union-xihu', successor: 'nobody' })).toEqual(['successor unknown-person']);
    const empty = { organisation: 'employer-04', leaveEmpty: true };
    expect((await changes('union-city', 'employer-04', 'departure', empty)).status).toBe(200);
    expect((await city.person('employer-04').get('/v1/people/me')).body.memberships).toEqual([
      { role: 'employer', organisation: 'employer-04', to: expect.any(String) },
      { role: 'administrator', organisation: 'employer-04', to: expect.any(String) },
    ]);
  });
});

test('nobody sets a number right by which they could come by roles in which they have no say', async () => {
  const shared = 'school-xihu-02';
  const corrects = (who: string, phone: string) => changes(who, shared, 'correction', { phone });
  expect((await corrects('union-xihu', '190-0000-7201')).status).toBe(200);
  await changes('union-city', shared, 'memberships', { organisation: 'school-donghu-03', role: 'school' });
  for (const who of ['union-xihu', 'education-xihu', 'union-donghu'])
    expect((await corrects(who, '190-0000-7202')).status).toBe(404);
  expect((await corrects('union-city', '190-0000-7202')).status).toBe(200);
  await city.until(city.now() + 1000);
  city.person(shared).signsInAgain();
  expect((await corrects(shared, '190-0000-7203')).status).toBe(200);
  const taken = await changes('school-xihu-01', 'school-xihu-01', 'correction', { phone: '19000007203' });
  expect([taken.status, taken.body.type]).toEqual([409, 'phone-taken']);
});
