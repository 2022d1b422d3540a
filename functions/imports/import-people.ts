import type { Membership, Person } from '../access/person.ts';
import { organisationEventWrite } from '../audit/organisation-events.ts';
import { organisations } from '../organisations/store.ts';
import { type Grant, grantOf } from '../people/granting.ts';
import { membershipsLookedAfter } from '../people/looked-after.ts';
import { held } from '../people/memberships.ts';
import { personWithNumber, register } from '../people/registering.ts';
import { digestOf } from '../personal/phones.ts';
import { MOST_WRITES } from '../platform/in-transactions.ts';
import { fieldError } from '../platform/reasons.ts';
import { rowsOf } from './columns.ts';
import type { Plan } from './outcome.ts';
import { PERSON_COLUMNS, type PersonField, type ReadPerson, readPerson } from './person-rows.ts';

/** What a list of people would do: a row for each role, all rows of one number are one person and written together. */
export async function planPeople(cells: string[][], person: Person, now: Date): Promise<Plan> {
  const table = rowsOf<PersonField>(cells, PERSON_COLUMNS);
  const all = new Map((await organisations(person.city, { consistent: true })).map((each) => [each.id, each]));
  const read = table.rows.map((row) => readPerson(row, all));
  const plan: Plan = {
    rows: [],
    problems: [...table.problems, ...read.flatMap(({ problems }) => problems)],
    warnings: table.warnings,
  };
  const byNumber = Map.groupBy(
    await Promise.all(
      read.flatMap(({ read: row }) => row ?? []).map(async (row) => ({ ...row, digest: await digestOf(row.phone) })),
    ),
    ({ digest }) => digest,
  );
  for (const rows of byNumber.values()) await planOne(rows, person, now, plan);
  return plan;
}

/** All rows of one number. */
async function planOne(rows: ReadPerson[], person: Person, now: Date, plan: Plan): Promise<void> {
  const { city } = person;
  const at = now.toISOString();
  const [{ name, phone }] = rows as [ReadPerson];
  const known = await personWithNumber(city, phone);
  const granted = await Promise.all(
    rows.map(async (row) => ({ row, grant: await grantOf(row.membership, '', person, at, known) })),
  );
  const problems = granted.flatMap(({ row, grant }) => [
    ...grant.problems.map(({ path, code }) => ({ row: row.row, ...fieldError(PERSON_COLUMNS[path as PersonField].zh, code) })),
    ...(row.name === (known?.name ?? name) ? [] : [{ row: row.row, ...fieldError(PERSON_COLUMNS.name.zh, 'name-differs') }]),
  ]);
  plan.problems.push(...problems);
  if (problems.length > 0) return;
  const fresh = granted.filter(({ grant }) => !known || !hasAlready(known, grant, at));
  const memberships = fresh.flatMap(({ grant }) => grant.memberships);
  const { after, writes } = await register(city, known, { name, phone, memberships }, now);
  const events = fresh.map(({ grant: { by, memberships: own } }) =>
    organisationEventWrite(
      { city, organisation: own[0]!.organisation },
      known ? 'membership-granted' : 'person-added',
      now,
      by,
      {
        ...{ person: after.id, memberships: own, imported: true },
      },
    ),
  );
  if (writes.length + events.length > MOST_WRITES) {
    plan.problems.push(...rows.map(({ row }) => ({ row, ...fieldError(PERSON_COLUMNS.phone.zh, 'too-many') })));
    return;
  }
  // Who is registered is named by id to whoever looks after them, and to nobody who only has the number.
  const isTheirs = known !== undefined && (await membershipsLookedAfter(person, known, at)).length > 0;
  for (const { row } of granted) {
    const first = fresh[0]?.row === row;
    const isFresh = fresh.some((each) => each.row === row);
    const action = isFresh ? (known ? 'change' : 'add') : 'same';
    // The person is written once, with all that is new to them.
    plan.rows.push({
      row: row.row,
      ...(isTheirs && { id: known.id }),
      name,
      action,
      writes: first ? [...writes, ...events] : [],
    });
  }
}

/** The same role up to the same day, held by the day from which it is wished for, as its head where that is wished for. */
const hasAlready = (known: Person, { memberships: [wanted] }: Grant, now: string): boolean =>
  held(known, wanted!.organisation, now).some(
    (each: Membership) =>
      each.role === wanted!.role &&
      each.to === wanted!.to &&
      !each.delegatedBy &&
      (each.from ?? '') <= wanted!.from! &&
      (wanted!.head === undefined || wanted!.head === (each.head ?? false)),
  );
