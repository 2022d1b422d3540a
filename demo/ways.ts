import { Course } from './course.ts';
import { on, refusal, type Way } from './way.ts';
import { waysOfAnswering } from './ways-of-answering.ts';
import { waysOfChange } from './ways-of-change.ts';
import { waysOfRecording } from './ways-of-recording.ts';
import { waysOfTheCity } from './ways-of-the-city.ts';

/** All goes well with one seat: the way that is measured. */
export const oneSeat: Way = {
  path: 'one-seat',
  title: '一位劳模工匠，一切顺利',
  ends: 'closed',
  shows: ['union-approved', 'employer-released', 'speaker-confirmed', 'school-confirmed', 'statistics-submitted'],
  async walk({ time }) {
    const visit = await Course.begin(time, 'school-qingshanhu-02', { speakerId: 'speaker-001', slots: [on('2026-03-16')] });
    await visit.isAgreed();
    await visit.isHeld({ media: ['示例日报'], summary: '学生动手体验了平板对接焊。' });
    return visit.id;
  },
};

const threeSeats: Way = {
  path: 'three-seats',
  title: '三位劳模工匠同去，一切顺利',
  ends: 'closed',
  shows: ['union-approved', 'school-confirmed', 'statistics-submitted'],
  async walk({ time }) {
    const wish = {
      speakersWanted: 3,
      speakerId: 'speaker-003',
      expectedStudents: 320,
      slots: [on('2026-03-27', '09:00', '11:00')],
    };
    const visit = await Course.begin(time, 'school-city-schools-04', wish);
    await visit.isAgreed();
    await visit.isHeld({ indirectAudience: 1200, costYuan: 860 });
    return visit.id;
  },
};

export const unionDeclines: Way = {
  path: 'union-declines',
  title: '工会未予批准：须说明理由',
  ends: 'declined',
  shows: ['union-declined'],
  async walk({ time }) {
    const visit = await Course.begin(time, 'school-xihu-02', {});
    await time.hours(5);
    const union = await visit.union();
    const { id } = await union.task(visit.id, 'union-approval');
    const unexplained = await union.post(`/v1/tasks/${id}/decision`, { outcome: 'decline' });
    await union.declines(visit.id, 'union-approval', { reasonCode: 'time', text: '当天全市集中开展技能竞赛' });
    return { visits: [visit.id], answers: [refusal(unexplained, 'validation')] };
  },
};

const unionSilent: Way = {
  path: 'union-silent',
  title: '工会逾期未办：先请上级协助，仍未办则到期',
  ends: 'expired',
  shows: ['superior-added', 'step-expired'],
  async walk({ time }) {
    const visit = await Course.begin(time, 'school-donghu-02', {});
    const task = await (await visit.union()).task(visit.id, 'union-approval');
    await time.until(task.dueAt);
    await time.hours(1);
    // The superior finds the same task in its own inbox; here it stays silent too.
    await time.city.person('union-city').task(visit.id, 'union-approval');
    await time.until(task.expiresAt);
    await time.hours(1);
    return visit.id;
  },
};

const twoDecline: Way = {
  path: 'employer-and-speaker-decline',
  title: '单位和劳模工匠先后婉拒，工会两次另选，终于成行',
  ends: 'closed',
  shows: [
    'employer-declined',
    'union-approved',
    'speaker-declined',
    'union-approved',
    'school-confirmed',
    'statistics-submitted',
  ],
  async walk({ time }) {
    const visit = await Course.begin(time, 'school-city-schools-01', { speakerId: 'speaker-006', slots: [on('2026-03-30')] });
    await visit.unionApproves({ reserves: [] });
    await time.hours(4);
    await time.city
      .person('employer-03')
      .declines(visit.id, 'employer-release', { reasonCode: 'work', text: '设备大修，走不开' });
    await visit.unionApproves({ speakers: ['speaker-002'], reserves: [] });
    await time.hours(4);
    await time.city.person('speaker-002').declines(visit.id, 'speaker-confirmation', { reasonCode: 'unwell' });
    await visit.isAgreed();
    await visit.isHeld();
    return visit.id;
  },
};

const nobodySuitable: Way = {
  path: 'nobody-suitable',
  title: '没有合适人选，告知原因',
  ends: 'unmatched',
  shows: ['unmatched'],
  async walk({ time }) {
    const wish = { speakerId: 'speaker-005', speakerRequired: true };
    return (await Course.begin(time, 'school-nanchang-xian-02', wish)).id;
  },
};

const otherLineUp: Way = {
  path: 'school-declines-speakers',
  title: '学校希望换人，另一位劳模工匠成行',
  ends: 'closed',
  shows: ['school-declined', 'speakers-proposed', 'school-confirmed', 'statistics-submitted'],
  async walk({ time }) {
    const visit = await Course.begin(time, 'school-city-schools-02', { speakerId: 'speaker-007', slots: [on('2026-03-31')] });
    await visit.unionApproves();
    await visit.seatsAgree();
    await time.hours(2);
    const why = { scope: 'speakers', reasonCode: 'other', text: '上学期已请过这位师傅' };
    await visit.school.declines(visit.id, 'school-confirmation', why);
    await visit.isAgreed();
    await visit.isHeld();
    return visit.id;
  },
};

const schoolGivesUp: Way = {
  path: 'school-declines-visit',
  title: '学校不再举办',
  ends: 'declined',
  shows: ['school-declined'],
  async walk({ time }) {
    const visit = await Course.begin(time, 'school-jinxian-02', { slots: [on('2026-03-26')] });
    await visit.unionApproves();
    await visit.seatsAgree();
    await time.hours(2);
    await visit.school.declines(visit.id, 'school-confirmation', {
      scope: 'visit',
      reasonCode: 'time',
      text: '与期中考试冲突',
    });
    return visit.id;
  },
};

const notHeld: Way = {
  path: 'not-held',
  title: '当天因天气未能举办',
  ends: 'not-held',
  shows: ['school-confirmed', 'not-held'],
  async walk({ time }) {
    const visit = await Course.begin(time, 'school-wanli-02', { slots: [on('2026-03-26')] });
    await visit.isAgreed();
    await visit.isOver();
    await visit.school.decides(visit.id, 'statistics', { outcome: 'not-held', reasonCode: 'weather', text: '暴雨橙色预警' });
    return visit.id;
  },
};

const schoolCancels: Way = {
  path: 'school-cancels',
  title: '已经确认，学校因台风取消',
  ends: 'cancelled',
  shows: ['school-confirmed', 'cancelled'],
  async walk({ time }) {
    const visit = await Course.begin(time, 'school-donghu-01', {
      slots: [on('2026-04-08', '15:00', '16:00')],
      levels: ['primary-upper'],
    });
    await visit.isAgreed();
    await time.officeHours();
    await visit.school.cancels(visit.id, { reasonCode: 'weather', text: '台风预警，全市停课' });
    return visit.id;
  },
};

const deadExecution: Way = {
  path: 'dead-execution',
  title: '流程中断后自动恢复',
  ends: 'closed',
  shows: ['union-approved', 'execution-restarted', 'school-confirmed', 'statistics-submitted'],
  async walk({ time, executions }) {
    const visit = await Course.begin(time, 'school-gaoxin-02', { slots: [on('2026-03-27')] });
    await visit.unionApproves();
    // The tasks stay as they are: the next run adopts them.
    await executions.kill(visit.id);
    await time.city.settle();
    await visit.seatsAgree();
    await visit.schoolConfirms();
    await visit.isHeld();
    return visit.id;
  },
};

/** All ways, in the order in which they are shown. */
export const ways: Way[] = [
  oneSeat,
  threeSeats,
  unionDeclines,
  unionSilent,
  twoDecline,
  nobodySuitable,
  otherLineUp,
  schoolGivesUp,
  notHeld,
  schoolCancels,
  deadExecution,
  ...waysOfChange,
  ...waysOfAnswering,
  ...waysOfRecording,
  ...waysOfTheCity,
];
