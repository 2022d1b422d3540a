import { NotDelivered } from './not-delivered.ts';

/** How the vendors of chats answer: 200 and a code that is 0 when it is well. */
type Coded = Record<string, unknown>;

/**
 * What a vendor has answered.
 * @param permanent codes that stay; any other may pass, so that what we do not know is tried again until it is given up
 * @throws NotDelivered with the vendor's code
 */
export function wellOr(permanent: ReadonlySet<number>, body: string, field: 'errcode' | 'code' = 'errcode'): Coded {
  const answer = objectOf(body);
  const code = answer[field];
  if (code === 0) return answer;
  if (typeof code !== 'number') throw new NotDelivered('unknown-answer', false);
  throw new NotDelivered(`${field}-${code}`, permanent.has(code));
}

/** An answer that gives a token may leave out the code when it is well. */
export function tokenOf(body: string): { token: string; seconds: number } {
  const { errcode, access_token: token, expires_in: seconds } = objectOf(body);
  if (typeof errcode === 'number' && errcode !== 0) throw new NotDelivered(`errcode-${errcode}`, false);
  if (typeof token !== 'string' || typeof seconds !== 'number') throw new NotDelivered('unknown-answer', false);
  return { token, seconds };
}

/** @throws NotDelivered for what is not a JSON object: a page of some proxy, most likely */
export function objectOf(body: string): Coded {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null) return value as Coded;
  } catch {
    // Told below.
  }
  throw new NotDelivered('unknown-answer', false);
}
