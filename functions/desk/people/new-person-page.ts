import { addPerson } from '../../people/contract.ts';
import { html } from '../../platform/html.ts';
import { Refused } from '../client.ts';
import { type Form, inLanguage, reads, type Shown, takes, type Visitor } from '../desk.ts';
import { EMPTY, errorsOf, Fields } from '../forms.ts';
import { organisationsBy } from '../names.ts';
import { at, DESK, ofOrganisation } from '../paths.ts';
import { CORRECT, inPlainWords } from '../plain-words.ts';
import { administered } from './members.ts';
import { roleFields, roleIn } from './role-fields.ts';

/** Somebody is to act for an organisation: name, number, role. */
export const newPersonPage = reads(DESK.newPerson, (visitor) => showForm(visitor, {}));

export const newPersonForm = takes(DESK.newPerson, async (visitor, form) => {
  const { name = '', phone = '', organisation = '' } = form;
  try {
    const body = { name: name.trim(), phone: phone.trim(), memberships: [roleIn(form, organisation)] };
    const { id } = await visitor.client.call(addPerson, { body });
    return { statusCode: 303, headers: { location: `${ofOrganisation(at(DESK.person, id), organisation)}&done=added` } };
  } catch (error) {
    if (error instanceof Refused && [409, 422, 503].includes(error.status)) return showForm(visitor, form, error);
    throw error;
  }
});

async function showForm({ client, language, csrf, query, me }: Visitor, given: Form, refused?: Refused): Promise<Shown> {
  const say = inLanguage(language);
  const id = given.organisation || query.organisation || administered(me)[0] || '';
  const organisation = (await organisationsBy(client, [id])).get(id);
  // Of a number under another name the API speaks as a whole; it is the number that has to be looked at.
  const isPhone = refused?.type === 'phone-taken';
  const told = errorsOf((refused?.errors ?? []).map(inPlainWords), fieldOf);
  const errors = isPhone ? { phone: refused } : told.errors;
  const above = refused && (told.others.length > 0 ? told.others : Object.keys(errors).length > 0 ? [CORRECT] : [refused]);
  const fields = new Fields(language, refused ? { given, errors } : EMPTY);
  const title = { zh: '新增人员', en: 'Add a person' };
  if (!organisation)
    return {
      title,
      here: DESK.people,
      status: 404,
      body: html`<p class="wrong" role="alert">${say(CHOOSE)}</p><p><a class="button" href="${DESK.people}">${say(BACK)}</a></p>`,
    };
  return {
    ...{ title, here: DESK.people, status: refused?.status ?? 200 },
    body: html`${above?.map((sentence) => html`<p class="wrong" role="alert">${say(sentence)}</p>`)}
<section><p>${say({ zh: '单位', en: 'Organisation' })}: <b>${organisation.name}</b></p>
<form method="post"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="organisation" value="${id}">
${fields.input({ name: 'name', label: { zh: '姓名', en: 'Name' }, required: true }, { autocomplete: 'off' })}
${fields.input({ name: 'phone', label: { zh: '手机号码', en: 'Mobile number' }, hint: PHONE, required: true }, { type: 'tel', autocomplete: 'off' })}
${roleFields(fields, organisation)}
<button>${say({ zh: '新增', en: 'Add' })}</button></form></section>
<p><a href="${ofOrganisation(DESK.people, id)}">${say(BACK)}</a></p>`,
  };
}

const fieldOf = (path: string): string | undefined => {
  const [first, , third] = path.split('.');
  if (first === 'memberships') return third === undefined || third === 'organisation' ? undefined : third;
  return first;
};

const PHONE = {
  zh: '凭此号码收验证码登录；已登记的人员会增加这个角色',
  en: 'They sign in by a code sent to it; somebody registered already gets this role as well',
};
const CHOOSE = { zh: '没有这个单位，请先选择单位。', en: 'There is no such organisation; choose one first.' };
const BACK = { zh: '返回人员', en: 'Back to people' };
