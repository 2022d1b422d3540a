import type { Action, Relation, State } from '../../functions/access/rules.ts';

/** What the page calls things; Chinese first. A new action, relation or state does not compile without its words. */
export interface Words {
  zh: string;
  en: string;
}
const words = (zh: string, en: string): Words => ({ zh, en });

export const RELATIONS: Record<Relation, Words> = {
  'of-city': words('本市', 'of the city'),
  school: words('本校', 'the school itself'),
  schools: words('参与学校', 'a school that takes part'),
  unions: words('学校所属工会及其上级', 'the union of the school’s unit, and those above it'),
  authorities: words('学校主管教育部门及其上级', 'the authority of the school’s unit, and those above it'),
  employers: words('劳模工匠所在单位', 'an employer of the speaker'),
  'releasing-employers': words('须同意派出或已授权的单位', 'an employer that released, was asked to, or permitted'),
  speakers: words('本人', 'the speaker'),
  'pool-unions': words('入库工会', 'the union that owns the pool entry'),
  'pool-lines': words('入库工会及其上级', 'the union that owns the pool entry, and those above it'),
  employer: words('本单位', 'the employer itself'),
  'employer-union': words('该单位所属工会', 'the union of the employer'),
  asked: words('被征求意见方', 'the party that is asked'),
  added: words('逾期后加入的上级或接办方', 'who was added when it was late, or to whom it passed'),
  organisation: words('本人任职单位（本人的角色）', 'the organisation in which they hold the role'),
  lines: words(
    '该单位及其上级（学校含所属计划单位的工会和教育部门）',
    'the organisation and those above it (for a school, those of its unit too)',
  ),
  above: words(
    '该单位的上级（学校含所属计划单位的工会和教育部门）',
    'those above the organisation (for a school, those of its unit too)',
  ),
  'city-union': words('市总工会', 'the city’s own union'),
  self: words('本人', 'the person in question'),
  recorders: words('被征求意见方所属工会及其上级', 'the union responsible for the party, and those above it'),
};

export const TASK_STATES = {
  open: words('待办', 'open'),
  decided: words('已办', 'decided'),
  expired: words('已过期', 'expired'),
  closed: words('已撤销', 'closed'),
} as const satisfies Partial<Record<State, Words>>;

export const AGREED: Words = words('双方确认后', 'once both sides have agreed');

type Group =
  | 'visits'
  | 'tasks'
  | 'pool'
  | 'numbers'
  | 'people'
  | 'organisations'
  | 'policy'
  | 'notices'
  | 'calendars'
  | 'reports';

/** The headings, and how somebody is refused whom no row allows. */
export const GROUPS: Record<Group, Words & { refusal: Words }> = {
  visits: {
    ...words('活动', 'Visits'),
    refusal: words(
      '申请、发起、补录：角色不符 403；角色相符而学校不属本人 422（与学校不存在相同）。查看活动和审计记录：无权一律 404（与活动不存在相同）。变更：与活动有关而无权 403；与活动无关 404；状态不符 409。函件：签发同变更；不是发给本人一方的函件 404（与函件不存在相同），可查看而无权上传 403。',
      'Asking, starting, recording: 403 for another role, 422 for a school that is not theirs (as for an unknown one). Reading a visit and its audit trail: 404 (as for an unknown visit). Changes: 403 for a party of the visit, 404 for a stranger, 409 in another state. Letters: issuing as for changes; a letter to another party is 404 (as for an unknown one), and 403 for who may read it but not hand in a copy.',
    ),
  },
  tasks: {
    ...words('待办事项', 'Tasks'),
    refusal: words(
      '无权一律 404（与事项不存在相同）；状态不符 409；已代表另一方办理过本次活动 403（two-sides）。查看事项：可办理者和可代录者。',
      '404 for everybody else (as for an unknown task), 409 in another state, 403 (two-sides) for who has decided for another side of the visit. A task is read by whoever decides it or may record its answer.',
    ),
  },
  pool: {
    ...words('劳模工匠资源库', 'The talent pool'),
    refusal: words(
      '查看：无权 404。授权：看不到本人 404；角色不符 403；单位不属本人 422（与单位不存在相同）。',
      'Reading: 404. Permitting: 404 for who does not see the speaker, 403 for another role, 422 for an employer that is not theirs (as for an unknown one).',
    ),
  },
  numbers: {
    ...words('电话号码', 'Phone numbers'),
    refusal: words('无权者看到的内容中没有号码。', 'For everybody else the answer has no number in it.'),
  },
  organisations: {
    ...words('单位和人员', 'Organisations and people'),
    refusal: words(
      '查看单位：本市任职者均可。更改、合并单位：角色不符或单位不属本人 403；新增：角色不符 403，上级不属本人 422（与不存在相同）。人员：本人可查看自己；不属本人管理的一律 404（与不存在相同）；任职单位不属本人 422（与不存在相同）。',
      'Organisations are read by whoever holds a role in the city. Changing, merging: 403. Adding: 403 for another role, 422 for a superior that is not theirs (as for an unknown one). People: everybody reads themselves; who is not theirs to manage is 404 (as for an unknown person), a membership elsewhere 422 (as for an unknown organisation).',
    ),
  },
  policy: {
    ...words('本市规则', 'The city’s policy'),
    refusal: words('无权一律 403。', '403 for everybody else.'),
  },
  notices: {
    ...words('通知', 'Notices'),
    refusal: words('无权一律 403。', '403 for everybody else.'),
  },
  people: {
    ...words('个人信息', 'Personal data'),
    refusal: words(
      '无权一律 404（与人员不存在相同）。可更正而无权更改登录号码的工会，只更正资源库中的号码。',
      '404 for everybody else (as for somebody who does not exist). A union that may set data right, but not that number, corrects the one in the pool entry alone.',
    ),
  },
  calendars: {
    ...words('私有日历', 'Private calendars'),
    refusal: words(
      '本人日历：非劳模工匠 403；单位日历：单位不属本人 422（与单位不存在相同）；停用：无权一律 404。日历只含生成人可查看的活动，其不再代表该单位即失效。',
      'One’s own: 403 for whoever is no speaker. An organisation’s: 422 for one that is not theirs (as for an unknown one). Revoking: 404. It shows what whoever made it may read, and ends when they act for the organisation no more.',
    ),
  },
  reports: {
    ...words('统计表', 'Reports'),
    refusal: words(
      '角色不符 403；单元不属本人 404（与单元不存在相同）。',
      '403 for another role, 404 for a unit that is not theirs (as for an unknown one).',
    ),
  },
};

const action = (group: Group, zh: string, en: string) => ({ group, ...words(zh, en) });

export const ACTIONS: Record<Action, Words & { group: Group }> = {
  request: action('visits', '申请活动', 'Ask for a visit'),
  'start-demonstration': action('visits', '发起示范活动', 'Start a demonstration'),
  'record-afterwards': action('visits', '补录活动', 'Record an activity afterwards'),
  'read-visit': action('visits', '查看活动及经过', 'Read a visit and its timeline'),
  cancel: action('visits', '取消', 'Cancel'),
  reschedule: action('visits', '改期', 'Reschedule'),
  shift: action('visits', '当日调整时间', 'Shift within the day'),
  withdraw: action('visits', '退出', 'Withdraw'),
  'replace-speaker': action('visits', '临时换人', 'Replace a speaker'),
  'see-absence': action('visits', '查看劳模工匠未到场', 'See that a speaker did not come'),
  'contest-absence': action('visits', '对未到场提出异议', 'Contest that a speaker did not come'),
  'settle-absence': action('visits', '处理未到场异议', 'Settle whether a speaker came'),
  'issue-letter': action('visits', '签发函件', 'Issue a letter'),
  'read-letter': action('visits', '查看函件和盖章件', 'Read a letter and its stamped copies'),
  'return-letter': action('visits', '上传盖章件', 'Hand in a stamped copy'),
  audit: action('visits', '查看审计记录', 'Read the audit trail'),
  'audit-organisation': action('visits', '查看组织的审计记录', 'Read an organisation’s audit trail'),
  'decide union-approval': action('tasks', '办理：工会审批', 'Decide: union approval'),
  'decide clearance': action('tasks', '办理：进校内容审核', 'Decide: clearance'),
  'decide employer-release': action('tasks', '办理：单位支持', 'Decide: employer release'),
  'decide speaker-confirmation': action('tasks', '办理：劳模工匠确认', 'Decide: speaker confirmation'),
  'decide school-confirmation': action('tasks', '办理：学校确认', 'Decide: school confirmation'),
  'decide statistics': action('tasks', '办理：统计填报', 'Decide: statistics'),
  'record union-approval': action('tasks', '代录：工会审批', 'Record: union approval'),
  'record clearance': action('tasks', '代录：进校内容审核', 'Record: clearance'),
  'record employer-release': action('tasks', '代录：单位支持', 'Record: employer release'),
  'record speaker-confirmation': action('tasks', '代录：劳模工匠确认', 'Record: speaker confirmation'),
  'record school-confirmation': action('tasks', '代录：学校确认', 'Record: school confirmation'),
  'record statistics': action('tasks', '代录：统计填报', 'Record: statistics'),
  'object employer-release': action('tasks', '对代录提出异议：单位支持', 'Object to a record: employer release'),
  'object speaker-confirmation': action('tasks', '对代录提出异议：劳模工匠确认', 'Object to a record: speaker confirmation'),
  'object school-confirmation': action('tasks', '对代录提出异议：学校确认', 'Object to a record: school confirmation'),
  'object statistics': action('tasks', '对代录提出异议：统计填报', 'Object to a record: statistics'),
  'object union-approval': action('tasks', '对代录提出异议：工会审批', 'Object to a record: union approval'),
  'object clearance': action('tasks', '对代录提出异议：进校内容审核', 'Object to a record: clearance'),
  'read-speaker': action('pool', '查看劳模工匠', 'Read a speaker'),
  'read-employments': action('pool', '查看工作单位', 'See where a speaker works'),
  permit: action('pool', '年度授权', 'Give a standing permission'),
  'see-pool-number': action('numbers', '资源库中的本人号码', 'A speaker’s, in the pool'),
  'see-seated-number': action('numbers', '活动中的劳模工匠号码', 'A speaker’s, in a visit'),
  'see-contact-number': action('numbers', '活动联系人号码', 'The contact’s of a visit'),
  'read-organisation': action('organisations', '查看单位', 'Read an organisation'),
  'change-organisation': action('organisations', '更改单位资料', 'Change an organisation’s record'),
  'place-organisation': action('organisations', '新增、移动、合并单位', 'Add, move or merge an organisation'),
  'manage-people': action('organisations', '管理人员和任职', 'Manage people and their roles'),
  delegate: action('organisations', '委托代理', 'Delegate a role for an absence'),
  'read-policy': action('policy', '查看规则', 'Read the policy'),
  'change-policy': action('policy', '预览、变更规则', 'Preview and make a change'),
  'redrive-notices': action('notices', '重新投递未能送达的通知', 'Send on their way again what could not be delivered'),
  'manage-personal-data': action('people', '导出、更正、注销', 'Write out, set right, erase'),
  'correct-sign-in': action('people', '更正登录用的手机号码', 'Set right the number by which somebody signs in'),
  'sign-out': action('people', '在全部设备上退出登录', 'Sign out on all devices'),
  'choose-notices': action('people', '查看、选择本人的通知方式', 'Read and choose how one is told'),
  'keep-calendar': action('calendars', '生成、查看、停用日历', 'Make, list, revoke a private calendar'),
  'read-report': action('reports', '查看全部', 'The whole of a unit'),
  'read-own-rows': action('reports', '查看本校', 'One’s own rows'),
  'read-pace': action('reports', '查看办理时效', 'How fast organisations answer'),
};
