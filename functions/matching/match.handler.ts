import * as z from 'zod/mini';
import { policyOf } from '../access/directory.ts';
import type { Policy } from '../deadlines/policy.ts';
import { workingDaysOf } from '../deadlines/working-days.ts';
import { loadSituation } from '../decisions/load-case.ts';
import { standsAt } from '../decisions/standing.ts';
import { proposedSeats } from '../decisions/steps/union-approval.ts';
import type { StepResult } from '../decisions/task.ts';
import { attempt, Contended } from '../platform/attempt.ts';
import { discreet } from '../platform/discreet.ts';
import { matchKey, seriesKey } from '../platform/keys.ts';
import { get, getAll } from '../platform/table.ts';
import { Run } from '../visits/execution.ts';
import { coversAll, Series } from '../visits/series.ts';
import { slotOf } from '../visits/slot.ts';
import { isCurrent } from '../visits/status.ts';
import { commitVisit, loadVisit, type VisitCore } from '../visits/store.ts';
import { type Choice, chooseWith } from './choose.ts';
import { type Fact, heldTimes, months } from './diary.ts';
import { readFacts } from './facts.ts';
import { Ledger } from './ledger.ts';
import { ProposalEvent } from './proposal.ts';
import { openSeats, propose } from './propose.ts';
import { rank } from './rank.ts';
import { matchRequestOf } from './request-of.ts';
import { rosterOf } from './roster.ts';

/**
 * Finds speakers for the open seats, holds their time and proposes them to the union; or ends the visit with reasons. Where the
 * way begins anew, after a change or a dead execution, it says first what still holds; what it has proposed already it answers
 * again.
 */
export const handler = discreet(async (event: unknown): Promise<StepResult> => {
  const { city, visit, epoch, run } = z.parse(Run, event);
  return attempt(async (consistent) => {
    // To give up must not rest on a stale copy.
    const core = await loadVisit(city, visit, true);
    if (!core || !isCurrent(core.visit, epoch, run)) return { outcome: 'stale' };
    if (core.visit.seeking || proposedSeats(core).length > 0) {
      const proposed = await get(ProposalEvent, matchKey(city, visit, epoch, core.visit.round), { consistent: true });
      if (!proposed) throw new Error(`visit ${visit} has seats that nobody has proposed`);
      return proposed.data.result;
    }
    if (core.visit.slot) {
      const holds = standsAt(await loadSituation(core, [], new Date(), true));
      if (holds) return holds;
    }
    return match(core, core.visit.round + 1, consistent);
  });
});

async function match(core: VisitCore, round: number, consistent: boolean): Promise<StepResult> {
  const { visit } = core;
  const now = new Date();
  const rules = await policyOf(visit);
  const days = workingDaysOf(rules.calendar);
  const roster = await rosterOf(visit.city);
  const read = (speakers: string[], monthKeys: string[]) => readFacts(visit.city, speakers, monthKeys, consistent);
  const wanted = matchRequestOf(core, openSeats(core));
  const ranking = rank(wanted, roster, rules, now.toISOString(), days);
  const choice: Choice =
    round > rules.maximumRounds
      ? { reasons: [{ code: 'rounds-exhausted', facts: { rounds: rules.maximumRounds } }] }
      : await chooseWith(read, wanted, ranking, rules);
  // Holding somebody is conditional on what was read; finding nobody has to be looked at again.
  if (!choice.match && !consistent) throw new Contended('nobody was found in copies that may be stale');
  const chosen = new Set(choice.match?.seats.map(({ speaker }) => speaker));
  const { result, writes } = propose(
    {
      ...core,
      policy: rules,
      days,
      now,
      ledger: new Ledger(visit.city, await factsToChange(core, choice, rules, consistent)),
      pool: new Map(roster.speakers.filter(({ id }) => chosen.has(id)).map((speaker) => [speaker.id, speaker])),
      cleared: new Set(),
    },
    round,
    choice,
    rules.seriesApproval && (await inSeries(core, choice)),
  );
  await commitVisit(visit, writes);
  return result;
}

/** What was read of those who are seated now; of a visit that ends, what its agreed seats hold and give back. */
async function factsToChange(
  core: VisitCore,
  { match }: Choice,
  rules: Policy,
  consistent: boolean,
): Promise<Map<string, Fact>> {
  if (match) return new Map(match.seats.map(({ speaker, fact }) => [speaker, fact]));
  const seated = core.seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker]));
  if (seated.length === 0) return new Map();
  return readFacts(core.visit.city, seated, months(heldTimes(core.request, slotOf(core.visit), rules)), consistent);
}

/** Whether the union has approved all who were found for the school's whole series already. */
async function inSeries({ visit, request }: VisitCore, { match }: Choice): Promise<boolean> {
  if (!match) return false;
  const speakers = match.seats.map(({ speaker }) => speaker);
  const found = await getAll(speakers.map((id) => seriesKey(visit.city, visit.school, id, request.activityType)));
  return coversAll(z.parse(z.array(Series), found), request, match.slot, speakers);
}
