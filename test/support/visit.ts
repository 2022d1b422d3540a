import { type Task, taskName } from '../../functions/decisions/task.ts';
import { requestNumber } from '../../functions/personal/sealing.ts';
import { seatKey, taskKey, visitKey } from '../../functions/platform/keys.ts';
import type { Item } from '../../functions/platform/writes.ts';
import { requestWrite } from '../../functions/visits/events.ts';
import type { VisitCore } from '../../functions/visits/store.ts';
import type { Actor, Seat, Visit, VisitRequest } from '../../functions/visits/visit.ts';
import { now, thursday } from '../matching/sample.ts';
import { CITY } from './city.ts';
import { ring } from './numbers.ts';

/** Monday, 2 March 2026, 09:00; the visit is wished for Thursday of the next week, 14:00 to 15:30. */
export const today = new Date(now);
export { thursday };

export const visit = (more: Partial<Visit> = {}): Visit => ({
  id: 'v1',
  city: CITY,
  version: 3,
  epoch: 1,
  run: 1,
  origin: 'requested',
  school: 'school-1',
  unit: 'unit-1',
  union: 'district-union',
  education: 'district-education',
  policy: 1,
  urgent: false,
  speakersWanted: 1,
  slot: { index: 0, ...thursday },
  round: 1,
  approved: {},
  reserves: [],
  createdAt: now,
  updatedAt: now,
  ...more,
});

export const seat = (number: number, speaker?: string, more: Partial<Seat> = {}): Seat => ({
  seat: number,
  round: 1,
  version: 1,
  ...(speaker !== undefined && { speaker }),
  releases: [],
  past: [],
  ...more,
});

export const request = (more: Partial<VisitRequest> = {}): VisitRequest => ({
  activityType: 'class-meeting',
  mode: 'in-school',
  levels: ['junior-secondary'],
  topics: [],
  slots: [thursday],
  expectedStudents: 45,
  contact: { name: '示例老师', phone: ring.seal('000-1234567', requestNumber(CITY, 'v1')) },
  district: 'donghu',
  address: '示例路1号',
  speakersWanted: 1,
  preferredHonours: [],
  otherSchools: [],
  speakerRequired: false,
  ...more,
});

export const task = (step: Task['step'], more: Partial<Task> = {}): Task => ({
  epoch: 1,
  step,
  seat: 0,
  round: 1,
  visit: 'v1',
  city: CITY,
  party: 'district-union',
  openedAt: now,
  dueAt: '2026-03-05T10:00:00.000Z',
  expiresAt: '2026-03-09T10:00:00.000Z',
  state: 'open',
  run: 1,
  token: `token-of-${step}`,
  ...more,
});

export const teacher: Actor = { person: 'teacher', name: '示例teacher', role: 'school', organisation: 'school-1' };

/** A visit with all that decides how it goes on. */
export const core = (more: Partial<VisitCore> = {}): VisitCore => ({
  visit: visit(),
  request: request(),
  requestedBy: teacher,
  seats: [seat(1, 's1')],
  tasks: [],
  ...more,
});

/** The items in which it stands in the table. */
export const coreItems = ({ visit, request, requestedBy, seats, tasks }: VisitCore): Item[] => {
  const asked = requestWrite(visit, new Date(visit.createdAt), requestedBy ?? teacher, request);
  return [
    { ...visitKey(visit.city, visit.id), ...visit },
    ...('put' in asked ? [asked.put] : []),
    ...seats.map((one) => ({ ...seatKey(visit.city, visit.id, one.seat), ...one, visit: visit.id })),
    ...tasks.map((one) => ({ ...taskKey(visit.city, visit.id, taskName(one)), ...one })),
  ];
};
