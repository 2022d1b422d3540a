import type { FieldError } from '../platform/problems.ts';
import type { Sentence } from '../platform/sentence.ts';

/** What the API says to programs, of a type, a code or a format, in the words of somebody who fills in a form. Pure. */
export const inPlainWords = (error: FieldError): FieldError => ({ ...error, ...PLAIN[error.code] });

const PLAIN: Record<string, Sentence> = {
  value: { zh: '请选择一项', en: 'choose one of the list' },
  code: { zh: '请选择一项', en: 'choose one of the list' },
  type: { zh: '请填写数字', en: 'a number, please' },
  'above-minimum': { zh: '不能超过各环节的最短时限', en: 'more than a step has at the least' },
  'date-time': { zh: '请填写日期', en: 'a day, please' },
};

/** Above a form of which something is marked. */
export const CORRECT: Sentence = { zh: '请修改标出的内容，再提交一次', en: 'Please correct what is marked, and send it again' };
