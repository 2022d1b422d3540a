import { organisation } from '../access/directory.ts';
import { isTime, may } from '../access/may.ts';
import { ok, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { Forbidden, NotApprovedYet, VisitOver } from '../platform/problems.ts';
import { speakersById } from '../talent/pool.ts';
import { partiesOf } from '../visits/parties.ts';
import { visitStatus } from '../visits/status.ts';
import { commitVisit, type VisitCore } from '../visits/store.ts';
import type { Visit } from '../visits/visit.ts';
import { visitFor } from '../visits/visit-for.ts';
import { issueLetter } from './contract.ts';
import { draftOf } from './draft.ts';
import { type Issuer, issueWrites } from './issue.ts';
import type { Letter } from './letter.ts';
import { yearOf } from './number.ts';
import { countOf, issuedBefore } from './store.ts';
import { letterView } from './view.ts';

/** Issues a letter, or answers the one that was issued about the same: of two who ask at the same moment one finds the other's. */
export const issue = route(issueLetter, async ({ params, body, person, now }) => {
  const at = now.toISOString();
  const issued = await attempt(async (consistent): Promise<{ core: VisitCore; letter: Letter; isNew: boolean }> => {
    const { core } = await visitFor(person, params.id, now, consistent);
    const by = may('issue-letter', person, await partiesOf(core), at);
    if (!by) throw new Forbidden();
    refuseUnlessTime(core, now);
    const draft = draftOf(core, body, await seatedIn(core), at);
    const before = await issuedBefore(draft, consistent);
    if (before) return { core, letter: before, isNew: false };
    const union = await issuerOf(core.visit);
    const count = await countOf(person.city, union.id, yearOf(at), consistent);
    const { letter, writes } = issueWrites(draft, core.visit, union, count, by, now);
    await commitVisit(core.visit, writes);
    return { core, letter, isNew: true };
  });
  const { core, letter, isNew } = issued;
  const location = `/v1/visits/${core.visit.id}/letters/${encodeURIComponent(letter.number)}`;
  return ok(await letterView(letter, core), { location }, isNew ? 201 : 200);
});

/** The most that the page of rules allows; which letter makes sense the draft says. */
function refuseUnlessTime({ visit, seats }: VisitCore, now: Date): void {
  const status = visitStatus(visit, seats, now.toISOString());
  if (!isTime('issue-letter', status)) throw visit.ended ? new VisitOver({ status }) : new NotApprovedYet();
}

const seatedIn = ({ visit, seats }: VisitCore) =>
  speakersById(
    visit.city,
    seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker])),
  );

/** The union responsible for the visit, or the one that has taken it over: in its name, also where somebody above it acts. */
async function issuerOf({ city, union }: Visit): Promise<Issuer> {
  let issuer = await organisation(city, union);
  while (issuer?.successor !== undefined) issuer = await organisation(city, issuer.successor);
  return issuer ?? { id: union };
}
