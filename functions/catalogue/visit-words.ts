import type { Step } from '../deadlines/policy.ts';
import type { Sentence } from '../platform/sentence.ts';
import type { CatalogueEntry } from './entry.ts';

/** Statuses of a visit (api.md): first the way it goes, then how it can end otherwise. */
export const visitStatuses: readonly CatalogueEntry[] = [
  { code: 'requested', zh: '已申请', en: 'Requested' },
  { code: 'matching', zh: '匹配中', en: 'Matching' },
  { code: 'awaiting-union', zh: '待工会审批', en: 'Awaiting the union' },
  { code: 'awaiting-release', zh: '待单位支持和劳模工匠确认', en: 'Awaiting employers and speakers' },
  { code: 'awaiting-school', zh: '待学校确认', en: 'Awaiting the school' },
  { code: 'confirmed', zh: '已确认', en: 'Confirmed' },
  { code: 'awaiting-statistics', zh: '待填报统计', en: 'Awaiting statistics' },
  { code: 'closed', zh: '已办结', en: 'Closed' },
  { code: 'unmatched', zh: '未能匹配', en: 'Unmatched' },
  { code: 'declined', zh: '已谢绝', en: 'Declined' },
  { code: 'expired', zh: '已逾期', en: 'Expired' },
  { code: 'cancelled', zh: '已取消', en: 'Cancelled' },
  { code: 'not-held', zh: '未举办', en: 'Not held' },
  { code: 'stuck', zh: '流程受阻', en: 'Stuck' },
];

/** What a task asks of somebody; the codes of `Step`. */
export const taskKinds: readonly CatalogueEntry[] = [
  { code: 'union-approval', zh: '工会审批', en: 'Union approval' },
  { code: 'clearance', zh: '进校内容审核', en: 'Clearance of the content' },
  { code: 'employer-release', zh: '单位支持', en: 'Employer release' },
  { code: 'speaker-confirmation', zh: '劳模工匠确认', en: 'Speaker confirmation' },
  { code: 'school-confirmation', zh: '学校确认', en: 'School confirmation' },
  { code: 'statistics', zh: '统计填报', en: 'Statistics' },
];

/** What a task asks of somebody. */
export const TASK_NAMES = Object.fromEntries(taskKinds.map(({ code, zh, en }) => [code, { zh, en }])) as Record<Step, Sentence>;

/** How a visit came about; the codes of `Origin`. */
export const origins: readonly CatalogueEntry[] = [
  { code: 'requested', zh: '学校申请', en: 'Requested' },
  { code: 'demonstration', zh: '示范活动', en: 'Demonstration' },
  { code: 'recorded', zh: '事后补录', en: 'Recorded afterwards' },
];

/** How somebody said what another enters for them (代录); the codes of `Channel`. */
export const channels: readonly CatalogueEntry[] = [
  { code: 'phone', zh: '电话', en: 'By phone' },
  { code: 'letter', zh: '书面', en: 'By letter' },
  { code: 'in-person', zh: '当面', en: 'In person' },
];

/** What a school declines: these speakers (the union is asked again), or the whole visit. */
export const declineScopes: readonly CatalogueEntry[] = [
  { code: 'speakers', zh: '更换劳模工匠', en: 'These speakers' },
  { code: 'visit', zh: '不再举办本次活动', en: 'The whole visit' },
];
