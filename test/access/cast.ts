import type { Role } from '../../functions/access/person.ts';
import type { Relation } from '../../functions/access/rules.ts';

/**
 * Who stands how to one visit: of school-donghu-02 with school-donghu-01, with speaker-003 (pool of Qingshanhu, employed at
 * employer-01 and employer-02). Written down here, not derived, so that the rules' idea of a relation is held against another.
 */
export interface Member {
  id: string;
  role: Role;
  /** How they stand to the visit as a whole, and to the month's table of the unit. */
  relations: Relation[];
}

export const SPEAKER = 'speaker-003';
export const SCHOOL = 'school-donghu-02';
export const OTHER_SCHOOL = 'school-donghu-01';

const member = (id: string, role: Role, ...relations: Relation[]): Member => ({ id, role, relations });

export const CAST: Member[] = [
  member(SCHOOL, 'school', 'school', 'schools'),
  member(OTHER_SCHOOL, 'school', 'schools'),
  member('school-xihu-02', 'school'),
  member('union-donghu', 'union', 'unions'),
  member('union-city', 'union', 'unions', 'pool-lines', 'city-union'),
  member('union-qingshanhu', 'union', 'pool-unions', 'pool-lines'),
  // The union of an employer only: it may record that one's word, and knows nothing else of the visit.
  member('union-jingkai', 'union'),
  member('union-xihu', 'union'),
  member('employer-01', 'employer', 'employers', 'releasing-employers'),
  member('employer-02', 'employer', 'employers', 'releasing-employers'),
  member('employer-04', 'employer'),
  member('education-donghu', 'education', 'authorities'),
  member('education-city', 'education', 'authorities'),
  member('education-xihu', 'education'),
  member(SPEAKER, 'speaker', 'speakers'),
  member('speaker-002', 'speaker'),
  // Of another city: what concerns a city is its own there.
  member('shili-union-city', 'union', 'city-union'),
  member('shili-school-01', 'school'),
];

/** Who may enter whose word, by the party. */
export const RECORDERS: Record<string, string[]> = {
  'employer-01': ['union-qingshanhu', 'union-city'],
  'employer-02': ['union-jingkai', 'union-city'],
  [SPEAKER]: ['union-qingshanhu', 'union-city'],
  [SCHOOL]: ['union-donghu', 'union-city'],
};
