import { TASK_NAMES } from '../../catalogue/visit-words.ts';
import { Step } from '../../deadlines/policy.ts';
import type { Sentence } from '../../platform/sentence.ts';

/** The city's policy in the words of those who work by it: every figure with its unit, and what it is for. */

/** What stands in a field. `times` is a time of day, `list` several figures, which are shown but not changed here. */
export type Kind = 'number' | 'times' | 'yes-no' | 'order' | 'list';

export interface PolicyField {
  /** Where it stands in the policy, dotted. */
  path: string;
  label: Sentence;
  kind: Kind;
  unit?: Sentence;
  hint?: Sentence;
  /** What it is one of: steps have the same names in several groups. */
  group?: Sentence;
}

export interface PolicyGroup {
  name: Sentence;
  about: Sentence;
  fields: readonly PolicyField[];
}

const UNITS = {
  workingDays: { zh: '个工作日', en: 'working days' },
  hours: { zh: '小时', en: 'hours' },
  minutes: { zh: '分钟', en: 'minutes' },
  days: { zh: '天', en: 'days' },
  oClock: { zh: '点', en: 'o’clock' },
  ofMonth: { zh: '日', en: 'of the month' },
  times: { zh: '次', en: 'visits' },
  rounds: { zh: '轮', en: 'rounds' },
  people: { zh: '人', en: 'people' },
} satisfies Record<string, Sentence>;

const number = (path: string, unit: keyof typeof UNITS, zh: string, en: string, hint?: Sentence): PolicyField => ({
  ...{ path, kind: 'number', label: { zh, en }, unit: UNITS[unit] },
  ...(hint && { hint }),
});
const other = (path: string, kind: Kind, zh: string, en: string, hint?: Sentence, unit?: keyof typeof UNITS): PolicyField => ({
  ...{ path, kind, label: { zh, en } },
  ...(hint && { hint }),
  ...(unit && { unit: UNITS[unit] }),
});
const perStep = (path: string, unit: keyof typeof UNITS, zh: string, en: string): PolicyField[] =>
  Step.options.map((step) => ({
    ...number(`${path}.${step}`, unit, TASK_NAMES[step].zh, TASK_NAMES[step].en),
    group: { zh, en },
  }));

export const GROUPS: readonly PolicyGroup[] = [
  {
    name: { zh: '办理时限', en: 'Time for each step' },
    about: { zh: '从收到之日的次日起计算；调休上班日算工作日。', en: 'The day of asking does not count; make-up workdays do.' },
    fields: [
      ...perStep('workingDays', 'workingDays', '办理时限', 'Time'),
      number('dueHour', 'oClock', '到期日的截止时间', 'Hour at which it is due'),
      number('escalationDays', 'workingDays', '逾期后上级可代办的时间', 'For the superior, once it is overdue', {
        zh: '过了这段时间，事项过期',
        en: 'Then it can be answered no longer',
      }),
    ],
  },
  {
    name: { zh: '临近活动的最短时限', en: 'The least time, when a visit is near' },
    about: { zh: '时间紧时缩短办理，但每个环节至少保留这么久。', en: 'Steps are shortened then, but each keeps so much.' },
    fields: [
      ...perStep('minimumHours', 'hours', '最短时限', 'Least time'),
      number('minimumEscalationHours', 'hours', '上级代办至少保留', 'For the superior, at the least'),
      number('noticeDays', 'workingDays', '提前不足多久算加急', 'Urgent with less notice than'),
      number('shortWayHours', 'hours', '活动前多久可电话换人', 'Another speaker by phone, so long before'),
    ],
  },
  {
    name: { zh: '提醒和免打扰', en: 'Reminders and quiet hours' },
    about: { zh: '提醒和晨报在固定时间发出，免打扰时段内不打扰任何人。', en: 'Nobody hears anything in the quiet hours.' },
    fields: [
      other('reminding.halfTime', 'yes-no', '时限过半时提醒', 'Remind half-way'),
      other(
        'reminding.workingDaysBefore',
        'list',
        '到期前几天提醒',
        'Remind before the day on which it is due',
        undefined,
        'workingDays',
      ),
      other('reminding.onTheMorning', 'yes-no', '到期当天早上提醒', 'Remind on the morning of the day'),
      other('reminding.at', 'times', '每天提醒和晨报的时间', 'When reminders and the digest go out'),
      other('reminding.briefingAt', 'times', '活动前一天通知双方的时间', 'When both sides are briefed, the day before'),
      other('reminding.quiet.from', 'times', '免打扰从', 'Quiet from'),
      other('reminding.quiet.to', 'times', '免打扰到', 'Quiet until'),
      number('reminding.hoursApart', 'hours', '两次提醒至少间隔', 'At the least between two reminders'),
      number('reminding.people', 'people', '一个单位同时提醒', 'Told at once in one organisation'),
    ],
  },
  {
    name: { zh: '活动时间', en: 'When visits may be' },
    about: { zh: '申请的时间须符合这些要求。', en: 'What is asked for must fit these.' },
    fields: [
      other('slot.earliest', 'times', '最早开始', 'Not before'),
      other('slot.latest', 'times', '最晚结束', 'Not after'),
      number('slot.minimumMinutes', 'minutes', '最短时长', 'At the least'),
      number('slot.maximumHours', 'hours', '最长时长', 'At the most'),
      number('slot.maximumDaysWithSessions', 'days', '一次活动最多跨', 'Days of one visit'),
      number('slot.maximumDaysAhead', 'days', '最多提前', 'So far ahead at the most'),
      other('workingHours.from', 'times', '单位上班时间从', 'Employers’ hours from', {
        zh: '活动占用上班时间的，需要单位支持',
        en: 'What touches them needs a release',
      }),
      other('workingHours.to', 'times', '单位上班时间到', 'Employers’ hours until'),
      number('travelMinutes', 'minutes', '活动前后预留路程', 'For the way, before and after'),
    ],
  },
  {
    name: { zh: '匹配和负担', en: 'Matching, and how much one speaker does' },
    about: { zh: '系统按这些数目推荐人选。', en: 'By these somebody is looked for.' },
    fields: [
      number('load.perWeek', 'times', '每位劳模工匠每周最多', 'A speaker’s week, at the most'),
      number('load.perMonth', 'times', '每位劳模工匠每月最多', 'A speaker’s month, at the most'),
      number('shortlist', 'people', '推荐给工会的人选', 'On the union’s shortlist'),
      number('reserves', 'people', '每个席位的候补', 'Reserves for a seat'),
      number('maximumRounds', 'rounds', '最多重新匹配', 'Matches before it ends unmatched'),
      other('order', 'order', '先征求谁的意见', 'Who is asked first'),
    ],
  },
  {
    name: { zh: '审核和确认', en: 'Approvals' },
    about: { zh: '哪些环节需要，哪些可以省去。', en: 'Which steps there are.' },
    fields: [
      other('clearance', 'yes-no', '宣讲内容须经教育部门审核', 'The authority clears talks'),
      other('reasonsRequired', 'yes-no', '谢绝和取消须选择原因', 'Declining needs a reason'),
      other('seriesApproval', 'yes-no', '工会可一次批准系列活动', 'A series may be approved at once'),
      other(
        'automaticSchoolConfirmation',
        'yes-no',
        '完全按学校要求安排的，视为学校已确认',
        'What the school asked for is confirmed for it',
      ),
      number('absenceObjectionDays', 'workingDays', '对未到场记录提出异议的期限', 'To contest an absence'),
    ],
  },
  {
    name: { zh: '每月报送', en: 'Monthly filing' },
    about: { zh: '截止日前的最后一个工作日报送。', en: 'Due on the last working day before that day.' },
    fields: [
      number('filing.firstDay', 'ofMonth', '报送周期从每月', 'A period begins on'),
      number('filing.dueDay', 'ofMonth', '在每月几日之前报送', 'Due before'),
    ],
  },
];

export const FIELDS: readonly PolicyField[] = GROUPS.flatMap(({ fields }) => fields);

/** Those that a form changes. */
export const CHANGEABLE: readonly PolicyField[] = FIELDS.filter(({ kind }) => kind !== 'list');
