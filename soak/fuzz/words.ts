/**
 * Strings that lead somewhere. What stands between § is put in when a request is sent, because ids differ from run to run: so the
 * same seed makes the same requests.
 */
export const PLACES = ['visit', 'otherVisit', 'cityVisit', 'task', 'openTask', 'cityTask', 'cursor', 'etag'] as const;
export type Place = (typeof PLACES)[number];

export const IDS = [
  ...PLACES.map((place) => `§${place}§`),
  ...['speaker-001', 'speaker-003', 'shili-speaker-001', 'school-donghu-02', 'shili-school-03', 'employer-01', 'union-donghu'],
  ...['§visit§.1.union-approval.0.1', '§visit§.1.employer-release.1.1.employer-01', '§cityVisit§.1.speaker-confirmation.1.1'],
  '1aaaaaaaaaaaaaaaaa',
];

export const WORDS = [
  ...IDS,
  ...[
    'work',
    'weather',
    'other',
    'approve',
    'decline',
    'release',
    'confirm',
    'submit',
    'not-held',
    'speakers',
    'visit',
    'phone',
  ],
  ...['lecture', 'in-school', 'junior-secondary', 'donghu', 'welding', 'model-worker', '2026-03', '示例', '199-0000-0001'],
];

const TASKS = ['§task§', '§openTask§', '§cityTask§', '§visit§.1.speaker-confirmation.1.1', '§otherVisit§.1.union-approval.0.1'];
const VISITS = ['§visit§', '§otherVisit§', '§cityVisit§'];
const SPEAKERS = ['speaker-001', 'speaker-002', 'speaker-003', 'shili-speaker-001'];
const SCHOOLS = ['school-donghu-02', 'school-donghu-01', 'school-xihu-02', 'shili-school-03'];

const ORGANISATIONS = ['school-xihu-01', 'union-anyi', 'education-anyi', 'school-donghu-02', 'union-city', 'shili-school-03'];
const PEOPLE = ['me', 'person-school-xihu-01', 'person-union-anyi', 'person-school-donghu-02', 'person-shili-school-03'];

/** What tables are made of that people import. */
export const HEADINGS = [
  '代码',
  '名称',
  '计划单位',
  '学校层次',
  '所属工会',
  '联系电话',
  '姓名',
  '手机号',
  '单位',
  '角色',
  '__proto__',
  '',
];
export const TABLE_WORDS = [
  '东湖区',
  '初中',
  '学校',
  '管理员',
  'union-anyi',
  'school-xihu-01',
  's-1',
  '1.9E+10',
  '190-0000-0009',
  '"',
  '=1+1',
];

/** What belongs where, by the name of a field or the first part of a path: so that what is sent gets past the first look. */
export const BY_NAME: Record<string, readonly string[]> = {
  ...{ taskId: TASKS, '/v1/tasks': TASKS, visit: VISITS, '/v1/visits': VISITS, '/v1/speakers': SPEAKERS },
  ...{ speakerId: SPEAKERS, speakers: SPEAKERS, reserves: SPEAKERS, speakersPresent: SPEAKERS },
  ...{
    schoolId: SCHOOLS,
    otherSchools: SCHOOLS,
    organisationId: ['employer-01', ...SCHOOLS],
    employerId: ['employer-01', 'employer-02'],
  },
  ...{
    '/v1/organisations': ORGANISATIONS,
    organisation: ORGANISATIONS,
    successor: [...ORGANISATIONS, ...PEOPLE],
    parent: ORGANISATIONS,
  },
  ...{ '/v1/people': PEOPLE, to: PEOPLE, '/v1/imports': ['schools', 'employers', 'people'] },
  ...{ reasonCode: ['work', 'other', 'weather'], outcome: ['approve', 'decline', 'release', 'confirm', 'submit', 'not-held'] },
  ...{
    activityType: ['lecture', 'class-meeting'],
    levels: ['junior-secondary'],
    topics: ['welding'],
    unit: ['donghu', 'shili-west'],
  },
  ...{ cursor: ['§cursor§'], month: ['2026-03', '2026-02'], district: ['donghu', 'shili-east'] },
};

/** Around the days at which the visits of the ground lie. */
export const DATE_TIMES = [
  ...['2026-03-18T14:00:00+08:00', '2026-03-18T15:30:00+08:00', '2026-03-02T09:00:00Z', '2026-02-27T06:00:00Z'],
  ...['1970-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-02-30T00:00:00Z', '2026-03-18', 'now'],
];
export const DAYS = ['2026-03-18', '2026-01-01', '0000-01-01', '9999-12-31', '2026-02-30', 'today'];

/** What no id is. */
export const ODD_IDS = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'null', 'undefined', '0', '-1', 'NaN', '[object Object]'],
  ...['.', '..', '../..', '..%2f..%2f', '%00', '%', '%E0%A4%A', '*', '#', '?', '/', '\\', ' ', '\t', '§visit§ ', ' §visit§'],
  ...['§visit§#', '§visit§%00', '§visit§\u0000', '§visit§.', '§task§.', '§task§.1', "' OR '1'='1", '$(id)', '{{7*7}}'],
  ...['nanchang#VISIT#§visit§', 'VISIT', 'TASK#', 'a'.repeat(101), 'a'.repeat(400), '𠮷'.repeat(60), '\ud800', '\u202e'],
];
