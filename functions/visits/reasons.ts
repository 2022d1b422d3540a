import { type RenderedReason, render } from '../matching/reasons.ts';
import { sentences } from '../matching/sentences.ts';
import type { Reason } from './visit.ts';

/** Why a visit did not go on, apart from what the match found (matching/sentences.ts). */
const SENTENCES: Record<string, { zh: string; en: string }> = {
  'union-declined': { zh: '工会未予批准', en: 'The union declined' },
  'union-silent': { zh: '工会未在期限内审批', en: 'The union did not decide in time' },
  'authority-silent': { zh: '教育部门未在期限内审核进校内容', en: 'The education authority did not decide in time' },
  'school-declined': { zh: '学校不再举办本次活动', en: 'The school gave the visit up' },
  'school-silent': { zh: '学校未在期限内确认', en: 'The school did not confirm in time' },
  cancelled: { zh: '活动已取消', en: 'The visit was cancelled' },
  'not-held': { zh: '活动未举办', en: 'The visit was not held' },
  'statistics-missing': {
    zh: '学校未在期限内填报统计，仍可补报',
    en: 'The school did not submit the statistics in time; it still can',
  },
};

/** A reason with its sentences in Chinese and English. */
export function statusReason(reason: Reason): RenderedReason {
  if (reason.code in sentences) return render(reason);
  return { code: reason.code, ...SENTENCES[reason.code]!, facts: reason.facts ?? {} };
}
