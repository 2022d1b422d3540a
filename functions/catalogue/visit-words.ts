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

/** What a school declines: these speakers (the union is asked again), or the whole visit. */
export const declineScopes: readonly CatalogueEntry[] = [
  { code: 'speakers', zh: '更换劳模工匠', en: 'These speakers' },
  { code: 'visit', zh: '不再举办本次活动', en: 'The whole visit' },
];
