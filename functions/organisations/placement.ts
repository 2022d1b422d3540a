import { lineage, units } from '../access/directory.ts';
import { may } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import type { Place } from '../access/responsible.ts';
import type { FieldError } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';
import type { Instant } from '../platform/schema.ts';
import type { Actor } from '../visits/visit.ts';

/**
 * Whether somebody may put an organisation at a place. Each part that is new needs a say of its own: the superior that of its line (or
 * of the unit's, where it stands below the unit's own authority), the unit that of its union or authority. So nobody hands a school
 * to strangers, or takes it into a plan that is not theirs. What is not theirs sounds like what is not there.
 */
export async function placement(
  person: Person,
  before: Place | undefined,
  after: Place,
  now: Instant,
): Promise<{ by: Actor | undefined; problems: FieldError[] }> {
  const { city } = person;
  const unit = after.unit === undefined ? undefined : (await units(city)).get(after.unit);
  const line = after.parent === undefined ? [] : await lineage(city, after.parent);
  const unitLines = unit ? await Promise.all([lineage(city, unit.union), lineage(city, unit.education)]) : [];
  const ofUnit = may('place-organisation', person, { above: unitLines.flat() }, now);
  const ofLine = may('place-organisation', person, { above: line }, now);
  const ofParent = ofLine ?? (unit && line.includes(unit.education) ? ofUnit : undefined);
  const problems: FieldError[] = [];
  if (after.parent !== before?.parent && !ofParent) problems.push(fieldError('parent', 'unknown-superior'));
  if (after.unit !== undefined && after.unit !== before?.unit && !ofUnit) problems.push(fieldError('unit', 'unknown-unit'));
  return { by: ofParent ?? ofUnit, problems };
}
