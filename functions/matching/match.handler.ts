import * as z from 'zod/mini';
import { policy } from '../access/directory.ts';
import type { Policy } from '../deadlines/policy.ts';
import { chineseWorkingDays } from '../deadlines/working-days.ts';
import type { StepResult } from '../decisions/task.ts';
import { attempt, Contended } from '../platform/attempt.ts';
import { matchKey } from '../platform/keys.ts';
import { Code } from '../platform/schema.ts';
import { commit, get } from '../platform/table.ts';
import { slotOf } from '../visits/slot.ts';
import { isCurrent } from '../visits/status.ts';
import { loadVisit, type VisitCore } from '../visits/store.ts';
import { type Choice, chooseWith } from './choose.ts';
import { type Fact, heldTimes, months } from './diary.ts';
import { readFacts } from './facts.ts';
import { Ledger } from './ledger.ts';
import { ProposalEvent } from './proposal.ts';
import { openSeats, propose } from './propose.ts';
import { rank } from './rank.ts';
import { matchRequestOf } from './request-of.ts';
import { rosterOf } from './roster.ts';

const Match = z.object({ city: Code, visit: Code, epoch: z.int(), run: z.int(), round: z.int() });

/** Finds speakers for the open seats, holds their time and proposes them to the union; or ends the visit with reasons. */
export function handler(event: unknown): Promise<StepResult> {
  const { city, visit, epoch, run, round } = z.parse(Match, event);
  return attempt(async (consistent) => {
    // To give up must not rest on a stale copy.
    const core = await loadVisit(city, visit, true);
    if (core && core.visit.epoch === epoch && core.visit.round >= round) {
      const done = await get(ProposalEvent, matchKey(city, visit, epoch, round), { consistent: true });
      if (done) return done.data.result;
    }
    if (!core || !isCurrent(core.visit, epoch, run)) return { outcome: 'stale' };
    if (core.visit.round !== round - 1) throw new Contended('another round was read');
    return match(core, round, consistent);
  });
}

async function match(core: VisitCore, round: number, consistent: boolean): Promise<StepResult> {
  const { visit } = core;
  const now = new Date();
  const rules = await policy(visit.city, visit.policy);
  const roster = await rosterOf(visit.city);
  const read = (speakers: string[], monthKeys: string[]) => readFacts(visit.city, speakers, monthKeys, consistent);
  const wanted = matchRequestOf(core, openSeats(core));
  const ranking = rank(wanted, roster, rules, now.toISOString(), chineseWorkingDays);
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
      days: chineseWorkingDays,
      now,
      ledger: new Ledger(visit.city, await factsToChange(core, choice, rules, consistent)),
      pool: new Map(roster.speakers.filter(({ id }) => chosen.has(id)).map((speaker) => [speaker.id, speaker])),
    },
    round,
    choice,
  );
  await commit(writes);
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
