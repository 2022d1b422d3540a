import type { Organisation, OrganisationKind, Unit } from '../access/organisation.ts';
import type { CatalogueEntry } from '../catalogue/entry.ts';
import type { FieldError } from '../platform/problems.ts';
import { fieldError } from '../platform/reasons.ts';

/** What may stand above which kind: a school's authority; an employer's union (工会隶属关系); a superior of one's own line. */
const ABOVE: Record<OrganisationKind, OrganisationKind> = {
  school: 'education',
  education: 'education',
  employer: 'union',
  union: 'union',
  association: 'union',
};

/** What an organisation's record is held against. */
export interface Surroundings {
  units: ReadonlyMap<string, Unit>;
  levels: readonly CatalogueEntry[];
  districts: readonly CatalogueEntry[];
  /** The superior that is named, where there is one. */
  parent: Organisation | undefined;
  /** The superior and all above it. */
  parentLine: readonly string[];
}

/** The kinds that a superior must fit: all by which others are governed, since they give rights; that a school employs people gives none. */
const governing = (kinds: readonly OrganisationKind[]): readonly OrganisationKind[] =>
  kinds.length > 1 ? kinds.filter((kind) => kind !== 'employer') : kinds;

/** Everything that is wrong with an organisation's place and codes; nothing for one that can stand as it is. Pure. */
export function problemsOf(
  organisation: Organisation,
  { units, levels, districts, parent, parentLine }: Surroundings,
): FieldError[] {
  const { id, kinds, unit, district } = organisation;
  const isSchool = kinds.includes('school');
  const problems: FieldError[] = [];
  const wrong = (path: string, code: string) => problems.push(fieldError(path, code));

  if (organisation.parent === undefined) wrong('parent', 'superior-required');
  else if (!parent) wrong('parent', 'unknown-superior');
  else if (parent.successor !== undefined) wrong('parent', 'merged');
  else if (!governing(kinds).every((kind) => parent.kinds.includes(ABOVE[kind]))) wrong('parent', 'superior-kind');
  else if (parentLine.includes(id)) wrong('parent', 'below-itself');

  if (unit !== undefined && !units.has(unit)) wrong('unit', 'unknown-unit');
  if (isSchool && unit === undefined) wrong('unit', 'unit-required');
  if (organisation.letterPrefix !== undefined && !kinds.includes('union')) wrong('letterPrefix', 'for-unions');
  if (!isSchool && unit !== undefined) wrong('unit', 'school-only');
  if (!isSchool && organisation.levels !== undefined) wrong('levels', 'school-only');
  for (const [i, level] of (organisation.levels ?? []).entries())
    if (!levels.some(({ code }) => code === level)) wrong(`levels.${i}`, 'unknown');
  if (district !== undefined && !districts.some(({ code }) => code === district)) wrong('district', 'unknown');
  return problems;
}

/** Whether a change moves an organisation in the tree, which is for those above it to do. */
export const moves = (before: Organisation, after: Organisation): boolean =>
  before.parent !== after.parent ||
  before.unit !== after.unit ||
  [...before.kinds].sort().join() !== [...after.kinds].sort().join();
