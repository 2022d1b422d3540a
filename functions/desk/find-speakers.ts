import { honourLevels } from '../catalogue/honours.ts';
import type { Language } from '../deadlines/say.ts';
import { type Html, html } from '../platform/html.ts';
import type { FieldError } from '../platform/problems.ts';
import type { Sentence } from '../platform/sentence.ts';
import { listSpeakers } from '../talent/contract.ts';
import { type Answered, type Client, Refused } from './client.ts';
import type { Form } from './desk.ts';
import type { Fields } from './forms.ts';

/**
 * Somebody of the talent pool is named in a form, without a script: who types a whole name that one person bears has named that person;
 * else the form comes back, with all that stands in it, and shows whom the name may mean.
 */

/** Fields: what is typed, what of it was looked for, `found.<id>` who may be meant, `speaker.<id>` who is. */
const [TYPED, SEARCHED, FOUND, CHOSEN] = ['speakerName', 'searched', 'found.', 'speaker.'] as const;

const typedIn = (form: Form): string => (form[TYPED] ?? '').trim();
/** Each name once. */
const namesIn = (form: Form): string[] => [
  ...new Set(
    typedIn(form)
      .split(/[、,，;；\s]+/)
      .filter((name) => name !== ''),
  ),
];
/** In all, as the field takes it. */
const LONGEST = 100;
const idsUnder = (form: Form, prefix: string): string[] =>
  Object.keys(form).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));

/** Who is meant, in the order of the page. */
export const chosenIn = (form: Form): string[] => idsUnder(form, CHOSEN);

/** Of one name so many at the most; who means somebody else types more of it. */
const MOST = 8;

/**
 * The form with whoever its names mean. What is not clear is refused as the API refuses a field.
 * @throws Unclear with the form as it is to be shown
 */
export async function withSpeakers(client: Client, form: Form, { most, language }: Looking): Promise<Form> {
  if (namesIn(form).length > most || typedIn(form).length > LONGEST) throw new Unclear(form, TOO_MANY(most));
  const found = form[SEARCHED] === typedIn(form) ? form : await lookedUp(client, form, language);
  const chosen = chosenIn(found);
  if (typedIn(found) !== '' && (found.unclear !== undefined || chosen.length === 0)) {
    const { unclear: _, ...shown } = found;
    throw new Unclear(shown, idsUnder(shown, FOUND).length === 0 ? NOBODY : CHOOSE);
  }
  if (chosen.length > most) throw new Unclear(found, TOO_MANY(most));
  return found;
}

interface Looking {
  /** So many may be named. */
  most: number;
  /** In which those found are described. */
  language: Language;
}

/** Who is meant has to be said first. */
export class Unclear extends Refused {
  readonly form: Form;

  constructor(form: Form, sentence: Sentence) {
    const error: FieldError = { path: 'speakerId', code: 'unclear', ...sentence };
    super(422, { errors: [error] });
    this.form = form;
  }
}

async function lookedUp(client: Client, form: Form, language: Language): Promise<Form> {
  const found = await Promise.all(
    namesIn(form).map(async (name) => {
      const { speakers } = await client.call(listSpeakers, { query: { name, numbers: 'false', limit: String(MOST) as never } });
      return { name, speakers };
    }),
  );
  const single = found.flatMap(({ speakers }) => (speakers.length === 1 ? speakers : []));
  const isClear = found.every(({ name, speakers }) => speakers.length === 1 && speakers[0]!.name === name);
  return {
    ...form,
    [SEARCHED]: typedIn(form),
    ...Object.fromEntries(
      found.flatMap(({ speakers }) => speakers.map((each) => [FOUND + each.id, described(each, language)])),
    ),
    ...Object.fromEntries(single.map(({ id }) => [CHOSEN + id, 'yes'])),
    ...(!isClear && { unclear: 'yes' }),
  };
}

type Speaker = Answered<typeof listSpeakers>['speakers'][number];
function described({ name, trade, mainHonour }: Pick<Speaker, 'name' | 'trade' | 'mainHonour'>, language: Language): string {
  const level = honourLevels.find(({ code }) => code === mainHonour?.level)?.[language];
  const about = [trade, level].filter((part) => part !== undefined);
  return language === 'zh' ? `${name}（${about.join('，')}）` : `${name} (${about.join(', ')})`;
}

/** Somebody who is known already, as a form offers them. */
export const possibleSpeaker = (speaker: Known, language: Language): Form => ({
  [FOUND + speaker.id]: described(speaker, language),
});
type Known = Pick<Speaker, 'id' | 'name' | 'trade' | 'mainHonour'>;

/** The same, chosen already. */
export const namedSpeaker = (speaker: Known, language: Language): Form => ({
  ...possibleSpeaker(speaker, language),
  [CHOSEN + speaker.id]: 'yes',
});

/** The part of a form in which speakers are named; errors of the API stand at `speakerName`. */
export function speakerFields(fields: Fields, form: Form, language: Language, label: Sentence, required = false): Html {
  const chosen = new Set(chosenIn(form));
  const boxes = idsUnder(form, FOUND).map((id) => {
    const name = form[FOUND + id];
    return html`<input type="hidden" name="${FOUND}${id}" value="${name}"><label><input type="checkbox" name="${CHOSEN}${id}" value="yes"${chosen.has(id) && html` checked`}>${name}</label>`;
  });
  return html`${fields.input({ name: TYPED, label, hint: HINT, required: required && boxes.length === 0 }, { maxlength: '100' })}
${SEARCHED in form && html`<input type="hidden" name="${SEARCHED}" value="${form[SEARCHED]}">`}
${boxes.length > 0 && html`<fieldset><legend>${MEANT[language]}</legend><div class="checks people">${boxes}</div></fieldset>`}`;
}

const HINT: Sentence = {
  zh: '姓名或其中几个字；系统会在资源库中核对',
  en: 'A name or a part of it; it is looked up in the talent pool',
};
const MEANT: Sentence = { zh: '资源库中的人选（请勾选）', en: 'In the talent pool (tick whom you mean)' };
const CHOOSE: Sentence = { zh: '请在下面勾选您指的是谁，再提交一次', en: 'tick below whom you mean, and send it again' };
const NOBODY: Sentence = {
  zh: '资源库中没有叫这个名字的人，请换几个字',
  en: 'nobody in the pool is called that; try another part of the name',
};
const TOO_MANY = (most: number): Sentence => ({ zh: `最多 ${most} 位`, en: `at most ${most}` });
