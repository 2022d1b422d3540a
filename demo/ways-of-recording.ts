import { Course } from './course.ts';
import { on, refusal, type Way } from './way.ts';

/** How a visit goes where a union enters what others said, or that its school did not ask for beforehand. */

const askedByPhone: Way = {
  path: 'asked-by-phone',
  title: '学校打电话来申请，工会代为录入',
  ends: 'closed',
  shows: ['requested', 'union-approved', 'school-confirmed', 'statistics-submitted'],
  async walk({ time }) {
    const call = { channel: 'phone', evidence: '示例：3月17日 8:50 来电' };
    const begun = await Course.begin(time, 'union-jinxian', {
      ...{ schoolId: 'school-jinxian-01', levels: ['primary-upper'], speakerId: 'speaker-007', slots: [on('2026-05-11')] },
      ...call,
    });
    const visit = begun.asSeenBy('school-jinxian-01');
    await visit.isAgreed();
    await visit.isHeld();
    return visit.id;
  },
};

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
  title: '已经办完的活动，事后补录；同校同日同一人的第二场，先问是否重复',
  ends: 'closed',
  shows: ['requested', 'statistics-submitted', 'requested', 'statistics-submitted'],
  async walk({ time }) {
    await time.until('2026-03-20T10:00:00+08:00');
    const school = time.city.person('school-xihu-04');
    const record = (body: object) => school.post('/v1/visits/recorded', body);
    const morning = await record(activity('09:00', '10:30', 52));
    const another = activity('14:00', '15:30', 47);
    const asked = refusal(await record(another), 'possible-double');
    const afternoon = await record({ ...another, notDouble: true });
    for (const { status, body } of [morning, afternoon])
      if (status !== 201) throw new Error(`recorded in vain: ${JSON.stringify(body)}`);
    await time.city.settle();
    return { visits: [morning.body.id, afternoon.body.id], answers: [asked] };
  },
};

/** What took place on one day at the school that records it. */
function activity(from: string, to: string, directStudents: number): object {
  const { start: actualStart, end: actualEnd } = on('2026-03-18', from, to);
  return {
    ...{ activityType: 'lecture', mode: 'in-school', levels: ['senior-secondary'], topics: ['welding'] },
    ...{ actualStart, actualEnd, speakersPresent: ['speaker-002'] },
    ...{ schools: [{ schoolId: 'school-xihu-04', directStudents }], indirectAudience: 0, media: [], costYuan: 0 },
  };
}

/** In the order in which they are shown. */
export const waysOfRecording: Way[] = [askedByPhone, byPhone, demonstration, recorded];
