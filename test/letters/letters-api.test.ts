import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { handler } from '../../functions/letters/letters-api.handler.ts';
import { letterCountKey, letterKey } from '../../functions/platform/keys.ts';
import type { VisitCore } from '../../functions/visits/store.ts';
import { CITY, cityItems, type people } from '../support/city.ts';
import { send } from '../support/http.ts';
import { identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';
import { coreItems, thursday, today } from '../support/visit.ts';
import { agreed, asked } from './sample.ts';

const table = fakeTable();
const oidc = issuer();
const at = (instant: Date | string) => void vi.setSystemTime(instant);
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: today }));
afterAll(() => void vi.useRealTimers());
beforeEach(() => at(today));

const fill = (...cores: VisitCore[]) => table.fill([...cityItems(), ...identityItems(), ...cores.flatMap(coreItems)]);

type Who = keyof typeof people;
const post = async (who: Who, body: object, visit = 'v1') =>
  send(handler, 'POST', `/v1/visits/${visit}/letters`, { token: await oidc.token(who), body });
const get = async (who: Who, path = '', headers: Record<string, string> = {}) =>
  send(handler, 'GET', `/v1/visits/v1/letters${path}`, { token: await oidc.token(who), headers });
const hand = async (who: Who, number: string, type: string, bytes: Buffer) =>
  send(handler, 'POST', `/v1/visits/v1/letters/${number}/copy`, {
    ...{ token: await oidc.token(who), bytes },
    headers: { 'content-type': type },
  });
const invitation = { kind: 'invitation', seat: 1 };
const release = { kind: 'release-request', seat: 1 };
const confirmation = { kind: 'confirmation' };
const last = (year = '2026', union = 'district-union') => {
  const { pk, sk } = letterCountKey(CITY, union, year);
  return table.get(pk, sk)?.last;
};

describe('numbers', () => {
  const ids = ['v1', 'v2', 'v3', 'v4'];
  test('of letters that are issued at the same moment are all different and leave none out', async () => {
    fill(...ids.map((id) => asked({ id })));
    const answers = await Promise.all(ids.flatMap((id) => [post('officer', invitation, id), post('superior', release, id)]));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
    const numbers = answers.map(({ body }) => body.number as string).sort();
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `工函〔2026〕${n}号`));
    expect(last()).toBe(8);
  });

  test('are not taken by what is asked for twice, not even at the same moment', async () => {
    fill(asked());
    const answers = await Promise.all(['officer', 'superior', 'officer'].map((who) => post(who as Who, invitation)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    const again = await post('superior', invitation);
    for (const { body } of [...answers, again]) expect(body).toEqual(answers[0]!.body);
    expect([again.status, last()]).toEqual([200, 1]);
    expect(table.under('EVENT#').map(({ type }) => type)).toEqual(['letter-issued']);
  });

  test('begin anew at midnight of the year in Shanghai', async () => {
    const slot = { index: 0, start: '2027-01-20T06:00:00.000Z', end: '2027-01-20T07:30:00.000Z' };
    fill(asked({ id: 'v1', slot }), asked({ id: 'v2', slot }));
    at('2026-12-31T15:59:59.999Z');
    const old = await post('officer', invitation, 'v1');
    at('2026-12-31T16:00:00.000Z');
    const young = await post('officer', invitation, 'v2');
    expect([old, young].map(({ body }) => body.number)).toEqual(['工函〔2026〕1号', '工函〔2027〕1号']);
    expect([last('2026'), last('2027')]).toEqual([1, 1]);
  });

  test('are not taken by what is refused', async () => {
    fill(asked({ approved: {} }));
    expect(await post('officer', invitation)).toMatchObject({ status: 409, body: { type: 'not-approved-yet' } });
    expect(await post('officer', confirmation)).toMatchObject({ status: 409, body: { type: 'not-confirmed-yet' } });
    fill(asked({ ended: { status: 'cancelled', at: today.toISOString(), reasons: [] } }));
    expect(await post('officer', invitation)).toMatchObject({ status: 409, body: { type: 'visit-over' } });
    fill(asked({ round: 0 }, { speaker: undefined }));
    expect(await post('officer', invitation)).toMatchObject({ status: 409 });
    expect(last()).toBeUndefined();
  });
});

describe('a letter', () => {
  test('keeps ids alone, and is told by an event of ids and its number', async () => {
    fill(asked());
    const { body } = await post('officer', release);
    expect(body).toMatchObject({ union: { id: 'district-union' }, addressee: { id: 'employer-1', name: '示例employer-1' } });
    const { pk, sk } = letterKey(CITY, 'district-union', body.number);
    const stored = JSON.stringify(table.get(pk, sk));
    expect(stored).not.toMatch(/示例|000-/);
    const [event] = table.under('EVENT#');
    expect(event).toMatchObject({
      ...{ type: 'letter-issued', by: { person: 'officer', role: 'union', organisation: 'district-union' } },
      data: { letter: 'release-request', number: body.number, seat: 1, speaker: 's1', employer: 'employer-1' },
    });
    expect(JSON.stringify(event!.data)).not.toContain('示例');
  });

  test('is issued by the unions alone, and not found by a stranger', async () => {
    fill(agreed());
    for (const who of ['teacher', 'manager', 'worker', 'inspector'] as const)
      expect([who, (await post(who, confirmation)).status]).toEqual([who, 403]);
    const unknown = await post('stranger', confirmation, 'v9');
    expect([unknown.status, (await post('stranger', confirmation)).body]).toEqual([404, unknown.body]);
    expect((await post('officer', { kind: 'invitation' })).body.errors).toMatchObject([{ path: 'seat', code: 'required' }]);
    expect((await post('officer', { kind: 'bill' })).status).toBe(422);
  });

  test('is read by the unions and the one party that it is for; its list is theirs, too', async () => {
    fill(agreed());
    const numbers = await Promise.all(
      [release, invitation, confirmation].map(async (body) => (await post('officer', body)).body),
    );
    const readers: Record<string, Who[]> = {
      'release-request': ['officer', 'superior', 'manager'],
      invitation: ['officer', 'superior', 'worker'],
      confirmation: ['officer', 'superior', 'teacher', 'neighbour'],
    };
    const all = ['officer', 'superior', 'manager', 'worker', 'teacher', 'neighbour', 'inspector', 'stranger'] as const;
    for (const who of all) {
      const theirs = numbers.filter(({ kind }) => readers[kind]!.includes(who));
      for (const { kind, number } of numbers)
        expect([who, kind, (await get(who, `/${number}`)).status]).toEqual([
          who,
          kind,
          readers[kind]!.includes(who) ? 200 : 404,
        ]);
      const { status, body } = await get(who);
      expect([who, status]).toEqual([who, who === 'stranger' ? 404 : 200]);
      if (who !== 'stranger')
        expect(body.letters.map((each: { number: string }) => each.number).sort()).toEqual(
          theirs.map((each) => each.number).sort(),
        );
      expect(JSON.stringify(body)).not.toContain('000-1234567');
    }
    expect((await get('officer', '/工函〔2026〕99号')).status).toBe(404);
  });

  test('shows the contact’s number to whom it is shown, and records that; a page is made for a browser', async () => {
    fill(agreed());
    const { number } = (await post('officer', confirmation)).body;
    const seen = () => table.all().filter(({ type }) => type === 'numbers-seen');
    expect((await get('teacher', `/${number}`)).body.contact).toEqual({ name: '示例老师', phone: '000-1234567' });
    const page = await get('officer', `/${number}`, { accept: 'text/html,application/xhtml+xml' });
    expect([page.type, page.body.includes('000-1234567')]).toEqual(['text/html; charset=utf-8', true]);
    expect(seen().map(({ by, data }) => [by, data])).toEqual(
      expect.arrayContaining([
        [expect.objectContaining({ person: 'teacher' }), { speakers: [], contacts: ['v1'], visits: ['v1'] }],
        [expect.objectContaining({ person: 'officer' }), { speakers: [], contacts: ['v1'], visits: ['v1'] }],
      ]),
    );
    expect(seen()).toHaveLength(2);
  });

  test('says that it does not hold any more once the visit was moved', async () => {
    fill(agreed());
    const { number, changed } = (await post('officer', confirmation)).body;
    table.change(`${CITY}#VISIT#v1`, 'VISIT', { slot: { index: 0, start: thursday.start, end: '2026-03-12T08:00:00.000Z' } });
    expect([changed, (await get('teacher', `/${number}`)).body.changed]).toEqual([false, true]);
  });
});

describe('a stamped copy', () => {
  const photo = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(800_000, 3)]);
  const issued = async () => {
    fill(agreed());
    return (await post('officer', confirmation)).body.number as string;
  };

  test('is kept with the letter in one transaction, or not at all', async () => {
    const number = await issued();
    const pieces = () => table.all().filter(({ pk }) => (pk as string).includes('#LETTER-COPY#'));
    table.meanwhile(() => {
      throw new Error('the table is away');
    });
    expect((await hand('teacher', number, 'image/jpeg', photo)).status).toBe(500);
    expect(pieces()).toEqual([]);
    expect((await get('officer', `/${number}`)).body.copies).toEqual([]);
    const { status, body } = await hand('teacher', number, 'image/jpeg', photo);
    expect([status, body.copies]).toEqual([
      201,
      [
        expect.objectContaining({
          version: 1,
          type: 'image/jpeg',
          bytes: photo.length,
          by: expect.objectContaining({ role: 'school' }),
        }),
      ],
    ]);
    expect(pieces()).toHaveLength(3);
    // The answer may have been lost: the same again changes nothing.
    const again = await hand('officer', number, 'image/jpeg', photo);
    expect([again.status, again.body.copies]).toEqual([200, body.copies]);
    expect(
      table
        .under('EVENT#')
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['letter-issued', 'letter-returned']);
  });

  test('of two that come at the same moment stands beside the other', async () => {
    const number = await issued();
    const pdf = Buffer.from('%PDF-1.7 示例');
    const answers = await Promise.all([
      hand('teacher', number, 'image/jpeg', photo),
      hand('officer', number, 'application/pdf', pdf),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const copies = (await get('officer', `/${number}`)).body.copies as { version: number; type: string; bytes: number }[];
    expect(copies.map(({ bytes }) => bytes).sort((a, b) => a - b)).toEqual([pdf.length, photo.length]);
    for (const { version, type, bytes } of copies) {
      const { status, headers, body } = await send(handler, 'GET', `/v1/visits/v1/letters/${number}/copy`, {
        ...{ token: await oidc.token('neighbour'), query: { version: String(version) } },
      });
      expect([status, headers['content-type']]).toEqual([200, type]);
      expect(Buffer.from(body, 'base64').equals(bytes === pdf.length ? pdf : photo)).toBe(true);
    }
  });

  test('is saved by a browser, and nothing of it runs', async () => {
    const number = await issued();
    await hand('officer', number, 'image/jpeg', photo);
    const { headers } = await get('teacher', `/${number}/copy`);
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining('sandbox'),
      'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename="letter.jpg"; filename*=UTF-8''${encodeURIComponent(`${number}-1.jpg`)}`,
    });
  });

  test('is refused by what is wrong with it, to whom it does not concern, and where none came', async () => {
    const number = await issued();
    const refused = async (who: Who, type: string, bytes: Buffer) => (await hand(who, number, type, bytes)).body.type;
    expect(await refused('teacher', 'image/gif', photo)).toBe('unsupported-file-type');
    expect(await refused('teacher', 'image/png', photo)).toBe('not-of-its-type');
    expect(await refused('teacher', 'image/jpeg', Buffer.alloc(3 * 1024 * 1024 + 1))).toBe('file-too-large');
    for (const who of ['worker', 'manager', 'inspector', 'stranger'] as const)
      expect([who, await refused(who, 'image/jpeg', photo)]).toEqual([who, 'not-found']);
    expect((await get('officer', `/${number}/copy`)).status).toBe(404);
  });

  test('that is not what came is given to nobody', async () => {
    const number = await issued();
    await hand('officer', number, 'image/jpeg', photo);
    const { pk, sk } = letterKey(CITY, 'district-union', number);
    const { copies } = table.get(pk, sk) as { copies: object[] };
    table.change(pk, sk, { copies: copies.map((copy) => ({ ...copy, sha256: 'x' })) });
    expect((await get('teacher', `/${number}/copy`)).status).toBe(500);
  });
});
