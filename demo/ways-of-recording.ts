import { Course } from './course.ts';
import { on, type Way } from './way.ts';

/** How a visit goes where people phone, stay silent, or start and record it in another way than by a school's request. */

const byPhone: Way = {
  path: 'by-phone',
  title: '单位和本人电话答复，由工会代录；本人提出异议后亲自确认',
  ends: 'closed',
  shows: [
    'employer-released',
    'speaker-confirmed',
    'school-confirmed',
    'objected',
    'speaker-confirmed',
    'school-confirmed',
    'statistics-submitted',
  ],
  async walk({ time }) {
    const visit = await Course.begin(time, 'school-qingshanhu-02', { speakerId: 'speaker-001', slots: [on('2026-04-21')] });
    await visit.unionApproves();
    await time.officeHours();
    const union = time.city.person('union-qingshanhu');
    await union.records(visit.id, 'employer-release', { organisationId: 'employer-01' }, { outcome: 'release' });
    const { body: entered } = await union.records(
      ...([visit.id, 'speaker-confirmation', { speakerId: 'speaker-001' }, { outcome: 'confirm' }] as const),
    );
    await visit.schoolConfirms();
    await time.officeHours();
    const speaker = await visit.speaker();
    await speaker.objects(entered.id, { reasonCode: 'other', text: '当时说的是要看排班' });
    await time.officeHours();
    await speaker.confirms(visit.id, 'speaker-confirmation');
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

const demonstration: Way = {
  path: 'demonstration',
  title: '教育局发起示范活动，学校同意承办',
  ends: 'closed',
  shows: ['requested', 'union-approved', 'school-confirmed', 'statistics-submitted'],
  async walk({ time }) {
    const wish = {
      ...{ origin: 'demonstration', schoolId: 'school-qingyunpu-04', levels: ['senior-secondary'] },
      ...{ speakerId: 'speaker-007', slots: [on('2026-04-28')] },
    };
    const begun = await Course.begin(time, 'education-qingyunpu', wish);
    const visit = begun.asSeenBy('school-qingyunpu-04');
    await visit.isAgreed();
    await visit.isHeld();
    return visit.id;
  },
};

const recorded: Way = {
  path: 'recorded',
  title: '已经办完的活动，事后补录',
  ends: 'closed',
  shows: ['requested', 'statistics-submitted'],
  async walk({ time }) {
    await time.until('2026-03-20T10:00:00+08:00');
    const { status, body } = await time.city.person('school-xihu-04').post('/v1/visits/recorded', {
      ...{ activityType: 'lecture', mode: 'in-school', levels: ['senior-secondary'], topics: ['welding'] },
      ...{ actualStart: '2026-03-18T14:00:00+08:00', actualEnd: '2026-03-18T15:30:00+08:00' },
      ...{ speakersPresent: ['speaker-002'], schools: [{ schoolId: 'school-xihu-04', directStudents: 52 }] },
      ...{ indirectAudience: 0, media: [], costYuan: 0 },
    });
    if (status !== 201) throw new Error(`recorded in vain: ${JSON.stringify(body)}`);
    await time.city.settle();
    return body.id;
  },
};

const standingPermission: Way = {
  path: 'standing-permission',
  title: '单位给了年度授权，授权时数内只告知、不审批',
  ends: 'closed',
  shows: ['union-approved', 'speaker-confirmed', 'school-confirmed', 'statistics-submitted'],
  async walk({ time }) {
    const permission = { hoursPerMonth: 4, from: '2026-03-17', to: '2026-12-31' };
    const granted = await time.city.person('employer-02').post('/v1/speakers/speaker-003/permission', permission);
    const other = await time.city.person('employer-01').post('/v1/speakers/speaker-003/permission', permission);
    for (const { status, body } of [granted, other])
      if (status !== 200) throw new Error(`granted in vain: ${JSON.stringify(body)}`);
    await time.city.settle();
    const visit = await Course.begin(time, 'school-wanli-04', {
      ...{ speakerId: 'speaker-003', slots: [on('2026-05-12')], levels: ['senior-secondary'] },
    });
    await visit.isAgreed();
    await visit.isHeld();
    return visit.id;
  },
};

export const waysOfRecording: Way[] = [byPhone, schoolSilent, nothingOpen, demonstration, recorded, standingPermission];
