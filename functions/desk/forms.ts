import type { CatalogueEntry } from '../catalogue/entry.ts';
import type { Language } from '../deadlines/say.ts';
import { type Html, html } from '../platform/html.ts';
import type { FieldError } from '../platform/problems.ts';
import type { Sentence } from '../platform/sentence.ts';

/** A form that was filled in and sent: what stands in it, and what was wrong with it. */
export interface Filled {
  given: Readonly<Record<string, string>>;
  /** By the name of the field. */
  errors: Readonly<Record<string, Sentence>>;
}

export const EMPTY: Filled = { given: {}, errors: {} };

/** Errors of the API by the form's own fields; `fieldOf` says which field a path belongs to, and what belongs to none stands above. */
export function errorsOf(
  errors: readonly FieldError[],
  fieldOf: (path: string) => string | undefined,
): { errors: Record<string, Sentence>; others: FieldError[] } {
  const named: Record<string, Sentence> = {};
  const others: FieldError[] = [];
  for (const error of errors) {
    const field = fieldOf(error.path);
    if (field === undefined) others.push(error);
    else named[field] ??= error;
  }
  return { errors: named, others };
}

const CHOOSE: Sentence = { zh: '请选择', en: 'Choose' };
/** Of a filter that lets everything through. */
export const ALL: Sentence = { zh: '不限', en: 'All' };

/** So many boxes are taken in at a glance. */
const MOST_UNFOLDED = 12;

interface Field {
  name: string;
  label: Sentence;
  hint?: Sentence;
  required?: boolean;
  /** What choosing nothing means, where that is a choice. */
  none?: Sentence;
}

/** One form's fields in one language, each with its label, its hint and what was wrong with it. */
export class Fields {
  readonly #language: Language;
  readonly #filled: Filled;
  readonly #prefix: string;

  /** @param prefix tells its ids from those of another form on the same page, whose fields have the same names */
  constructor(language: Language, filled: Filled, prefix = '') {
    this.#language = language;
    this.#filled = filled;
    this.#prefix = prefix;
  }

  input(field: Field, attributes: Record<string, string> = {}, preset = ''): Html {
    const value = this.#filled.given[field.name] ?? preset;
    return this.#around(field, html`<input ${this.#of(field)} value="${value}"${attributesOf(attributes)}>`);
  }

  text(field: Field, rows = 3): Html {
    const value = this.#filled.given[field.name];
    return this.#around(field, html`<textarea ${this.#of(field)} rows="${rows}">${value}</textarea>`);
  }

  choice(field: Field, entries: readonly CatalogueEntry[], preset = ''): Html {
    const chosen = this.#filled.given[field.name] ?? preset;
    // A browser takes the first entry where none is chosen: nobody must send what they have not seen.
    const first =
      field.required && entries.some(({ code }) => code === chosen)
        ? undefined
        : html`<option value="">${(field.none ?? CHOOSE)[this.#language]}</option>`;
    const options = entries.map(
      (entry) =>
        html`<option value="${entry.code}"${entry.code === chosen && html` selected`}>${entry[this.#language]}</option>`,
    );
    return this.#around(field, html`<select ${this.#of(field)}>${first}${options}</select>`);
  }

  /** Any number of a list: each is a field of its own, `name.code`. A long list is folded until something of it is chosen. */
  several({ name, label, hint }: Field, entries: readonly CatalogueEntry[], preset: readonly string[] = []): Html {
    const isSent = Object.keys(this.#filled.given).length > 0;
    const boxes = entries.map((entry) => {
      const field = `${name}.${entry.code}`;
      const checked = isSent ? field in this.#filled.given : preset.includes(entry.code);
      return html`<label><input type="checkbox" name="${field}" value="yes"${checked && html` checked`}>${entry[this.#language]}</label>`;
    });
    const list = html`<div class="checks">${boxes}</div>`;
    const isOpen = entries.some(({ code }) => `${name}.${code}` in this.#filled.given);
    const folded = html`<details${isOpen && html` open`}><summary>${{ zh: '展开选择', en: 'Choose' }[this.#language]}</summary>${list}</details>`;
    return html`<fieldset${this.#describedBy(name, hint)}><legend>${label[this.#language]}</legend>${this.#hint(name, hint)}${
      entries.length > MOST_UNFOLDED ? folded : list
    }${this.#error(name)}</fieldset>`;
  }

  #id = (name: string): string => `${this.#prefix}${name}`;

  #around(field: Field, control: Html): Html {
    const { name, label, hint } = field;
    return html`<div class="field"><label for="${this.#id(name)}">${label[this.#language]}</label>${this.#hint(name, hint)}${control}${this.#error(name)}</div>`;
  }

  #of({ name, hint, required }: Field): Html {
    const isWrong = this.#filled.errors[name] !== undefined;
    return html`id="${this.#id(name)}" name="${name}"${required && html` required`}${isWrong && html` aria-invalid="true"`}${this.#describedBy(name, hint)}`;
  }

  #describedBy(name: string, hint: Sentence | undefined): Html | false {
    const ids = [hint && `${this.#id(name)}-hint`, this.#filled.errors[name] && `${this.#id(name)}-error`]
      .filter(Boolean)
      .join(' ');
    return ids !== '' && html` aria-describedby="${ids}"`;
  }

  #hint = (name: string, hint: Sentence | undefined): Html | undefined =>
    hint && html`<p class="soft" id="${this.#id(name)}-hint">${hint[this.#language]}</p>`;

  #error(name: string): Html | undefined {
    const error = this.#filled.errors[name];
    return error && html`<p class="wrong" id="${this.#id(name)}-error">${error[this.#language]}</p>`;
  }
}

const attributesOf = (attributes: Record<string, string>): Html[] =>
  Object.entries(attributes).map(([name, value]) => html` ${name}="${value}"`);

/** Of the fields `name.code` the codes that were ticked. */
export const ticked = (given: Readonly<Record<string, string>>, name: string): string[] =>
  Object.keys(given)
    .filter((field) => field.startsWith(`${name}.`))
    .map((field) => field.slice(name.length + 1));
