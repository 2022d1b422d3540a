import { ok, route } from '../platform/api.ts';
import { NotFound } from '../platform/problems.ts';
import { getPerson, listPeople } from './contract.ts';
import { lookedAfter } from './looked-after.ts';
import { loadMembers, loadPerson } from './store.ts';
import { personView, shown } from './view.ts';

export const read = route(getPerson, async ({ params: { id }, person, now }) => {
  const wanted = await loadPerson(person.city, id === 'me' ? person.id : id);
  const view = wanted && (await personView(wanted, person, now.toISOString()));
  if (!view) throw new NotFound();
  return ok(view);
});

/** Those who act for an organisation now, and those who did. */
export const list = route(listPeople, async ({ query: { organisation }, person, now }) => {
  if (!(await lookedAfter(person, organisation, now.toISOString()))) throw new NotFound();
  const members = await loadMembers(person.city, organisation);
  const people = members.map((member) =>
    shown(
      member,
      member.memberships.filter((each) => each.organisation === organisation),
    ),
  );
  return ok({ people });
});
