import { describe, expect, test } from 'vitest';
import { statistics } from '../../functions/decisions/steps/statistics.ts';
import { parse } from '../../functions/platform/api.ts';
import { statisticsOf } from '../../functions/platform/keys.ts';
import type { StatisticsRow } from '../../functions/reports/row.ts';
import { statisticsTable } from '../../functions/reports/statistics-table.ts';
import type { Visit } from '../../functions/visits/visit.ts';
import { at, now } from '../matching/sample.ts';
import { caseOf, world } from '../support/case.ts';
import { CITY, catalogue } from '../support/city.ts';
import { fields, refusal } from '../support/refused.ts';
import { request, seat, task, teacher, thursday, visit } from '../support/visit.ts';

const submitted = (more: object = {}) => ({
  outcome: 'submit' as const,
  actualStart: thursday.start,
  actualEnd: thursday.end,
  speakersPresent: ['s1'],
  schools: [{ schoolId: 'school-1', directStudents: 45 }],
  indirectAudience: 1200,
  media: ['示例日报'],
  costYuan: 350.5,
  ...more,
});
const confirmed = { approved: { 1: 1 }, schoolConfirmedAt: now, statistics: 'due' as const };
const friday = new Date(at('2026-03-13 09:00'));
const c = (more: Partial<Visit> = {}, otherSchools: string[] = []) =>
  caseOf(
    task('statistics', { party: 'school-1' }),
    {
      visit: visit({ ...confirmed, ...more }),
      seats: [seat(1, 's1', { speakerConfirmedAt: now })],
      request: request({ otherSchools }),
    },
    { now: friday },
  );
const rows = (items: ReturnType<typeof world>['items']) =>
  items.filter(({ pk }) => pk === statisticsOf(CITY, 'unit-1')) as unknown as StatisticsRow[];

describe('a school that submits', () => {
  test('closes the visit; the row has the union as host and the speaker’s main honour', () => {
    const effects = statistics.decide(c(), submitted(), teacher);
    const { status, visit, items } = world(c(), effects);
    expect(effects.result).toEqual({ outcome: 'submit' });
    expect(status).toBe('closed');
    expect(visit.statistics).toBe('submitted');
    expect(statisticsTable(rows(items), catalogue).rows).toEqual([
      [
        1,
        '示例district-union',
        '',
        '2026年3月12日',
        '示例school-1',
        '初中',
        '示例s1(全国劳动模范)',
        45,
        1200,
        '示例日报',
        350.5,
      ],
    ]);
  });

  test('may name hosts and organisers, another day, and others who came instead', () => {
    const body = submitted({
      hostUnits: ['示例总工会', '示例教育局'],
      organisers: ['示例协会'],
      actualStart: at('2026-03-11 10:00'),
      actualEnd: at('2026-03-11 11:00'),
      speakersPresent: ['s3', 's1'],
    });
    const { items } = world(c(), statistics.decide(c(), body, teacher));
    const [[, hosts, organisers, date, , , people]] = statisticsTable(rows(items), catalogue).rows as [string[]];
    expect([hosts, organisers, date]).toEqual(['示例总工会、示例教育局', '示例协会', '2026年3月11日']);
    expect(people).toBe('示例s3、示例s1(全国劳动模范)');
  });

  test('for several schools counts all pupils and names the lead school first', () => {
    const schools = [
      { schoolId: 'school-2', directStudents: 30 },
      { schoolId: 'school-1', directStudents: 45 },
    ];
    const several = c({}, ['school-2']);
    const { items } = world(several, statistics.decide(several, submitted({ schools }), teacher));
    const [row] = statisticsTable(rows(items), catalogue).rows;
    expect([row?.[4], row?.[7]]).toEqual(['示例school-1、示例school-2', 75]);
  });
});

describe('refused is a row that cannot have happened like that:', () => {
  const refused = (more: object, given = c()) => fields(refusal(() => statistics.decide(given, submitted(more), teacher)));

  test.each<[string, object, string[]]>([
    ['it ends before it starts', { actualStart: thursday.end, actualEnd: thursday.start }, ['actualEnd end-before-start']],
    ['it is still going on', { actualEnd: at('2026-03-13 09:01') }, ['actualEnd future']],
    [
      'it was more than 60 days from the agreed day',
      { actualStart: at('2026-01-01 10:00'), actualEnd: at('2026-01-01 11:00') },
      ['actualStart far-from-visit'],
    ],
    ['it lasted a week', { actualStart: at('2026-03-05 10:00') }, ['actualEnd too-long']],
    ['nobody knows who came', { speakersPresent: ['s1', 's9'] }, ['speakersPresent.1 unknown-speaker']],
    [
      'a school that took no part',
      { schools: [{ schoolId: 'school-2', directStudents: 1 }] },
      ['schools.0.schoolId not-in-visit'],
    ],
    [
      'a school twice',
      { schools: Array(2).fill({ schoolId: 'school-1', directStudents: 1 }) },
      ['schools.1.schoolId duplicate'],
    ],
  ])('%s', (_, more, expected) => {
    expect(refused(more)).toEqual(expected);
  });

  test.each<[string, object, string[]]>([
    ['nobody came', { speakersPresent: [] }, ['speakersPresent too-small']],
    [
      'fewer than no pupils',
      { schools: [{ schoolId: 'school-1', directStudents: -1 }] },
      ['schools.0.directStudents too-small'],
    ],
    ['a cost below a fen', { costYuan: 0.001 }, ['costYuan format']],
    ['an absurd cost', { costYuan: 1e12 }, ['costYuan too-big']],
    ['a formula is a text like any other', { media: ['=cmd()'] }, []],
    ['a bidi override in the media', { media: ['示例\u202e'] }, ['media.0 characters']],
    ['an unknown field', { pupils: ['张三'] }, ['pupils unknown-field']],
  ])('%s', (_, more, expected) => {
    const check = () => parse(statistics.body, submitted(more));
    if (expected.length === 0) expect(check()).toMatchObject(more);
    else expect(fields(refusal(check))).toEqual(expected);
  });
});

describe('a visit that did not take place', () => {
  test('ends as not held with the reason, gives back what it held, and makes no row', () => {
    const effects = statistics.decide(c(), { outcome: 'not-held', reasonCode: 'weather', text: '台风' }, teacher);
    const { status, visit, held, items, events } = world(c(), effects);
    expect(effects.result).toEqual({ outcome: 'not-held' });
    expect({ status, held }).toEqual({ status: 'not-held', held: [] });
    expect(visit.ended?.reasons).toEqual([{ code: 'not-held', facts: { reasonCode: 'weather' } }]);
    expect(rows(items)).toEqual([]);
    expect(events).toMatchObject([{ type: 'not-held', data: { text: '台风' } }]);
  });
});

describe('when nobody submits', () => {
  const silent = () => statistics.expire(c());

  test('the visit closes, its row is listed as missing, and the speaker’s visit still counts', () => {
    const { status, visit, items, load } = world(c(), silent());
    expect({ status, statistics: visit.statistics, load: load('s1') }).toEqual({
      status: 'closed',
      statistics: 'missing',
      load: 1,
    });
    expect(statisticsTable(rows(items), catalogue)).toMatchObject({ rows: [], missing: ['v1'] });
  });

  const late = () =>
    c({ statistics: 'missing', ended: { status: 'closed', at: now, reasons: [{ code: 'statistics-missing' }] } });
  const missing = () => world(c(), silent()).items.filter(({ pk }) => pk === statisticsOf(CITY, 'unit-1'));

  test.each([
    ['on the agreed day', thursday.start, thursday.end, '2026-03-12'],
    ['on another day', at('2026-03-11 10:00'), at('2026-03-11 11:00'), '2026-03-11'],
  ])('the numbers can still be supplied and take the place of the missing row: %s', (_, actualStart, actualEnd, day) => {
    const given = late();
    const effects = statistics.decide(given, submitted({ actualStart, actualEnd }), teacher);
    const { visit, status, items } = world(given, effects, undefined, missing());
    expect({ status, statistics: visit.statistics }).toEqual({ status: 'closed', statistics: 'submitted' });
    expect(rows(items)).toMatchObject([{ day, state: 'submitted' }]);
  });

  test('that it was not held can still be said too; then nothing is missing any more', () => {
    const given = late();
    const effects = statistics.decide(given, { outcome: 'not-held', reasonCode: 'weather' }, teacher);
    const { status, items } = world(given, effects, undefined, missing());
    expect(status).toBe('not-held');
    expect(rows(items)).toEqual([]);
  });
});
