import { Course } from './course.ts';
import { on, type Way } from './way.ts';

/** How a visit goes where somebody need not answer, does not answer, or answers several questions at once. */

const standingPermission: Way = {
  path: 'standing-permission',
  title: '单位给了年度授权，授权时数内只告知、不审批',
  ends: 'closed',
  shows: ['union-approved', 'speaker-confirmed', 'school-confirmed', 'statistics-submitted'],
  async walk({ time }) {
    // From May on: the other visits of this speaker lie before that and need a release.
    const permission = { hoursPerMonth: 4, from: '2026-05-01', to: '2026-12-31' };
    for (const employer of ['employer-01', 'employer-02']) {
      const { status, body } = await time.city.person(employer).post('/v1/speakers/speaker-003/permission', permission);
      if (status !== 200) throw new Error(`granted in vain: ${JSON.stringify(body)}`);
    }
    await time.city.settle();
    const visit = await Course.begin(time, 'school-wanli-04', {
      ...{ speakerId: 'speaker-003', slots: [on('2026-05-12')], levels: ['senior-secondary'] },
    });
    await visit.unionApproves();
    await visit.speakerConfirms();
    await visit.schoolConfirms();
    await visit.isHeld();
    return visit.id;
  },
};

const evening: Way = {
  path: 'evening',
  title: '活动在晚上，不占工作时间，只告知单位、不审批',
  ends: 'closed',
  shows: ['union-approved', 'speaker-confirmed', 'school-confirmed', 'statistics-submitted'],
  async walk({ time }) {
    const slots = [on('2026-05-07', '18:30', '20:00')];
    const visit = await Course.begin(time, 'school-honggutan-04', {
      ...{ speakerId: 'speaker-001', slots, levels: ['senior-secondary'] },
    });
    await visit.unionApproves();
    await visit.speakerConfirms();
    await visit.schoolConfirms();
    await visit.isHeld();
    return visit.id;
  },
};

const nothingOpen: Way = {
  path: 'nothing-left-open',
  title: '学校点名邀请，首选时间也排上了，不必再点确认',
  ends: 'closed',
  shows: ['union-approved', 'speaker-confirmed', 'school-confirmed', 'statistics-submitted'],
  async walk({ time }) {
    const wish = { speakerId: 'speaker-006', speakerRequired: true, slots: [on('2026-04-24')] };
    const visit = await Course.begin(time, 'school-qingyunpu-02', wish);
    await visit.unionApproves();
    await visit.seatsAgree();
    await visit.isHeld();
    return visit.id;
  },
};

const employerSilent: Way = {
  path: 'employer-silent',
  title: '单位逾期未答复：由单位自己所属的工会协调办理',
  ends: 'closed',
  shows: ['union-approved', 'superior-added', 'employer-released', 'school-confirmed', 'statistics-submitted'],
  async walk({ time }) {
    const visit = await Course.begin(time, 'school-nanchang-xian-04', {
      ...{ speakerId: 'speaker-001', slots: [on('2026-04-27')], levels: ['senior-secondary'] },
    });
    await visit.unionApproves();
    const task = await time.city.person('employer-01').task(visit.id, 'employer-release');
    await time.until(task.dueAt);
    await time.officeHours();
    // Neither the union that approved nor one above it: the one to which the employer belongs.
    await time.city.person('union-qingshanhu').releases(visit.id);
    await visit.speakerConfirms();
    await visit.schoolConfirms();
    await visit.isHeld();
    return visit.id;
  },
};

const schoolSilent: Way = {
  path: 'school-silent',
  title: '学校忘了点确认：转由工会办理，活动照常举行',
  ends: 'closed',
  shows: ['speaker-confirmed', 'superior-added', 'handed-to-union', 'school-confirmed', 'statistics-submitted'],
  async walk({ time }) {
    const visit = await Course.begin(time, 'school-jingkai-02', { speakerId: 'speaker-004', slots: [on('2026-04-23')] });
    await visit.unionApproves();
    await visit.seatsAgree();
    const task = await visit.school.task(visit.id, 'school-confirmation');
    await time.until(task.expiresAt);
    await time.officeHours();
    await (await visit.union()).confirms(visit.id, 'school-confirmation');
    await visit.isHeld();
    return visit.id;
  },
};

const severalAtOnce: Way = {
  path: 'several-at-once',
  title: '工会一次批准几项申请',
  ends: 'closed',
  shows: [
    'union-approved',
    'school-confirmed',
    'statistics-submitted',
    'union-approved',
    'school-confirmed',
    'statistics-submitted',
  ],
  async walk({ time }) {
    const wish = { speakerId: 'speaker-002' };
    const visits = [
      await Course.begin(time, 'school-xinjian-01', { ...wish, slots: [on('2026-05-06')], levels: ['primary-upper'] }),
      await Course.begin(time, 'school-xinjian-04', { ...wish, slots: [on('2026-05-08')], levels: ['senior-secondary'] }),
    ];
    const ids = visits.map(({ id }) => id);
    await time.officeHours();
    await time.city.person('union-xinjian').approvesAll(ids);
    for (const visit of visits) {
      await visit.seatsAgree();
      await visit.schoolConfirms();
    }
    for (const visit of visits) await visit.isHeld();
    return { visits: ids };
  },
};

/** In the order in which they are shown. */
export const waysOfAnswering: Way[] = [standingPermission, evening, nothingOpen, employerSilent, schoolSilent, severalAtOnce];
