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

/** Of the actions that were walked whether somebody was refused. */
const walked = new Map<Action, boolean>();
/** Notes that an action was tried by all, and whether it was kept from somebody. */
export function noteWalk(action: Action, isRefused: boolean): void {
  walked.set(action, isRefused || walked.get(action) === true);
}
/** Those of these actions that nobody has tried, or that were kept from nobody. */
export const unwalked = (actions: readonly Action[]): Action[] => actions.filter((action) => !walked.get(action));

/** How somebody is refused for who they are, and not for what they send. */
const REFUSED = [403, 404];

/** Everybody's answer, as `who: status`, the wished for and the real one; for the actions that it is about. */
export async function walk(
  actions: Action | readonly Action[],
  ask: (who: Member) => Promise<{ status: number }>,
  expected: (who: Member) => number,
): Promise<void> {
  const statuses = await Promise.all(CAST.map(async (who) => (await ask(who)).status));
  expect(CAST.map((who, i) => `${who.id}: ${statuses[i]}`)).toEqual(CAST.map((who) => `${who.id}: ${expected(who)}`));
  const isRefused = statuses.some((status) => REFUSED.includes(status));
  for (const action of [actions].flat() as Action[]) noteWalk(action, isRefused);
}

/** Walked in pool-and-reports.test.ts; all others but those below in matrix.test.ts. */
export const APART: readonly Action[] = [
  ...(['read-speaker', 'read-employments', 'see-pool-number', 'permit', 'read-report', 'read-own-rows', 'read-pace'] as const),
  ...(['request', 'start-demonstration', 'record-afterwards'] as const),
];
/** Each letter has parties of its own: walked in test/ways/letters.test.ts. */
export const LETTERS: readonly Action[] = ['read-letter', 'return-letter'];
/** Who may not set the number by which somebody signs in sets the pool's instead: walked in test/ways/sign-in-numbers.test.ts. */
const ELSEWHERE: readonly Action[] = ['correct-sign-in'];
/** How one is told each says for oneself, so that nobody is refused. */
const NOBODY_REFUSED: readonly Action[] = ['choose-notices'];
export const MATRIX = (Object.keys(RULES) as Action[]).filter(
  (action) => ![APART, LETTERS, ELSEWHERE, NOBODY_REFUSED].flat().includes(action),
);
