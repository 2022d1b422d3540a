import { expect } from 'vitest';
import { type Action, RULES, type Rule, type State } from '../../functions/access/rules.ts';
import { CAST, type Member } from './cast.ts';

/** Holds what the cast is answered against the rows of the page. */
export const rulesOf = (action: Action): readonly Rule[] => RULES[action];
/** Whether any row allows it, whatever the state. */
export const allows = (action: Action, { role, relations }: Pick<Member, 'role' | 'relations'>): boolean =>
  rulesOf(action).some(([who, relation]) => who === role && (relation === 'of-city' || relations.includes(relation)));
export const inTime = (action: Action, state: State) =>
  rulesOf(action).some(([, , states]) => !states || states.includes(state));
export const ofCity = ({ id }: Member) => !id.startsWith('shili-');

/** Everybody's answer, as `who: status`, the wished for and the real one. */
export async function walk(
  ask: (who: Member) => Promise<{ status: number }>,
  expected: (who: Member) => number,
): Promise<void> {
  const answers = await Promise.all(CAST.map(async (who) => `${who.id}: ${(await ask(who)).status}`));
  expect(answers).toEqual(CAST.map((who) => `${who.id}: ${expected(who)}`));
}
