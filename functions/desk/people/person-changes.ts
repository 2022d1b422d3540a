import { plusHours } from '../../deadlines/shanghai-time.ts';
import { delegateRole, departPerson, grantMembership } from '../../people/contract.ts';
import type { Contract } from '../../platform/contract.ts';
import { Refused, type Wish } from '../client.ts';
import { type Form, type Shown, takes, type Visitor } from '../desk.ts';
import { at, DESK, ofOrganisation } from '../paths.ts';
import { showPerson, type Tried } from './person-page.ts';
import { roleIn } from './role-fields.ts';
import { beginningOf, endOf } from './terms.ts';

/** What the forms about a person do: a role is given, ended, lent for an absence, taken back. */

export const grantTaken = takes(DESK.personRoles, (visitor, form) =>
  sent(visitor, grantMembership, roleIn(form, form.organisation ?? ''), {
    ...{ form: 'grant', given: form, done: 'granted' },
    fieldOf: among('role', 'from', 'to', 'head'),
  }),
);

export const departureTaken = takes(DESK.departure, (visitor, form) => {
  const { organisation = '', endRole = '', endDay = '', successor = '' } = form;
  const body = {
    ...{ organisation },
    ...(!isAll(endRole) && { role: endRole as 'school' }),
    ...(endDay !== '' && { at: endOf(endDay) }),
    ...(successor !== '' && { successor }),
    ...('leaveEmpty.yes' in form && { leaveEmpty: true as const }),
  };
  return sent(visitor, departPerson, body, {
    ...{ form: 'departure', given: form, done: 'ended' },
    fieldOf: renamed({ role: 'endRole', organisation: 'endRole', at: 'endDay', successor: 'successor' }),
  });
});

export const delegationTaken = takes(DESK.delegation, (visitor, form) => {
  const { organisation = '', standIn = '', standRole = '', standFrom = '', standUntil = '' } = form;
  const body = {
    ...{ organisation, to: standIn, until: endOf(standUntil) },
    ...(!isAll(standRole) && { role: standRole as 'school' }),
    ...(standFrom !== '' && { from: beginningOf(standFrom) }),
  };
  return sent(visitor, delegateRole, body, { form: 'delegation', given: form, done: 'delegated', fieldOf: ABSENCE });
});

/** An instant that has passed ends it. */
export const recallTaken = takes(DESK.recall, (visitor, form) => {
  const { organisation = '', standIn = '' } = form;
  const body = { organisation, to: standIn, until: plusHours(visitor.now.toISOString(), -1) };
  return sent(visitor, delegateRole, body, { form: 'delegation', given: form, done: 'recalled', fieldOf: ABSENCE });
});

const isAll = (role: string): boolean => role === 'all' || role === '';

async function sent<C extends Contract>(
  visitor: Visitor,
  contract: C,
  body: Wish<C>['body'],
  { done, ...tried }: Omit<Tried, 'refused'> & { done: string },
): Promise<Shown> {
  const id = visitor.params.id ?? '';
  try {
    await visitor.client.call(contract, { params: { id }, body } as Wish<C>);
    const organisation = (tried.given as Form).organisation ?? '';
    return { statusCode: 303, headers: { location: `${ofOrganisation(at(DESK.person, id), organisation)}&done=${done}` } };
  } catch (error) {
    if (error instanceof Refused && [409, 422, 503].includes(error.status))
      return showPerson(visitor, { ...tried, refused: error });
    throw error;
  }
}

const among =
  (...names: string[]) =>
  (path: string): string | undefined =>
    names.includes(path) ? path : undefined;

const renamed =
  (names: Readonly<Record<string, string>>) =>
  (path: string): string | undefined =>
    names[path];

const ABSENCE = renamed({
  to: 'standIn',
  role: 'standRole',
  organisation: 'standRole',
  from: 'standFrom',
  until: 'standUntil',
});
