import { expect } from 'vitest';
import { type FieldError, Problem } from '../../functions/platform/problems.ts';

/** What somebody is told when it is refused; fails when it is not refused or breaks in another way. */
export function refusal(attempt: () => unknown): Problem {
  try {
    attempt();
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    return error as Problem;
  }
  throw new Error('it was accepted');
}

/** The fields that are refused, each with its code: `slots.0.end end-before-start`. Every one has its two sentences. */
export function fields(problem: Problem): string[] {
  expect(problem).toMatchObject({ type: 'validation', status: 422 });
  return (problem.facts.errors as FieldError[]).map(({ path, code, zh, en }) => {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[a-z]/);
    return `${path} ${code}`;
  });
}
