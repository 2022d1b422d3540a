import { describe, expect, test } from 'vitest';
import { parse } from '../../functions/platform/api.ts';
import { statisticsOf } from '../../functions/platform/keys.ts';
import type { StatisticsRow } from '../../functions/reports/row.ts';
import { statisticsTable } from '../../functions/reports/statistics-table.ts';
import { RecordedVisit } from '../../functions/visits/contract.ts';
import { recordVisit } from '../../functions/visits/record.ts';
import { seatStatus, visitStatus } from '../../functions/visits/status.ts';
import { at, speaker } from '../matching/sample.ts';
import { CITY, catalogue, organisations, speakers } from '../support/city.ts';
import { Memory } from '../support/memory.ts';
import { opened } from '../support/numbers.ts';
import { happened, recordContext, recorded } from '../support/record.ts';
import { fields, refusal } from '../support/refused.ts';
import { today } from '../support/visit.ts';

const itemsOf = (...args: Parameters<typeof recordVisit>) => {
  const memory = new Memory();
  memory.apply(recordVisit(...args).writes);
  return memory.all();
};

describe('what is recorded afterwards', () => {
  test('is a closed visit from its first instant, of the day on which it took place', () => {
    const { core } = recordVisit(recorded(), recordContext());
    expect(visitStatus(core.visit, core.seats, today.toISOString())).toBe('closed');
    expect(core.visit).toMatchObject({ origin: 'recorded', statistics: 'submitted', slot: { start: at('2026-02-27 14:00') } });
    expect(core.seats.map((seat) => [seat.speaker, seatStatus(seat, core.visit)])).toEqual([
      ['s1', 'agreed'],
      ['s3', 'agreed'],
    ]);
  });

  test('counts like any other row, with the union as host and each speaker’s main honour', () => {
    const rows = itemsOf(recorded(), recordContext()).filter(({ pk }) => pk === statisticsOf(CITY, 'unit-1'));
    expect(statisticsTable(rows as unknown as StatisticsRow[], catalogue).rows).toEqual([
      [
        1,
        '示例district-union',
        '',
        '2026年2月27日',
        '示例school-1',
        '初中',
        '示例s1(全国劳动模范)、示例s3',
        45,
        300,
        '示例日报',
        120.5,
      ],
    ]);
  });

  test('stands in the lists of schools, unit, speakers and the unions of their pools; nothing waits, and no time is held', () => {
    const schools = [
      { schoolId: 'school-2', directStudents: 30 },
      { schoolId: 'school-1', directStudents: 45 },
    ];
    const items = itemsOf(recorded({ otherSchools: ['school-2'], schools }), recordContext());
    const listed = items.flatMap(({ party1, party2, party3 }) => [party1, party2, party3].filter(Boolean));
    expect([...new Set(listed)].sort()).toEqual(
      ['UNIT#unit-1', 'city-union', 's1', 's3', 'school-1', 'school-2'].map((party) => `${CITY}#${party}`),
    );
    for (const { sweep, inbox, pk } of items) {
      expect([sweep, inbox]).toEqual([undefined, undefined]);
      expect(pk).not.toContain('DIARY');
    }
  });

  test('keeps a seat for each of twelve speakers', () => {
    const twelve = Array.from({ length: 12 }, (_, i) => speaker(`t${i + 1}`));
    const pool = new Map(twelve.map((one) => [one.id, one]));
    const { core } = recordVisit(recorded({ speakersPresent: [...pool.keys()] }), recordContext({ pool }));
    expect(core.seats.map(({ seat }) => seat)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  test('takes contact, district and address from the school’s record, and the pupils present as those expected', () => {
    const { district, address } = organisations['school-1']!;
    const { request, visit } = recordVisit(recorded(), recordContext()).core;
    expect(request).toMatchObject({ district, address, expectedStudents: 45 });
    expect(opened(request.contact, visit.id)).toEqual({ name: '示例老师', phone: '000-1234567' });
    expect(recordVisit(recorded({ expectedStudents: 60 }), recordContext()).core.request.expectedStudents).toBe(60);
  });
});

describe('refused is', () => {
  const refused = (more: Partial<RecordedVisit>) => fields(refusal(() => recordVisit(recorded(more), recordContext())));

  test.each<[string, Partial<RecordedVisit>, string[]]>([
    ['what ends before it begins', { actualEnd: at('2026-02-27 13:00') }, ['actualEnd end-before-start']],
    ['what still goes on', { actualStart: at('2026-03-02 08:00'), actualEnd: at('2026-03-02 09:01') }, ['actualEnd future']],
    ['what lasted a week', { actualStart: at('2026-02-20 14:00') }, ['actualEnd too-long']],
    [
      'what lies more than a year back',
      { actualStart: at('2025-03-01 08:59'), actualEnd: at('2025-03-01 10:00') },
      ['actualStart too-long-ago'],
    ],
    [
      'the year 10000, which sorts before this one',
      { actualStart: '+010000-01-01T00:00:00.000Z', actualEnd: '+010000-01-01T01:00:00.000Z' },
      ['actualEnd future'],
    ],
    ['somebody who is not in the pool', { speakersPresent: ['s1', 's9'] }, ['speakersPresent.1 unknown-speaker']],
    [
      'a school that took no part',
      { schools: [{ schoolId: 'school-2', directStudents: 1 }] },
      ['schools.0.schoolId not-in-visit'],
    ],
    ['another school that is unknown', { otherSchools: ['school-9'] }, ['otherSchools.0 unknown-school']],
    [
      'several things at once',
      { activityType: 'circus', speakersPresent: ['s9'] },
      ['activityType unknown', 'speakersPresent.0 unknown-speaker'],
    ],
  ])('%s', (_, more, expected) => {
    expect(refused(more)).toEqual(expected);
  });

  test('not what took place exactly 366 days ago, nor what has ended this instant', () => {
    const yearAgo = { actualStart: at('2025-03-01 09:00'), actualEnd: at('2025-03-01 10:00') };
    const justNow = { actualStart: at('2026-03-02 08:00'), actualEnd: at('2026-03-02 09:00') };
    for (const when of [yearAgo, justNow])
      expect(recordVisit(recorded(when), recordContext()).core.visit.slot).toMatchObject({ start: when.actualStart });
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['nobody was there', { speakersPresent: [] }, ['speakersPresent too-small']],
    ['thirteen speakers', { speakersPresent: Array.from({ length: 13 }, (_, i) => `t${i}`) }, ['speakersPresent too-big']],
    ['an origin, which is known', { origin: 'recorded' }, ['origin unknown-field']],
    ['half an answer about doubles', { notDouble: false }, ['notDouble value']],
  ])('%s', (_, more, expected) => {
    expect(fields(refusal(() => parse(RecordedVisit, happened(more))))).toEqual(expected);
  });
});

test('a school without an address in its record must bring one', () => {
  const { address: _, ...school } = organisations['school-1']!;
  const context = recordContext({ school, pool: new Map(Object.entries(speakers)) });
  expect(fields(refusal(() => recordVisit(recorded(), context)))).toEqual(['address required']);
  expect(recordVisit(recorded({ address: '示例路9号' }), context).core.request.address).toBe('示例路9号');
});
