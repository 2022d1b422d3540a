import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { daysAs } from '../../functions/desk/pool/days.ts';
import { agreedVisit } from '../support/agreed.ts';
import type { Browser } from '../support/browser.ts';
import { deskOf } from '../support/desk.ts';

let city: SampleCity;
let desk: ReturnType<typeof deskOf>;
let union: Browser;
const SCHOOL = 'school-city-schools-01';
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
  desk = deskOf(city);
  union = await desk.as('union-city');
});
afterAll(() => city?.end());

describe('a month', () => {
  test('that is left out is this one', async () => {
    for (const path of ['/desk/statistics?month=', '/desk/pace?from=&to=']) {
      const { status, text } = await union.open(path);
      expect([status, text]).toEqual([200, expect.stringContaining('value="2026-03" type="month"')]);
    }
  });

  test('that is none says so beside its field, and can be chosen again', async () => {
    const wrong = await union.open('/desk/statistics?month=%3Cb%3E');
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringMatching(/value="&#60;b&#62;"[\s\S]*id="month-error">须为/)]);
    const turned = await union.open('/desk/pace?from=2026-05&to=2026-03');
    expect([turned.status, turned.text]).toEqual([422, expect.stringMatching(/id="to-error">结束时间须晚于/)]);
    expect(turned.text).toContain('value="2026-05"');
  });
});

test('a union without a unit of the plan hears why there is nothing', async () => {
  const { status, text } = await (await desk.as('association-city')).open('/desk/statistics');
  expect([status, text]).toEqual([200, expect.stringContaining('没有所属计划单位')]);
});

test('who has not submitted is named by day and school', async () => {
  const id = await agreedVisit(city, SCHOOL, 'speaker-002', { slots: [city.slot(10)] });
  await city.days(60);
  const { slot, school } = await city.person('union-city').visit(id);
  const { text } = await union.open(`/desk/statistics?month=${slot.start.slice(0, 7)}`);
  expect(text).toMatch(new RegExp(`尚未填报[\\s\\S]*href="/desk/visits/${id}">\\d+月\\d+日 周. ${school.name}<`));
  expect(text).not.toContain(`>${id}<`);
});

test('the days of an employment that has no end go on', () => {
  expect([daysAs({ from: '2008-07-01' }, 'zh'), daysAs({ from: '2008-07-01' }, 'en')]).toEqual([
    '2008年7月1日 至今',
    'since 1 Jul 2008',
  ]);
  expect(daysAs({ from: '2008-07-01', to: '2020-07-01' }, 'zh')).toBe('2008年7月1日 – 2020年7月1日');
  expect([daysAs({ to: '2020-07-01' }, 'zh'), daysAs({}, 'zh')]).toEqual(['至 2020年7月1日', '']);
});
