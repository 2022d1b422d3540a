import type { OrganisationKind } from '../../access/organisation.ts';
import type { CatalogueEntry } from '../../catalogue/entry.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Sentence } from '../../platform/sentence.ts';
import type { Fields } from '../forms.ts';
import type { Organisation } from '../names.ts';

/** What is said of an organisation in a form. */

export type Lists = Readonly<Record<string, readonly CatalogueEntry[]>>;

/** What whoever looks after it may change; `record` is what stands. */
export const recordFields = (fields: Fields, record: Partial<Organisation>, lists: Lists): Html =>
  html`${fields.input({ name: 'name', label: LABELS.name, required: true }, {}, record.name)}
${fields.choice({ name: 'district', label: LABELS.district, required: record.district !== undefined }, lists.districts ?? [], record.district)}
${fields.input({ name: 'address', label: LABELS.address, hint: HINTS.address }, {}, record.address)}
${fields.input({ name: 'officePhone', label: LABELS.officePhone, hint: HINTS.officePhone }, { type: 'tel', autocomplete: 'off' }, record.officePhone)}
${record.kinds?.includes('school') && fields.several({ name: 'levels', label: LABELS.levels }, lists.levels ?? [], record.levels)}
<div class="pair figures">${fields.input({ name: 'contactName', label: LABELS.contactName }, { autocomplete: 'off' }, record.contact?.name)}
${fields.input({ name: 'contactPhone', label: LABELS.contactPhone, ...(record.name !== undefined && { hint: HINTS.contactPhone }) }, { type: 'tel', autocomplete: 'off' })}</div>
${record.kinds?.includes('union') && fields.input({ name: 'letterPrefix', label: LABELS.letterPrefix, hint: HINTS.letterPrefix }, {}, record.letterPrefix)}`;

/** What can stand below an organisation of these kinds, as it is chosen in a form. */
export const kindsBelow = (kinds: readonly OrganisationKind[]): CatalogueEntry[] => {
  const below = new Set(kinds.flatMap((kind): string[] => BELOW[kind] ?? []));
  return KINDS.filter(({ code }) => below.has(code));
};

const BELOW: Partial<Record<OrganisationKind, OrganisationKind[]>> = {
  education: ['school', 'education'],
  union: ['employer', 'union', 'association'],
};

/** Which field of a form a path of the API is about. */
export const fieldOf = (path: string): string | undefined => FIELDS[path] ?? FIELDS[path.split('.')[0]!];
const FIELDS: Record<string, string> = {
  ...{
    name: 'name',
    district: 'district',
    address: 'address',
    levels: 'levels',
    letterPrefix: 'letterPrefix',
    officePhone: 'officePhone',
  },
  ...{ contact: 'contactName', 'contact.name': 'contactName', 'contact.phone': 'contactPhone' },
};

/** What an organisation can be. */
export const KINDS: readonly CatalogueEntry[] = [
  { code: 'school', zh: '学校', en: 'School' },
  { code: 'union', zh: '工会', en: 'Union' },
  { code: 'employer', zh: '企业（单位）', en: 'Employer' },
  { code: 'education', zh: '教育行政部门', en: 'Education authority' },
  { code: 'association', zh: '劳模协会', en: 'Association' },
];
/** What the parts of a record are called. */
export const LABELS = {
  name: { zh: '名称', en: 'Name' },
  district: { zh: '区县', en: 'District' },
  address: { zh: '地址', en: 'Address' },
  officePhone: { zh: '办公电话', en: 'Office phone' },
  levels: { zh: '学段', en: 'Levels' },
  contactName: { zh: '联系人', en: 'Contact' },
  contactPhone: { zh: '联系人手机', en: 'Their number' },
  letterPrefix: { zh: '函件字头', en: 'Letters begin with' },
} satisfies Record<string, Sentence>;
const HINTS = {
  address: { zh: '申请和函件里的地址取自这里', en: 'Requests and letters take it from here' },
  officePhone: { zh: '全市单位都能看到，请勿填写个人手机', en: 'Shown to the whole city; nobody’s personal number' },
  contactPhone: { zh: '已登记的不显示；不换联系人请留空', en: 'Not shown; leave it empty to keep the contact' },
  letterPrefix: { zh: '如“洪工函”，用于〔2026〕之前', en: 'What stands in front of 〔2026〕' },
} satisfies Record<string, Sentence>;
