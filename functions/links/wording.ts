import type { CatalogueEntry } from '../catalogue/entry.ts';
import type { Language } from '../deadlines/say.ts';
import { type Html, html } from '../platform/html.ts';
import type { FieldError } from '../platform/problems.ts';
import type { Sentence } from '../platform/sentence.ts';

interface ChoiceOptions {
  required: boolean;
  chosen: string | undefined;
  errors?: readonly FieldError[] | undefined;
}

export type Wording = ReturnType<typeof wording>;

/** The parts of a form: in one language where somebody has chosen one, else Chinese with the English beside or below it. */
export function wording(language?: Language) {
  const words = ({ zh, en }: Sentence): Html =>
    language ? html`${{ zh, en }[language]}` : html`${zh} <small lang="en">${en}</small>`;
  const lines = ({ zh, en }: Sentence): Html =>
    language ? html`${{ zh, en }[language]}` : html`${zh}<br><small lang="en">${en}</small>`;
  const label = (id: string, title: Sentence): Html => html`<label for="${id}">${words(title)}</label>`;

  /** What is wrong at a path of the API or below it, beside its field; `describes` ties the two together. */
  const beside = (errors: readonly FieldError[] | undefined, path: string, id: string) => {
    const error = errors?.find((each) => each.path === path || each.path.startsWith(`${path}.`));
    return {
      describes: error && html` aria-invalid="true" aria-describedby="${id}-error"`,
      said: error && html`<p class="wrong" id="${id}-error">${lines(error)}</p>`,
    };
  };

  return {
    words,
    label,
    beside,
    /** A paragraph. */
    said: (sentence: Sentence): Html => html`<p>${lines(sentence)}</p>`,
    button: (sentence: Sentence, kind: 'first' | 'second' = 'first'): Html =>
      html`<button class="${kind}">${words(sentence)}</button>`,
    /** A list to choose from; the first line chooses nothing. */
    choice(name: string, title: Sentence, entries: readonly CatalogueEntry[], options: ChoiceOptions): Html {
      const { required, chosen, errors } = options;
      const { describes, said } = beside(errors, name, name);
      const named = ({ zh, en }: Sentence) => (language ? { zh, en }[language] : `${zh} · ${en}`);
      return html`${label(name, title)}<select id="${name}" name="${name}"${required && html` required`}${describes}><option value="">${named(CHOOSE)}</option>${entries.map(
        (entry) => html`<option value="${entry.code}"${entry.code === chosen && html` selected`}>${named(entry)}</option>`,
      )}</select>${said}`;
    },
  };
}

const CHOOSE: Sentence = { zh: '请选择', en: 'Choose' };
