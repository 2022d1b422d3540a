import type { CatalogueEntry } from '../../catalogue/entry.ts';
import type { Language } from '../../deadlines/say.ts';
import { getCatalogue } from '../../meta/contract.ts';
import { changeOrganisation, getOrganisation } from '../../organisations/contract.ts';
import { etagOf } from '../../platform/etag.ts';
import { type Html, html } from '../../platform/html.ts';
import { listed, type Sentence } from '../../platform/sentence.ts';
import { Refused, type Wish } from '../client.ts';
import { type Form, inLanguage, reads, type Shown, takes, type Visitor } from '../desk.ts';
import { EMPTY, errorsOf, Fields, ticked } from '../forms.ts';
import { type Organisation, organisationsBy } from '../names.ts';
import { at, DESK, ofOrganisation } from '../paths.ts';
import { administered, membersOf } from '../people/members.ts';
import { CORRECT, inPlainWords } from '../plain-words.ts';
import { fieldOf, KINDS, kindsBelow, LABELS, type Lists, recordFields } from './record-fields.ts';
import { robotsLink } from './robots-page.ts';

type Change = NonNullable<Wish<typeof changeOrganisation>['body']>;

/** What stands of an organisation; those who look after it set it right, once for all requests and letters that take it from here. */
export const organisationPage = reads(DESK.organisation, (visitor) => showOrganisation(visitor));

export const organisationForm = takes(DESK.organisation, async (visitor, form) => {
  const { client, params } = visitor;
  const id = params.id ?? '';
  try {
    const before = await client.call(getOrganisation, { params: { id } });
    // As it was read: what somebody else has changed meanwhile is looked at first.
    const headers: Record<string, string> = /^"[\w-]+"$/.test(form.etag ?? '') ? { 'if-match': form.etag! } : {};
    await client.call(changeOrganisation, { params: { id }, body: changeIn(form, before), headers });
    return { statusCode: 303, headers: { location: `${at(DESK.organisation, id)}?done` } };
  } catch (error) {
    if (error instanceof Refused && [409, 412, 422, 503].includes(error.status)) return showOrganisation(visitor, form, error);
    throw error;
  }
});

async function showOrganisation(visitor: Visitor, given: Form = {}, refused?: Refused): Promise<Shown> {
  const { client, language, params, query, me } = visitor;
  const say = inLanguage(language);
  const id = params.id ?? '';
  const [organisation, lists, members] = await Promise.all([
    client.call(getOrganisation, { params: { id } }),
    client.call(getCatalogue),
    administered(me).length > 0 ? membersOf(client, id) : undefined,
  ]);
  const { parent, successor, name } = organisation;
  const around = await organisationsBy(
    client,
    [parent, successor].filter((each) => each !== undefined),
  );
  return {
    ...{ title: { zh: name, en: name }, here: DESK.people, status: refused?.status ?? 200 },
    body: html`${'done' in query && html`<p class="note" role="status">${say(query.done === 'added' ? ADDED : SAVED)}</p>`}
<section>${facts(organisation, around, lists, visitor)}</section>
${
  members &&
  html`<section><h2>${say({ zh: '更改资料', en: 'Change it' })}</h2>${recordForm(organisation, lists, visitor, given, refused)}</section>
<p class="stack"><a class="button second" href="${ofOrganisation(DESK.people, id)}">${say({ zh: '查看人员', en: 'Its people' })}</a>${robotsLink(id, language)}${addBelow(organisation, language)}</p>`
}`,
  };
}

/** What those above decide, and for whoever may not change the rest, that too. */
function facts(
  organisation: Organisation,
  around: ReadonlyMap<string, Organisation>,
  lists: Lists,
  { language }: Visitor,
): Html {
  const say = inLanguage(language);
  const { id, kinds, parent, unit, district, address, officePhone, levels, letterPrefix, successor } = organisation;
  const inWords = (list: readonly CatalogueEntry[] | undefined, code: string) =>
    list?.find((each) => each.code === code)?.[language] ?? code;
  const named = (code: string) => around.get(code)?.name ?? code;
  const rows: [Sentence, string | undefined][] = [
    [
      { zh: '类别', en: 'Kind' },
      listed(
        kinds.map((kind) => inWords(KINDS, kind)),
        language,
      ),
    ],
    [{ zh: '上级单位', en: 'Superior' }, parent && named(parent)],
    [{ zh: '计划单位', en: 'Unit of the plan' }, unit && inWords(lists.units, unit)],
    [{ zh: '已并入', en: 'Taken over by' }, successor && named(successor)],
    [{ zh: '区县', en: 'District' }, district && inWords(lists.districts, district)],
    [{ zh: '地址', en: 'Address' }, address],
    [LABELS.officePhone, officePhone],
    [
      { zh: '学段', en: 'Levels' },
      levels &&
        listed(
          levels.map((level) => inWords(lists.levels, level)),
          language,
        ),
    ],
    [{ zh: '函件字头', en: 'Letters begin with' }, letterPrefix],
    [{ zh: '代码', en: 'Code' }, id],
  ];
  return html`<dl>${rows.map(([label, value]) => value && html`<dt>${say(label)}</dt><dd>${value}</dd>`)}</dl>`;
}

function recordForm(
  organisation: Organisation,
  lists: Lists,
  { language, csrf }: Visitor,
  given: Form,
  refused?: Refused,
): Html {
  const say = inLanguage(language);
  const { errors, others } = errorsOf((refused?.errors ?? []).map(inPlainWords), fieldOf);
  const above =
    refused &&
    (others.length > 0 ? others : Object.keys(errors).length > 0 ? [CORRECT] : [refused.status === 412 ? STALE : refused]);
  const fields = new Fields(language, refused ? { given, errors } : EMPTY);
  return html`${above?.map((sentence) => html`<p class="wrong" role="alert">${say(sentence)}</p>`)}
<form method="post" action="${at(DESK.organisation, organisation.id)}"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="etag" value="${etagOf(organisation)}">
${recordFields(fields, organisation, lists)}
<button>${say({ zh: '保存', en: 'Save' })}</button></form>`;
}

/** As the API takes it: what the record does not have and nobody typed is left out; what it has cannot be emptied, which the API says. */
function changeIn(form: Form, before: Organisation): Change {
  const {
    name = '',
    district = '',
    address = '',
    contactName = '',
    contactPhone = '',
    letterPrefix = '',
    officePhone = '',
  } = form;
  const said = { district, address: address.trim(), letterPrefix: letterPrefix.trim(), officePhone: officePhone.trim() };
  const given = Object.entries(said).filter(
    ([field, typed]) => typed !== '' || (field in form && before[field as keyof typeof said]),
  );
  const contact = { name: contactName.trim(), phone: contactPhone.trim() };
  const isContact = contact.phone !== '' || contact.name !== (before.contact?.name ?? '');
  return {
    ...{ name: name.trim(), ...Object.fromEntries(given) },
    ...(before.kinds.includes('school') && { levels: ticked(form, 'levels') }),
    ...(isContact && { contact }),
  };
}

/** Below it others stand, of whom it is the superior. */
const addBelow = ({ id, kinds }: Organisation, language: Language): Html | undefined =>
  kindsBelow(kinds).length === 0
    ? undefined
    : html`<a class="button second" href="${DESK.newOrganisation}?${String(new URLSearchParams({ parent: id }))}">${{ zh: '新增下级单位', en: 'Add an organisation below' }[language]}</a>`;

const SAVED = { zh: '资料已保存。', en: 'Saved.' };
const ADDED = {
  zh: '单位已登记。请接着新增人员，否则发给它的事项无人处理。',
  en: 'Registered. Add its people next, or what is asked of it stays undone.',
};
const STALE = {
  zh: '在您填写期间，资料已被他人更改；现在的资料见上方。请核对您填写的内容，再保存一次。',
  en: 'Somebody else has changed it meanwhile; it stands above. Look at what you typed, and save it again.',
};
