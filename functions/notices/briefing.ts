import type { PublishedEvent } from '../events/published.ts';
import { isConfirmed } from '../visits/status.ts';
import type { VisitCore } from '../visits/store.ts';
import type { Party } from './parties.ts';
import { officeFor } from './recipients.ts';
import { briefingAt, type Cause, whenToTell } from './when.ts';
import { noticeWrite, once } from './write.ts';

/** Both sides are briefed on the day before; at delivery it turns out whether the visit still takes place then. */
export async function planBriefing(event: PublishedEvent, core: VisitCore, { at, cause, when, now }: Cause): Promise<void> {
  const { visit, seats, request } = core;
  if (!CONFIRMING.has(event.type) || !visit.slot || !isConfirmed(visit, seats)) return;
  const planned = briefingAt(visit.slot.start, when.policy);
  const instant = now.toISOString();
  const deliverAt = planned > instant ? planned : whenToTell(false, instant, when);
  const parties: Party[] = [
    ...[visit.school, ...request.otherSchools].map((id): Party => ({ role: 'school', id })),
    ...seats.flatMap(({ speaker }): Party[] => (speaker === undefined ? [] : [{ role: 'speaker', id: speaker }])),
  ];
  for (const party of parties) {
    const { acting } = await officeFor(visit.city, party, instant, core.requestedBy?.person);
    const notice = {
      city: visit.city,
      kind: 'briefing',
      at,
      cause: `${cause}.briefing`,
      party: party.id,
      visit: visit.id,
    } as const;
    const people = acting.slice(0, when.policy.reminding.people);
    await Promise.all(
      people.map((recipient) =>
        once(noticeWrite({ ...notice, recipient, facts: {}, ...(deliverAt !== undefined && { deliverAt }) })),
      ),
    );
  }
}

/** Events after which a visit may be confirmed that was not before. */
const CONFIRMING = new Set<PublishedEvent['type']>([
  ...(['school-confirmed', 'speaker-confirmed', 'employer-released', 'speaker-replaced'] as const),
]);
