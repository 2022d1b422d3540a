import type { Json } from '../../demo/actor.ts';

/** One call of an AWS service at the runtime's own endpoint, as its SDK makes it. */
export async function aws(endpoint: string, target: string, body: object): Promise<Json> {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      authorization: 'AWS4-HMAC-SHA256 Credential=OUTSIDE/20260101/us-east-1/any/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(body),
  });
  if (answer.status !== 200) throw new Error(`${target}: ${await answer.text()}`);
  return answer.json();
}

/** All pages of a list. */
export async function pages<T>(fetchPage: (from: Json) => Promise<{ items: T[]; next?: Json }>): Promise<T[]> {
  const all: T[] = [];
  let from: Json;
  do {
    const { items, next } = await fetchPage(from);
    all.push(...items);
    from = next;
  } while (from !== undefined && from !== null);
  return all;
}
