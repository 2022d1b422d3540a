import type { Step } from '../deadlines/policy.ts';
import type { Instant } from '../platform/schema.ts';
import type { Actor } from '../visits/visit.ts';
import type { Membership, Person, Role } from './person.ts';

/**
 * Who may do what: one page. What no rule here allows is refused. A rule answers with the capacity in which the person acts,
 * or undefined. Relations (who is whose superior, who sits where) come in as values.
 */

/** The organisations and speakers that a visit concerns, by the role in which they see it. */
export type Parties = Record<Exclude<Role, 'speaker'>, string[]> & { speaker: string[] };

/** Which role decides which step. */
const DECIDES: Record<Step, Role> = {
  'union-approval': 'union',
  clearance: 'education',
  'employer-release': 'employer',
  'speaker-confirmation': 'speaker',
  'school-confirmation': 'school',
  statistics: 'school',
};

/**
 * In which role a superior acts when it was added to a late task: the employer's and the speaker's is their union. A silent
 * school's confirmation goes from its authority to the union of its unit.
 */
export const SUPERIOR_DECIDES: Record<Step, ('union' | 'education')[]> = {
  'union-approval': ['union'],
  clearance: ['education'],
  'employer-release': ['union'],
  'speaker-confirmation': ['union'],
  'school-confirmation': ['education', 'union'],
  statistics: ['education'],
};

/** The memberships that are in force. */
export const active = (person: Person, now: Instant): Membership[] =>
  person.memberships.filter(({ from, to }) => (from === undefined || from <= now) && (to === undefined || now < to));

const acting = (person: Person, { role, organisation }: Membership): Actor => ({
  person: person.id,
  name: person.name,
  role,
  organisation,
});

/** A school asks for itself; a union for the schools of the units it is responsible for. */
export function mayRequest(person: Person, school: string, responsibleUnions: string[], now: Instant): Actor | undefined {
  const membership = active(person, now).find(
    ({ role, organisation }) =>
      (role === 'school' && organisation === school) || (role === 'union' && responsibleUnions.includes(organisation)),
  );
  return membership && acting(person, membership);
}

/** Unions and education authorities start demonstrations (示范活动) at the schools of the units below them; a school confirms them. */
export function mayStartDemonstration(
  person: Person,
  unions: string[],
  authorities: string[],
  now: Instant,
): Actor | undefined {
  const membership = active(person, now).find(
    ({ role, organisation }) =>
      (role === 'union' && unions.includes(organisation)) || (role === 'education' && authorities.includes(organisation)),
  );
  return membership && acting(person, membership);
}

/** The lead school and the unions responsible for the visit cancel and move it. */
export function mayChangeVisit(person: Person, visit: { school: string; unions: string[] }, now: Instant): Actor | undefined {
  const membership = active(person, now).find(
    ({ role, organisation }) =>
      (role === 'school' && organisation === visit.school) || (role === 'union' && visit.unions.includes(organisation)),
  );
  return membership && acting(person, membership);
}

/**
 * Who takes back what a seat had: the speaker, a member of an employer, or a union of the line that owns the pool entry (it may
 * object to the use of its speaker).
 */
export function mayWithdraw(
  person: Person,
  seat: { speaker: string | undefined; employers: string[]; unions: string[] },
  now: Instant,
): Actor | undefined {
  if (person.speakerId !== undefined && person.speakerId === seat.speaker)
    return { person: person.id, name: person.name, role: 'speaker' };
  const membership = active(person, now).find(
    ({ role, organisation }) =>
      (role === 'employer' && seat.employers.includes(organisation)) ||
      (role === 'union' && seat.unions.includes(organisation)),
  );
  return membership && acting(person, membership);
}

/** The unions responsible for the visit put in somebody else in the last hours. */
export function mayReplaceSpeaker(person: Person, unions: string[], now: Instant): Actor | undefined {
  const membership = active(person, now).find(({ role, organisation }) => role === 'union' && unions.includes(organisation));
  return membership && acting(person, membership);
}

/** Members of the parties see a visit in their role. */
export function mayReadVisit(person: Person, parties: Parties, now: Instant): Role[] {
  const roles = active(person, now)
    .filter(({ role, organisation }) => role !== 'speaker' && parties[role].includes(organisation))
    .map(({ role }) => role);
  if (person.speakerId !== undefined && parties.speaker.includes(person.speakerId)) roles.push('speaker');
  return roles;
}

/** Members of the asked organisation decide, or the asked speaker; the added superior may too. */
export function mayDecide(
  person: Person,
  task: { step: Step; party: string; escalatedTo?: string | undefined },
  now: Instant,
): Actor | undefined {
  const role = DECIDES[task.step];
  if (role === 'speaker' && person.speakerId === task.party) return { person: person.id, name: person.name, role };
  const membership = active(person, now).find(
    (held) =>
      (role !== 'speaker' && held.role === role && held.organisation === task.party) ||
      (held.organisation === task.escalatedTo && SUPERIOR_DECIDES[task.step].some((superior) => superior === held.role)),
  );
  return membership && acting(person, membership);
}

/** The unions responsible for a party enter what it said by phone, by letter or in person; that is no decision of their own. */
export const mayRecord = (person: Person, unions: string[], now: Instant): Actor | undefined =>
  mayReplaceSpeaker(person, unions, now);

/** Everybody who plans visits looks into the pool; employers and speakers see their own entries. */
export function mayReadSpeaker(person: Person, speaker: { id: string; employers: string[] }, now: Instant): boolean {
  if (person.speakerId === speaker.id) return true;
  return active(person, now).some(
    ({ role, organisation }) =>
      role === 'union' ||
      role === 'school' ||
      role === 'education' ||
      (role === 'employer' && speaker.employers.includes(organisation)),
  );
}

/** Where a speaker works: unions, the employer itself, the speaker. */
export const maySeeEmployments = (person: Person, speaker: { id: string; employers: string[] }, now: Instant): boolean =>
  person.speakerId === speaker.id ||
  active(person, now).some(
    ({ role, organisation }) => role === 'union' || (role === 'employer' && speaker.employers.includes(organisation)),
  );

/** A speaker's phone number: the union that owns the entry, and the speaker. */
export const maySeeSpeakerPhone = (person: Person, speaker: { id: string; union: string }, now: Instant): boolean =>
  person.speakerId === speaker.id ||
  active(person, now).some(({ role, organisation }) => role === 'union' && organisation === speaker.union);

/**
 * The phone number of a seated speaker: whoever sees it in the pool, the unions responsible for the visit, and its schools once
 * it is confirmed.
 */
export function maySeeSeatedPhone(
  person: Person,
  speaker: { id: string; union: string },
  visit: { unions: string[]; schools: string[]; confirmed: boolean },
  now: Instant,
): boolean {
  if (maySeeSpeakerPhone(person, speaker, now)) return true;
  return active(person, now).some(
    ({ role, organisation }) =>
      (role === 'union' && visit.unions.includes(organisation)) ||
      (role === 'school' && visit.confirmed && visit.schools.includes(organisation)),
  );
}

/**
 * The phone number of a visit's contact: the responsible union, the union of a seated speaker, the school itself, and, once the
 * visit is confirmed, its speakers.
 */
export const maySeeContact = (roles: Role[], confirmed: boolean): boolean =>
  roles.includes('union') || roles.includes('school') || (confirmed && roles.includes('speaker'));

/** An employer permits hours of its own people; its union records what it was told (代录). */
export function mayPermit(
  person: Person,
  employer: { id: string; union: string | undefined },
  now: Instant,
): Actor | undefined {
  const membership = active(person, now).find(
    ({ role, organisation }) =>
      (role === 'employer' && organisation === employer.id) || (role === 'union' && organisation === employer.union),
  );
  return membership && acting(person, membership);
}

/** The month's table of a unit: its unions and authorities up the line; a school its own rows. */
export function mayReadReport(
  person: Person,
  { unions, authorities, schools }: { unions: string[]; authorities: string[]; schools: string[] },
  now: Instant,
): 'all' | string[] | undefined {
  const held = active(person, now);
  const above = held.some(
    ({ role, organisation }) =>
      (role === 'union' && unions.includes(organisation)) || (role === 'education' && authorities.includes(organisation)),
  );
  if (above) return 'all';
  const own = held.filter(({ role, organisation }) => role === 'school' && schools.includes(organisation));
  return own.length > 0 ? own.map(({ organisation }) => organisation) : undefined;
}

/** The audit trail is for those who are responsible for the visit: its unions and authorities, up the line. */
export const mayAudit = (person: Person, line: { unions: string[]; authorities: string[] }, now: Instant): boolean =>
  mayReadReport(person, { ...line, schools: [] }, now) === 'all';
