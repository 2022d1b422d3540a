import { getCatalogue } from '../../meta/contract.ts';
import { addOrganisation, getOrganisation } from '../../organisations/contract.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { Refused, type Wish } from '../client.ts';
import { type Form, inLanguage, reads, type Shown, takes, type Visitor } from '../desk.ts';
import { EMPTY, errorsOf, Fields, ticked } from '../forms.ts';
import type { Organisation } from '../names.ts';
import { at, DESK } from '../paths.ts';
import { CORRECT, inPlainWords } from '../plain-words.ts';
import { fieldOf, kindsBelow, type Lists, recordFields } from './record-fields.ts';

type New = NonNullable<Wish<typeof addOrganisation>['body']>;

/** An organisation is registered below another, by whoever looks after that one. */
export const newOrganisationPage = reads(DESK.newOrganisation, (visitor) => showForm(visitor, {}));

export const newOrganisationForm = takes(DESK.newOrganisation, async (visitor, form) => {
  try {
    const { id } = await visitor.client.call(addOrganisation, { body: recordIn(form) });
    return { statusCode: 303, headers: { location: `${at(DESK.organisation, id)}?done=added` } };
  } catch (error) {
    if (error instanceof Refused && [403, 409, 422, 503].includes(error.status)) return showForm(visitor, form, error);
    throw error;
  }
});

async function showForm({ client, language, csrf, query }: Visitor, given: Form, refused?: Refused): Promise<Shown> {
  const say = inLanguage(language);
  const parent = given.parent ?? query.parent ?? '';
  const [above, lists] = await Promise.all([
    client.call(getOrganisation, { params: { id: parent } }),
    client.call(getCatalogue),
  ]);
  // Of a code that is taken the API speaks as a whole.
  const isCode = refused?.type === 'code-taken';
  const told = errorsOf((refused?.errors ?? []).map(inPlainWords), (path) => PLACE[path] ?? fieldOf(path));
  const errors = isCode ? { id: refused } : told.errors;
  const wrong = refused && (told.others.length > 0 ? told.others : Object.keys(errors).length > 0 ? [CORRECT] : [refused]);
  const fields = new Fields(language, refused ? { given, errors } : EMPTY);
  return {
    ...{ title: { zh: '新增单位', en: 'Add an organisation' }, here: DESK.people, status: refused?.status ?? 200 },
    body: html`${wrong?.map((sentence) => html`<p class="wrong" role="alert">${say(sentence)}</p>`)}
<section><p>${say({ zh: '上级单位：', en: 'Superior: ' })}<b>${above.name}</b></p>
<form method="post" action="${DESK.newOrganisation}"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="parent" value="${parent}">
${placeFields(fields, above, lists)}
${recordFields(fields, { kinds: above.kinds.includes('education') ? ['school'] : above.kinds }, lists)}
<button>${say({ zh: '登记', en: 'Register' })}</button></form></section>
<p><a href="${at(DESK.organisation, parent)}">${say({ zh: '返回上级单位', en: 'Back to the superior' })}</a></p>`,
  };
}

/** What is said once: kind and code; of a school its row of the plan. */
function placeFields(fields: Fields, { kinds }: Organisation, lists: Lists): Html {
  const unit = { name: 'unit', label: LABELS.unit, hint: HINTS.unit };
  return html`${fields.choice({ name: 'kind', label: LABELS.kind, required: true }, kindsBelow(kinds))}
${fields.input({ name: 'id', label: LABELS.id, hint: HINTS.id, required: true }, { autocomplete: 'off', spellcheck: 'false' })}
${kinds.includes('education') && fields.choice(unit, lists.units ?? [])}`;
}

/** As the API takes it; what was left empty is left out. */
function recordIn(form: Form): New {
  const { id = '', kind = '', parent = '', name = '', contactName = '', contactPhone = '' } = form;
  const said = Object.entries(form).filter(([field, typed]) => OPTIONAL.has(field) && typed.trim() !== '');
  const contact = { name: contactName.trim(), phone: contactPhone.trim() };
  const levels = ticked(form, 'levels');
  return {
    ...{ id: id.trim(), name: name.trim(), kinds: kind === '' ? [] : [kind as 'school'], parent },
    ...Object.fromEntries(said.map(([field, typed]) => [field, typed.trim()])),
    ...(levels.length > 0 && { levels }),
    ...((contact.name !== '' || contact.phone !== '') && { contact }),
  };
}

const PLACE: Record<string, string> = { id: 'id', kinds: 'kind', parent: 'kind', unit: 'unit' };
const OPTIONAL = new Set(['unit', 'district', 'address', 'officePhone', 'letterPrefix']);
const LABELS = {
  kind: { zh: '类别', en: 'Kind' },
  id: { zh: '代码', en: 'Code' },
  unit: { zh: '计划单位（学校）', en: 'Unit of the plan (of a school)' },
} satisfies Record<string, Sentence>;
const HINTS = {
  id: {
    zh: '小写字母、数字、连字符，如 school-donghu-20；登记后不能改',
    en: 'Small letters, digits, hyphens, like school-donghu-20; it never changes',
  },
  unit: { zh: '按管理权限，不按所在区县', en: 'By whom it is run, not by where it stands' },
} satisfies Record<string, Sentence>;
