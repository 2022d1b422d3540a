import { Course } from './course.ts';
import { on, type Way } from './way.ts';

/** How a visit goes where the city has chosen another procedure than the usual one. */

const speakerFirst: Way = {
  path: 'speaker-first',
  title: '本市先征求本人意见，再请单位支持',
  policy: { order: 'speaker-first' },
  ends: 'closed',
  shows: ['union-approved', 'speaker-confirmed', 'employer-released', 'school-confirmed', 'statistics-submitted'],
  async walk({ time }) {
    const visit = await Course.begin(time, 'school-donghu-02', { speakerId: 'speaker-006', slots: [on('2026-05-20')] });
    await visit.unionApproves();
    await visit.speakerConfirms();
    await visit.employersRelease();
    await visit.schoolConfirms();
    await visit.isHeld();
    return visit.id;
  },
};

const clearance: Way = {
  path: 'clearance',
  title: '本市进校内容须经教育部门审核；审过的内容下次不再审',
  policy: { clearance: true },
  ends: 'closed',
  shows: [
    ...['union-approved', 'cleared', 'speaker-confirmed', 'school-confirmed', 'statistics-submitted'],
    ...['union-approved', 'speaker-confirmed', 'school-confirmed', 'statistics-submitted'],
  ],
  async walk({ time }) {
    const wish = { speakerId: 'speaker-002' };
    const first = await Course.begin(time, 'school-gaoxin-02', { ...wish, slots: [on('2026-05-27')] });
    await first.unionApproves({ reserves: [] });
    await time.officeHours();
    await time.city.person('education-gaoxin').decides(first.id, 'clearance', { outcome: 'clear' });
    await first.seatsAgree();
    await first.schoolConfirms();
    const next = await Course.begin(time, 'school-gaoxin-02', { ...wish, slots: [on('2026-05-29')] });
    await next.unionApproves({ reserves: [] });
    // The authority is not asked again.
    await next.seatsAgree();
    await next.schoolConfirms();
    await first.isHeld();
    await next.isHeld();
    return { visits: [first.id, next.id] };
  },
};

const series: Way = {
  path: 'series',
  title: '本市工会可一次批准同校的系列活动，下一次不必再批',
  policy: { seriesApproval: true },
  ends: 'closed',
  shows: [
    ...['union-approved', 'speaker-confirmed', 'school-confirmed', 'statistics-submitted'],
    ...['union-approved', 'speaker-confirmed', 'school-confirmed', 'statistics-submitted'],
  ],
  async walk({ time }) {
    const wish = { speakerId: 'speaker-002' };
    const first = await Course.begin(time, 'school-jinxian-02', { ...wish, slots: [on('2026-06-03')] });
    await first.unionApproves({ reserves: [], series: { until: '2026-12-31' } });
    await first.seatsAgree();
    await first.schoolConfirms();
    const next = await Course.begin(time, 'school-jinxian-02', { ...wish, slots: [on('2026-06-10')] });
    // The union is not asked again.
    await next.seatsAgree();
    await next.schoolConfirms();
    await first.isHeld();
    await next.isHeld();
    return { visits: [first.id, next.id] };
  },
};

const noReasons: Way = {
  path: 'no-reasons',
  title: '本市婉拒不必说明理由，候补照样接替',
  policy: { reasonsRequired: false },
  ends: 'closed',
  shows: ['union-approved', 'speaker-declined', 'reserve-stepped-in', 'school-confirmed', 'statistics-submitted'],
  async walk({ time }) {
    const visit = await Course.begin(time, 'school-xihu-02', { speakerId: 'speaker-002', slots: [on('2026-06-17')] });
    await visit.unionApproves({ reserves: ['speaker-004'] });
    await time.officeHours();
    await (await visit.speaker()).decides(visit.id, 'speaker-confirmation', { outcome: 'decline' });
    await visit.seatsAgree();
    await visit.schoolConfirms();
    await visit.isHeld();
    return visit.id;
  },
};

/** In the order in which they are shown. */
export const waysOfTheCity: Way[] = [speakerFirst, clearance, series, noReasons];
