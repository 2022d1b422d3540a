import type { Step } from '../deadlines/policy.ts';
import type { Sentence } from '../platform/sentence.ts';

/** What saying yes is called in each step; the statistics have a form of their own. */
export const YES: Partial<Record<Step, Sentence & { readonly outcome: string }>> = {
  'union-approval': { outcome: 'approve', zh: '同意所推荐的人选', en: 'Approve as proposed' },
  clearance: { outcome: 'clear', zh: '审核通过', en: 'Clear the content' },
  'employer-release': { outcome: 'release', zh: '同意支持', en: 'Release the working time' },
  'speaker-confirmation': { outcome: 'confirm', zh: '我能参加', en: 'I will come' },
  'school-confirmation': { outcome: 'confirm', zh: '确认', en: 'Confirm' },
};

export const NO: Sentence = { zh: '谢绝', en: 'Decline' };

/** What somebody reads who has decided. */
export const DONE: Record<string, Sentence> = {
  approve: { zh: '已记录：同意', en: 'Recorded: approved' },
  clear: { zh: '已记录：审核通过', en: 'Recorded: cleared' },
  release: { zh: '已记录：同意支持', en: 'Recorded: released' },
  confirm: { zh: '已记录：确认', en: 'Recorded: confirmed' },
  decline: { zh: '已记录：谢绝', en: 'Recorded: declined' },
  submit: { zh: '已记录：统计已填报', en: 'Recorded: statistics submitted' },
  'not-held': { zh: '已记录：未举办', en: 'Recorded: not held' },
};

export const WRONG_CODE: Sentence = {
  zh: '验证码不正确或已失效，请核对，或重新获取',
  en: 'the code is wrong or no longer good; check it, or ask for another',
};

export const STILL_THERE: Sentence = {
  zh: '您刚才填写的内容还在，请核对后提交。',
  en: 'What you filled in is still there; check it and send it.',
};
