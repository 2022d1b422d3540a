import { Course } from './course.ts';
import { on, type Way } from './way.ts';

/** How a visit goes on when somebody falls out, or its time changes. */

const reserve: Way = {
  path: 'reserve-steps-in',
  title: '劳模工匠婉拒，候补依次接替，不必再报工会',
  ends: 'closed',
  shows: [
    'union-approved',
    'speaker-declined',
    'reserve-stepped-in',
    'employer-released',
    'school-confirmed',
    'statistics-submitted',
  ],
  async walk({ time }) {
    const visit = await Course.begin(time, 'school-anyi-02', { speakerId: 'speaker-002', slots: [on('2026-04-14')] });
    await visit.unionApproves({ speakers: ['speaker-002'], reserves: ['speaker-006'] });
    await time.hours(4);
    await time.city.person('speaker-002').declines(visit.id, 'speaker-confirmation', { reasonCode: 'time' });
    await visit.seatsAgree();
    await visit.schoolConfirms();
    await visit.isHeld();
    return visit.id;
  },
};

const rescheduled: Way = {
  path: 'rescheduled',
  title: '已经确认后改期：工会批准仍有效，其余各方重新同意',
  ends: 'closed',
  shows: [
    'school-confirmed',
    'rescheduled',
    'employer-released',
    'speaker-confirmed',
    'school-confirmed',
    'statistics-submitted',
  ],
  async walk({ time }) {
    const visit = await Course.begin(time, 'school-anyi-04', {
      ...{ speakerId: 'speaker-007', slots: [on('2026-04-15')], levels: ['senior-secondary'] },
    });
    await visit.isAgreed();
    await time.officeHours();
    const why = { reasonCode: 'school', text: '当天临时安排体检' };
    await visit.school.changes(visit.id, 'reschedule', { slots: [on('2026-04-22')], ...why });
    await visit.seatsAgree();
    await visit.schoolConfirms();
    await visit.isHeld();
    return visit.id;
  },
};

const withdrawn: Way = {
  path: 'speaker-withdraws',
  title: '答应后因病退出，没有候补，工会另选他人',
  ends: 'closed',
  shows: ['school-confirmed', 'withdrawn', 'speakers-proposed', 'union-approved', 'school-confirmed', 'statistics-submitted'],
  async walk({ time }) {
    const visit = await Course.begin(time, 'school-xinjian-02', { speakerId: 'speaker-008', slots: [on('2026-04-16')] });
    await visit.unionApproves({ reserves: [] });
    await visit.seatsAgree();
    await visit.schoolConfirms();
    await time.officeHours();
    await (await visit.speaker()).changes(visit.id, 'withdraw', { seat: 1, reasonCode: 'unwell' });
    await visit.isAgreed();
    await visit.isHeld();
    return visit.id;
  },
};

const lastHours: Way = {
  path: 'last-24-hours',
  title: '当天早上劳模工匠突然生病：电话换人，并推迟半小时',
  ends: 'closed',
  shows: ['school-confirmed', 'speaker-replaced', 'shifted', 'speaker-confirmed', 'statistics-submitted'],
  async walk({ time }) {
    const visit = await Course.begin(time, 'school-honggutan-02', { speakerId: 'speaker-003', slots: [on('2026-04-17')] });
    await visit.isAgreed();
    await time.until('2026-04-17T07:00:00+08:00');
    const call = { channel: 'phone', evidence: '示例：7:05 通话' };
    await (await visit.union()).changes(visit.id, 'replace-speaker', {
      ...{ seat: 1, speakerId: 'speaker-004', reasonCode: 'unwell', ...call },
    });
    await visit.school.changes(visit.id, 'shift', { ...on('2026-04-17', '14:30', '16:00'), reasonCode: 'school' });
    await time.hours(1);
    await time.city.person('speaker-004').confirms(visit.id, 'speaker-confirmation');
    await visit.isHeld();
    return visit.id;
  },
};

const objection: Way = {
  path: 'union-objects',
  title: '劳模工匠所属工会不同意派出，候补接替',
  ends: 'closed',
  shows: ['union-approved', 'union-objected', 'reserve-stepped-in', 'school-confirmed', 'statistics-submitted'],
  async walk({ time }) {
    const visit = await Course.begin(time, 'school-gaoxin-05', { speakerId: 'speaker-008', slots: [on('2026-04-29')] });
    await visit.unionApproves({ speakers: ['speaker-008'], reserves: ['speaker-004'] });
    await time.officeHours();
    const why = { reasonCode: 'work', text: '当天本县另有宣讲任务' };
    await time.city.person('union-nanchang-xian').changes(visit.id, 'withdraw', { seat: 1, ...why });
    await visit.seatsAgree();
    await visit.schoolConfirms();
    await visit.isHeld();
    return visit.id;
  },
};

export const waysOfChange: Way[] = [reserve, rescheduled, withdrawn, lastHours, objection];
