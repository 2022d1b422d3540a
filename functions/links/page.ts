import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Language } from '../deadlines/say.ts';
import type { Answer } from '../platform/api.ts';
import { type Html, html } from '../platform/html.ts';
import { htmlPage } from '../platform/html-page.ts';
import type { FieldError } from '../platform/problems.ts';
import type { Sentence } from '../platform/sentence.ts';
import { wording } from './wording.ts';

/** One column, big letters, big buttons, no script: for an old phone, and for somebody who seldom uses one. */
const STYLE = `
body{font:20px/1.6 system-ui,sans-serif;max-width:24em;margin:1em auto;padding:0 1em;color:#222;background:#fff}
h1{font-size:1.4em;margin-bottom:0}
h2{font-size:1.1em}
small,.en{color:#555;font-size:.75em}
.wrong{color:#a00;border-left:.3em solid #a00;padding-left:.6em}
dt{color:#555;font-size:.8em;margin-top:.6em}
dd{margin:0}
form{margin:1.5em 0}
fieldset{border:0;margin:.8em 0 0;padding:0}
label{display:block;margin:.8em 0 .2em}
input[type=checkbox]{width:auto;transform:scale(1.5);margin-right:.6em}
input,select,textarea,button{box-sizing:border-box;width:100%;font:inherit;padding:.6em;border:2px solid #767676;border-radius:.4em;background:#fff}
button{margin-top:.8em;min-height:3.2em;background:#a4161a;border-color:#a4161a;color:#fff}
button small{color:inherit}
summary,a.button{display:flex;flex-wrap:wrap;align-items:center;justify-content:center;gap:0 .4em;box-sizing:border-box;margin-top:.8em;padding:.6em;min-height:3.2em;text-align:center;border:2px solid #a4161a;border-radius:.4em;cursor:pointer;list-style:none;text-decoration:none}
button.second,summary,a.button{background:#fff;color:#a4161a}
`;

const sheet = htmlPage(STYLE);

/** A page: Chinese first, English below. */
export const page = (status: number, title: Sentence, ...body: (Html | false | undefined)[]): Answer =>
  sheet(
    status,
    title.zh,
    html`<h1>${title.zh}</h1>
<p class="en" lang="en">${title.en}</p>
${body}`,
  );

/** What went wrong. */
export const wrong = ({ zh, en }: Sentence): Html =>
  html`<p class="wrong" role="alert">${zh}<br><small lang="en">${en}</small></p>`;

/** A form that goes back to the page's own address. */
export const form = (fields: Record<string, string>, ...content: (Html | undefined | false)[]): Html =>
  html`<form method="post">${Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}${content}</form>`;

/** Of pages that whoever comes by a link reads. */
export const { said, button, label } = wording();

/** What the forms of a question are made with. */
export interface FormOptions {
  csrf: string;
  catalogue: Catalogue;
  reasonRequired: boolean;
  /** What was filled in before and refused: nobody types it twice. */
  given: Record<string, string>;
  /** What is chosen along with a yes. */
  choice?: Html;
  /** Where somebody enters what another said. */
  recording?: Recording;
  /** What was wrong, to be said beside each field. */
  errors?: readonly FieldError[];
  /** Of whoever has chosen one; else both are there. */
  language?: Language;
  /** Times are picked and not typed. */
  picksTimes?: boolean;
}

/** How the forms differ for whoever enters another's answer (代录). */
export interface Recording {
  /** What each form asks besides: how the answer came, and what shows it. `form` tells the ids of one form from those of the next. */
  how(form: string): Html;
  /** What a button is called whose press is not the own word of who presses it. */
  says(label: Sentence): Sentence;
}
