import { type FieldError, Invalid, type Problem } from '../platform/problems.ts';
import type { Sentence } from '../platform/sentence.ts';
import { STATISTICS_FIELDS } from './statistics-form.ts';

/** Fields of an answer, as their forms call them. */
export const ANSWER_FIELDS = {
  scope: { zh: '谢绝什么', en: 'What you decline' },
  reasonCode: { zh: '谢绝的原因', en: 'Why you decline' },
  text: { zh: '补充说明', en: 'In your words' },
  channel: { zh: '答复方式', en: 'How the answer came' },
  evidence: { zh: '答复凭据', en: 'What shows it' },
} satisfies Record<string, Sentence>;
const FIELDS: Record<string, Sentence> = { ...STATISTICS_FIELDS, ...ANSWER_FIELDS };

/** A field by its path: `schools.0.directStudents` stands below `schools`. */
const fieldOf = (path: string): Sentence | undefined => FIELDS[path] ?? FIELDS[path.split('.')[0]!];

/** What is wrong with what was filled in, field by field. */
export const explained = (problem: Problem): Sentence =>
  problem instanceof Invalid ? explainedErrors(problem.errors) : problem;

export const explainedErrors = (errors: readonly FieldError[]): Sentence => ({
  zh: errors.map(({ path, zh }) => `${fieldOf(path)?.zh ?? path}：${zh}`).join('；'),
  en: errors.map(({ path, en }) => `${fieldOf(path)?.en ?? path}: ${en}`).join('; '),
});
