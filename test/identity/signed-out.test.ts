import { ThrottlingException } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { handler as people } from '../../functions/people/people-api.handler.ts';
import { handler as personal } from '../../functions/personal/personal-api.handler.ts';
import { personNumber } from '../../functions/personal/sealing.ts';
import { identityKey, personKey } from '../../functions/platform/keys.ts';
import { CITY, cityItems } from '../support/city.ts';
import { send } from '../support/http.ts';
import { keyItem, ring } from '../support/numbers.ts';
import { identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';
import { today } from '../support/visit.ts';

/** The names under which somebody signs in: what signs out, and what an erasure takes. */
const table = fakeTable();
const oidc = issuer();
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: today }));
afterAll(() => void vi.useRealTimers());
beforeEach(() => {
  vi.setSystemTime(today);
  // The teacher's own id leads to somebody else, as after a mistake of whoever keeps the issuer.
  table.fill([...cityItems(), ...identityItems(), keyItem(), { ...identityKey('teacher'), city: CITY, person: 'worker' }]);
  const { pk, sk } = personKey(CITY, 'teacher');
  table.change(pk, sk, { subject: 'subject-teacher', phone: ring.seal('000-0000001', personNumber(CITY, 'teacher')) });
});

const identity = (subject: string) => {
  const { pk, sk } = identityKey(subject);
  return table.get(pk, sk);
};
const asTeacher = async (handler: typeof people, path: string, body: object) =>
  send(handler, 'POST', path, { token: await oidc.token('teacher'), body });
/** The first try takes so many seconds, and comes to nothing. */
const takes = (seconds: number) =>
  table.meanwhile(() => {
    vi.setSystemTime(today.getTime() + seconds * 1000);
    throw new ThrottlingException({ message: '', $metadata: {} });
  });

test('signed out is whatever came until that was written, not only until it was asked for', async () => {
  for (const [handler, path, body] of [
    [people, '/v1/people/me/sign-out', {}],
    [personal, '/v1/people/teacher/correction', { phone: '000-0000002' }],
  ] as const) {
    vi.setSystemTime(today);
    takes(5);
    expect((await asTeacher(handler, path, body)).status).toBe(200);
    const { signedOutAt } = identity('subject-teacher') as { signedOutAt: string };
    expect([path, Date.parse(signedOutAt) - today.getTime()]).toEqual([path, 5000]);
    const { pk, sk } = identityKey('subject-teacher');
    table.change(pk, sk, { signedOutAt: undefined });
  }
  expect(identity('teacher')).not.toHaveProperty('signedOutAt');
});

test('an erasure takes the names that lead to the person, and none that leads to somebody else', async () => {
  expect((await asTeacher(personal, '/v1/people/teacher/erasure', { reasonCode: 'requested' })).status).toBe(200);
  expect(identity('subject-teacher')).toBeUndefined();
  expect(identity('teacher')).toMatchObject({ person: 'worker' });
});
