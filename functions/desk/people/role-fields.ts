import type { CatalogueEntry } from '../../catalogue/entry.ts';
import { roles as roleEntries } from '../../catalogue/roles.ts';
import { rolesOf } from '../../people/memberships.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Form } from '../desk.ts';
import type { Fields } from '../forms.ts';
import type { Organisation } from '../names.ts';
import { beginningOf, endOf } from './terms.ts';

/** What is said of a role that is given: which, from when to when, whether as the head. */
export function roleFields(fields: Fields, { kinds }: Organisation): Html {
  const given = rolesOf(kinds);
  const entries = roleEntries.filter(({ code }) => given.some((role) => role === code));
  return html`${fields.choice({ name: 'role', label: LABELS.role, required: true }, entries)}
<div class="pair">${fields.input({ name: 'from', label: LABELS.from, hint: HINTS.from }, { type: 'date' })}
${fields.input({ name: 'to', label: LABELS.to, hint: HINTS.to }, { type: 'date' })}</div>
${fields.several({ name: 'head', label: LABELS.head, hint: HINTS.head }, HEAD)}`;
}

/** The same as the API takes it. */
export function roleIn(form: Form, organisation: string) {
  const { role = '', from = '', to = '' } = form;
  return {
    ...{ organisation, role: role as 'school' },
    ...(from !== '' && { from: beginningOf(from) }),
    ...(to !== '' && { to: endOf(to) }),
    ...('head.yes' in form && { head: true }),
  };
}

const HEAD: readonly CatalogueEntry[] = [{ code: 'yes', zh: '是', en: 'Yes' }];
const LABELS = {
  role: { zh: '角色', en: 'Role' },
  from: { zh: '从哪天起（可不填）', en: 'From (optional)' },
  to: { zh: '最后一天（可不填）', en: 'Last day (optional)' },
  head: { zh: '分管领导', en: 'Head of the office' },
};
const HINTS = {
  from: { zh: '不填即从现在起', en: 'From now on, if empty' },
  to: { zh: '不填即长期', en: 'Until it is ended, if empty' },
  head: { zh: '其他人员逾期未办时提醒分管领导', en: 'Is told of what its people have left lying' },
};
