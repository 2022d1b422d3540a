import type { Person } from '../access/person.ts';
import { countVisit } from '../limits/new-visits.ts';
import { type Answer, ok } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { etagOf } from '../platform/etag.ts';
import { idempotency } from '../platform/idempotency.ts';
import type { Write } from '../platform/writes.ts';
import { commitVisit, loadVisit, type VisitCore } from './store.ts';
import { visitView } from './view.ts';
import type { Actor } from './visit.ts';

interface Creating {
  body: unknown;
  person: Person;
  headers: Record<string, string | undefined>;
  now: Date;
}

/** Creates a visit, once for each `Idempotency-Key`, and answers it, without phone numbers. */
export async function createOnce(
  { body, person, headers, now }: Creating,
  by: Actor,
  create: (consistent: boolean) => Promise<{ core: VisitCore; writes: Write[] }>,
): Promise<Answer> {
  const core = await attempt(async (consistent) => {
    const kept = await idempotency(person, headers['idempotency-key'], body, now, consistent);
    if (kept.created) return (await loadVisit(person.city, kept.created, true))!;
    const { core, writes } = await create(consistent);
    const counted = await countVisit(core.visit, by, now, consistent);
    await commitVisit(core.visit, [...writes, ...counted, ...kept.remember(core.visit.id)]);
    return core;
  });
  const view = await visitView(core, now);
  return ok(view, { location: `/v1/visits/${view.id}`, etag: etagOf(view) }, 201);
}
