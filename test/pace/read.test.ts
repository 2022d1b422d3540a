import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LateRow, PaceRow } from '../../functions/pace/row.ts';
import { lateKey, paceKey } from '../../functions/platform/keys.ts';
import { handler } from '../../functions/reports/reports-api.handler.ts';
import { at } from '../matching/sample.ts';
import { CITY, cityItems, type people } from '../support/city.ts';
import { send } from '../support/http.ts';
import { identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';

const table = fakeTable();
const oidc = issuer();
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date(at('2026-04-10 12:00')) }));
afterAll(() => void vi.useRealTimers());

let count = 0;
const placed = (more: Partial<PaceRow> & { month?: string } = {}) => {
  const { month = '2026-03', ...rest } = more;
  const row: PaceRow = {
    ...{ union: 'district-union', organisation: 'employer-1', step: 'employer-release', how: 'answered' },
    ...{ openedAt: at('2026-03-02 09:00'), dueAt: at('2026-03-05 18:00'), at: at('2026-03-03 09:00') },
    ...rest,
  };
  return { ...paceKey(CITY, month, `${row.organisation}#${row.step}#v${++count}`), ...row };
};
const waits = (organisation: string, until: string, union = 'district-union') => {
  const row: LateRow = { union, organisation, step: 'employer-release', until };
  return { ...lateKey(CITY, `${organisation}#employer-release#v${++count}`), ...row };
};
beforeEach(() =>
  table.fill([
    ...cityItems(),
    ...identityItems(),
    placed(),
    placed({ month: '2026-04', at: at('2026-03-04 09:00') }),
    placed({ organisation: 'employer-10', at: at('2026-03-06 09:00') }),
    placed({ organisation: 'school-1', step: 'statistics', at: at('2026-03-02 10:00') }),
    // For a school under the city's own union.
    placed({ union: 'city-union', organisation: 'employer-2', at: at('2026-03-02 12:00') }),
    waits('employer-1', at('2026-04-10 18:00')),
    waits('employer-1', at('2026-04-10 11:00')),
    waits('employer-2', at('2026-04-12 18:00'), 'city-union'),
  ]),
);

type Who = keyof typeof people;
const ask = async (who: Who, query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  send(handler, 'GET', '/v1/pace', {
    token: await oidc.token(who),
    query: { from: '2026-03', to: '2026-03', ...query },
    headers,
  });
// biome-ignore lint/suspicious/noExplicitAny: an answer is JSON of any shape
const shortly = ({ body }: { body: any }) =>
  body.rows.map(
    // biome-ignore lint/suspicious/noExplicitAny: see above
    ({ organisation, step, answered, medianHours, overdue }: any) =>
      `${organisation.id} ${step}: ${answered} in ${medianHours}, ${overdue} overdue`,
  );

describe('how fast organisations answer', () => {
  test('is shown to a union of its visits, in working hours, the slowest first, with what is overdue at this hour', async () => {
    const answer = await ask('officer');
    expect(shortly(answer)).toEqual([
      'employer-10 employer-release: 1 in 40, 0 overdue',
      'employer-1 employer-release: 1 in 10, 1 overdue',
      'school-1 statistics: 1 in 1, 0 overdue',
    ]);
    expect(answer.body).toMatchObject({ from: '2026-03', to: '2026-03' });
    expect(answer.body.rows[1].organisation).toEqual({ id: 'employer-1', name: '示例employer-1' });
  });

  test('is shown to the union above of all below it', async () => {
    const seen = shortly(await ask('superior'));
    expect(seen).toHaveLength(4);
    expect(seen).toContain('employer-2 employer-release: 1 in 3, 1 overdue');
  });

  test('of several months counts together', async () => {
    expect(shortly(await ask('officer', { to: '2026-04' }))).toContain('employer-1 employer-release: 2 in 15, 1 overdue');
    expect(shortly(await ask('officer', { from: '2026-05', to: '2026-05' }))).toEqual([
      'employer-1 employer-release: 0 in undefined, 1 overdue',
    ]);
  });

  test('of one organisation or one step leaves the others out, also one whose code begins alike', async () => {
    expect(shortly(await ask('officer', { organisation: 'employer-1' }))).toHaveLength(1);
    expect(shortly(await ask('officer', { step: 'statistics' }))).toEqual(['school-1 statistics: 1 in 1, 0 overdue']);
    expect(shortly(await ask('officer', { organisation: 'employer-1', step: 'statistics' }))).toEqual([]);
    expect(shortly(await ask('officer', { organisation: 'employer-2' }))).toEqual([]);
    expect(shortly(await ask('officer', { organisation: 'nowhere' }))).toEqual([]);
  });

  test('is no matter of others', async () => {
    for (const who of ['teacher', 'manager', 'inspector', 'worker', 'stranger'] as const)
      expect([who, (await ask(who)).status]).toEqual([who, 403]);
  });

  test('is only of a period that is one', async () => {
    const errors = async (query: Record<string, string>) =>
      (await ask('officer', query)).body.errors.map(({ path, code }: Record<string, string>) => `${path} ${code}`);
    expect(await errors({ from: '2026-13' })).toEqual(['from month']);
    expect(await errors({ to: '2026-02' })).toEqual(['to to-before-from']);
    expect(await errors({ to: '2027-03' })).toEqual(['to too-long']);
    expect(await errors({ step: 'dance' })).toEqual(['step value']);
    expect(await errors({ school: 'school-1' })).toEqual(['school unknown-field']);
  });
});

test('as CSV it opens in a spreadsheet, Chinese headings and a line a row', async () => {
  for (const answer of [await ask('officer', { format: 'csv' }), await ask('officer', {}, { accept: 'text/csv' })]) {
    expect(answer.type).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toContain('pace-2026-03-2026-03.csv');
    expect(answer.body.split('\r\n').slice(0, 4)).toEqual([
      '\ufeff单位,环节,答复,其中代录,办理工时中位数(小时),按时率,上级代办,逾期未办,目前超期',
      'employer-10,单位支持,1,0,40,0%,0,0,0',
      '示例employer-1,单位支持,1,0,10,100%,0,0,1',
      '示例school-1,统计填报,1,0,1,100%,0,0,0',
    ]);
  }
});
