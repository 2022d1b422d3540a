import { describe, expect, test } from 'vitest';
import { byDistrict, bySpeaker, byWeek } from '../../functions/desk/reports/overview.ts';
import { stackedBar, strip } from '../../functions/desk/reports/plots.ts';

const visit = (start: string | undefined, status: string, district = 'a', speakers: string[] = []) => ({
  ...{ slots: start === undefined ? [] : [{ start, end: start }], status: status as never, district },
  seats: speakers.map((speakerId, i) => ({ seat: i + 1, speakerId, status: 'agreed' as const, round: 1, releases: [] })),
});

describe('a month in plots', () => {
  // 23:30 UTC of a Sunday is Monday in Shanghai.
  const visits = [
    visit('2026-03-01T23:30:00.000Z', 'closed', 'a', ['x', 'y']),
    visit('2026-03-06T06:00:00.000Z', 'confirmed', 'b', ['x']),
    visit('2026-03-20T06:00:00.000Z', 'cancelled', 'b', ['x']),
    visit(undefined, 'requested', 'b'),
  ];

  test('counts weeks from Monday to Sunday in Shanghai, those without a visit too', () => {
    expect(byWeek(visits).map(({ key, total }) => [key, total])).toEqual([
      ['2026-03-02', 2],
      ['2026-03-09', 0],
      ['2026-03-16', 1],
    ]);
    expect(byWeek([])).toEqual([]);
  });

  test('counts districts by what became of their visits, the most first', () => {
    expect(byDistrict(visits)).toEqual([
      { key: 'b', total: 3, counts: { held: 0, agreed: 1, underway: 1, ended: 1 } },
      { key: 'a', total: 1, counts: { held: 1, agreed: 0, underway: 0, ended: 0 } },
    ]);
  });

  test('burdens nobody with what is not to be', () => {
    expect(bySpeaker(visits).map(({ key, total }) => [key, total])).toEqual([
      ['x', 2],
      ['y', 1],
    ]);
  });
});

describe('a plot', () => {
  test('says in words what it shows, and leaves out what is nought', () => {
    const parts = [
      { tone: 'held', value: 3, label: '已举办' },
      { tone: 'agreed', value: 0, label: '已确认' },
      { tone: 'underway', value: 1, label: '办理中' },
    ];
    const { text } = stackedBar(parts, 8);
    expect(text).toContain('aria-label="已举办 3, 办理中 1"');
    expect(text.match(/x="[\d.]+%" width="[\d.]+%"/g)).toEqual(['x="0%" width="37.5%"', 'x="37.5%" width="12.5%"']);
    expect(stackedBar([], 0).text).toContain('aria-label="0"');
  });

  test('escapes names, and never leaves its axis', () => {
    const { text } = strip([{ value: 20, label: '<b>"示例"' }], 10, 'x');
    expect(text).toContain('cx="100%"');
    expect(text).toContain('&#60;b&#62;&#34;示例&#34;');
  });
});
