import type { Sentence } from '../platform/sentence.ts';
import type { Constraint } from './constraints.ts';

/**
 * What a school is told when a visit finds nobody: why, and what would help. Placeholders are facts of the reason; `{slot}` is the
 * start of the slot in Asia/Shanghai, `{constraint}` is filled from `words`.
 */
export const sentences = {
  'too-late': {
    zh: '{slot} 开始的时段太近，已来不及完成审批和确认；请选择更晚的时间。',
    en: 'The slot at {slot} is too close for all approvals; a later time would help.',
  },
  'nobody-active': {
    zh: '资源库中目前没有可以参加活动的劳模工匠；请联系工会。',
    en: 'Nobody in the talent pool is active at present; please contact the union.',
  },
  'nobody-for-level': {
    zh: '没有适合所选全部学校层次的劳模工匠；可减少学校层次，或按层次分别申请。',
    en: 'Nobody suits all the school levels chosen; fewer levels, or one request for each, would help.',
  },
  'nobody-for-activity': {
    zh: '没有适合该学校层次并开展这一活动形式的劳模工匠；可选择其他活动形式。',
    en: 'Nobody who suits the level offers this type of activity; another type would help.',
  },
  'nobody-for-mode': {
    zh: '没有以这种方式（进校、基地或线上）开展该活动的劳模工匠；可改为其他方式。',
    en: 'Nobody offers the activity in this mode (in school, at a base, online); another mode would help.',
  },
  'nobody-in-district': {
    zh: '没有能到该县区开展活动的劳模工匠；可改为线上活动。',
    en: 'Nobody who suits comes to this district; an online activity would help.',
  },
  'nobody-left': {
    zh: '适合的劳模工匠都已婉拒、未获单位同意或已在本次活动中（{count} 人）；可换一个主题、活动形式或时间重新申请。',
    en: 'All who suit have declined, were not released or already take part ({count}); another type of activity or time would help.',
  },
  'notice-too-short': {
    zh: '{slot} 的时段对适合的劳模工匠提前通知不足（{count} 人）；请选择更晚的时间。',
    en: 'The slot at {slot} is shorter notice than those who suit need ({count}); a later time would help.',
  },
  'nobody-available': {
    zh: '{slot} 的时段不在适合的劳模工匠可参加的时间内（{count} 人）；可换一个星期几或时刻。',
    en: 'The slot at {slot} lies outside the hours of those who suit ({count}); another weekday or hour would help.',
  },
  'nobody-free': {
    zh: '{slot} 的时段内适合的劳模工匠已有其他安排（{count} 人）；可换一个时间。',
    en: 'At {slot} those who suit have other visits ({count}); another time would help.',
  },
  'load-limit': {
    zh: '{slot} 所在的周或月内，适合的劳模工匠活动次数已达上限（{count} 人）；可换到其他周或月。',
    en: 'In the week or month of {slot} those who suit have reached their limit of visits ({count}); another week or month would help.',
  },
  'too-few': {
    zh: '{slot} 的时段需要 {wanted} 位劳模工匠，只有 {found} 位能参加；可减少人数或换一个时间。',
    en: 'The slot at {slot} needs {wanted} speakers and only {found} can come; fewer seats or another time would help.',
  },
  'speaker-busy': {
    zh: '指定的劳模工匠 {speaker} 在 {slot} 的时段已有其他安排；可换一个时间，或不限定人选。',
    en: 'The required speaker {speaker} has another visit at {slot}; another time, or leaving the speaker open, would help.',
  },
  'speaker-not-at-that-time': {
    zh: '指定的劳模工匠 {speaker} 不能参加 {slot} 的活动：{constraint}；可换一个时间，或不限定人选。',
    en: 'The required speaker {speaker} cannot come at {slot}: {constraint}; another time, or leaving the speaker open, would help.',
  },
  'speaker-unsuitable': {
    zh: '指定的劳模工匠 {speaker} 不能参加：{constraint}；可修改申请，或不限定人选。',
    en: 'The required speaker {speaker} cannot come: {constraint}; another request, or leaving the speaker open, would help.',
  },
  'rounds-exhausted': {
    zh: '已为本次活动邀请 {rounds} 轮，仍未能确定人选；可换一个时间、主题或减少人数重新申请。',
    en: 'After {rounds} rounds of invitations the seats are still open; another time or topic, or fewer seats, would help.',
  },
} satisfies Record<string, Sentence>;

export type ReasonCode = keyof typeof sentences;

/** What a failed constraint means for one speaker. */
export const words: Record<Constraint, Sentence> = {
  status: { zh: '目前不在可派出的名单中', en: 'not active in the talent pool' },
  level: { zh: '不适合所选的学校层次', en: 'does not suit the school levels chosen' },
  'activity-type': { zh: '不开展这一活动形式', en: 'does not offer this type of activity' },
  mode: { zh: '不以这种方式（进校、基地或线上）开展活动', en: 'does not come in this mode' },
  district: { zh: '不到该县区开展活动', en: 'does not come to this district' },
  excluded: { zh: '已婉拒、未获单位同意或已在本次活动中', en: 'has declined, was not released or already takes part' },
  notice: { zh: '提前通知的时间不足', en: 'needs longer notice' },
  availability: { zh: '不在其可参加的时间内', en: 'outside the hours given' },
  busy: { zh: '该时段已有其他安排', en: 'has another visit then' },
  load: { zh: '该周或该月的活动次数已达上限', en: 'has reached the limit of visits in that week or month' },
};
