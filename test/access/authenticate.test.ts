import { generateKeyPair, UnsecuredJWT } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { authenticate } from '../../functions/access/authenticate.ts';
import { personKey } from '../../functions/platform/keys.ts';
import { Unauthenticated } from '../../functions/platform/problems.ts';
import { CITY, cityItems, people } from '../support/city.ts';
import { AUDIENCE, ISSUER, identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';

const table = fakeTable();
const oidc = issuer();
beforeEach(() => table.fill([...cityItems(), ...identityItems()]));

const soon = () => Math.floor(Date.now() / 1000) + 600;
const refused = async (authorization: string | undefined) => {
  const answer = await authenticate(authorization).catch((error: Error) => error);
  expect(answer).toBeInstanceOf(Unauthenticated);
  // It says nothing of what was wrong.
  expect(JSON.stringify(answer)).toBe(JSON.stringify(new Unauthenticated()));
};

test('a good token leads to the person with all rights of the table, not of the token', async () => {
  const token = await oidc.token('teacher', { roles: ['union'], city: 'elsewhere' });
  expect(await authenticate(`Bearer ${token}`)).toEqual(people.teacher);
  expect(await authenticate(`bearer ${token}`)).toEqual(people.teacher);
});

test('a right that is taken away is gone at the next request', async () => {
  const token = `Bearer ${await oidc.token('teacher')}`;
  await authenticate(token);
  const { pk, sk } = personKey(CITY, 'teacher');
  table.change(pk, sk, { memberships: [] });
  expect((await authenticate(token)).memberships).toEqual([]);
});

test('the issuer’s keys are fetched once, not at every request', async () => {
  await authenticate(`Bearer ${await oidc.token('teacher')}`);
  const before = oidc.asked();
  await authenticate(`Bearer ${await oidc.token('officer')}`);
  expect(oidc.asked()).toBe(before);
  expect(before).toBeLessThanOrEqual(1);
});

describe('“sign in first” is said to', () => {
  test.each([
    [undefined],
    [''],
    ['Bearer'],
    ['Bearer  '],
    ['Basic YTpi'],
    ['Bearer not-a-token'],
    ['Bearer a.b.c'],
    ['Bearer a b'],
  ])('the header %s', (header) => refused(header));

  test.each<[string, () => Record<string, unknown>]>([
    ['another issuer', () => ({ iss: 'https://evil.example' })],
    ['no issuer', () => ({ iss: undefined })],
    ['another audience', () => ({ aud: 'another-service' })],
    ['no audience', () => ({ aud: undefined })],
    ['an expiry in the past', () => ({ exp: Math.floor(Date.now() / 1000) - 1 })],
    ['no expiry', () => ({ exp: undefined })],
    ['a beginning in the future', () => ({ nbf: soon() })],
    ['no subject', () => ({ sub: undefined })],
    ['a subject that nobody knows', () => ({ sub: 'subject-nobody' })],
  ])('a token with %s', async (_, claims) => refused(`Bearer ${await oidc.token('teacher', claims())}`));

  test('a token that nobody signed (alg none)', () => {
    const token = new UnsecuredJWT({})
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject('subject-teacher')
      .setExpirationTime(soon())
      .encode();
    return refused(`Bearer ${token}`);
  });

  test('a token that somebody else signed', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    await refused(`Bearer ${await oidc.token('teacher', {}, privateKey)}`);
  });

  test('a token whose signature, or whose content, was altered', async () => {
    const [header, payload, signature] = (await oidc.token('teacher')).split('.') as [string, string, string];
    const other = Buffer.from(payload, 'base64url').toString().replace('subject-teacher', 'subject-officer');
    await refused(`Bearer ${header}.${Buffer.from(other).toString('base64url')}.${signature}`);
    await refused(`Bearer ${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`);
    await refused(`Bearer ${header}.${payload}.`);
  });

  test('somebody whose record is gone', async () => {
    table.fill(identityItems());
    await refused(`Bearer ${await oidc.token('teacher')}`);
  });
});
