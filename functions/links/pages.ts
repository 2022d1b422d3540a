import { declineScopes, TASK_NAMES } from '../catalogue/visit-words.ts';
import { dueOf, momentOf } from '../deadlines/moments.ts';
import type { Task } from '../decisions/task.ts';
import type { TaskView } from '../decisions/view.ts';
import type { Answer } from '../platform/api.ts';
import { type Html, html } from '../platform/html.ts';
import type { Sentence } from '../platform/sentence.ts';
import { ANSWER_FIELDS } from './explained.ts';
import { button, type FormOptions, form, label, page, said, wrong } from './page.ts';
import { statisticsForms } from './statistics-form.ts';
import { taskFacts, unionToCall } from './task-facts.ts';
import { wording } from './wording.ts';
import { DONE, NO, YES } from './words.ts';

/** What the pages of a link say. Before the code is entered: what kind of question, until when, and nothing of the visit. */

type Concern = Pick<Task, 'step' | 'dueAt' | 'provisional'>;

/** Asks for the code that goes to the registered phone; `phone` is what is shown of its number. */
export function doorPage(
  task: Concern,
  { csrf, phone, now, isSent = false, refusal, status = 200, kept = {}, call }: DoorOptions,
): Answer {
  const { zh, en } = TASK_NAMES[task.step];
  const title = { zh: `请您办理：${zh}`, en: `Please decide: ${en}` };
  const ask = { zh: `获取验证码（发送至尾号 ${phone} 的手机）`, en: `Send a code to the phone that ends in ${phone}` };
  const again = { zh: '重新获取验证码', en: 'Send another code' };
  return page(
    status,
    title,
    said(dueOf(task, now).please),
    refusal && wrong(refusal),
    Object.keys(kept).length > 0 && said(NOT_LOST),
    isSent && said({ zh: `验证码已发送至尾号 ${phone} 的手机。`, en: `A code was sent to the phone that ends in ${phone}.` }),
    isSent &&
      form(
        { csrf, ...kept },
        label('code', { zh: '验证码', en: 'Code' }),
        html`<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="6" autofocus>`,
        button({ zh: '进入办理', en: 'Go on' }),
      ),
    form({ csrf, send: 'code', ...kept }, button(isSent ? again : ask, isSent ? 'second' : 'first')),
    call,
  );
}

const NOT_LOST: Sentence = {
  zh: '您填写的内容还在，输入验证码后可接着办理。',
  en: 'What you filled in is not lost; enter the code to go on.',
};

export interface DoorOptions {
  csrf: string;
  /** Its last digits. */
  phone: string;
  now: Date;
  isSent?: boolean;
  refusal?: Sentence;
  status?: number;
  /** Fields that carry along what was filled in before. */
  kept?: Record<string, string> | undefined;
  /** Whom to call with questions. */
  call?: Html | undefined;
}

/** The question with all that its decider may see, and a form for yes and one for no; of statistics one for what happened. */
export function taskPage(view: TaskView, { refusal, note, status = 200, now, ...options }: TaskOptions): Answer {
  return page(
    status,
    TASK_NAMES[view.kind],
    refusal && wrong(refusal),
    note && said(note),
    taskFacts(view, { catalogue: options.catalogue, language: 'zh', now, bothLabels: true }),
    taskForms(view, options),
    unionToCall(view, undefined),
  );
}

export const taskForms = (view: TaskView, options: FormOptions): Html =>
  view.kind === 'statistics' ? statisticsForms(view, options) : answerForms(view, options);

interface TaskOptions extends FormOptions {
  now: Date;
  refusal?: Sentence;
  note?: Sentence | undefined;
  status?: number;
}

function answerForms(view: TaskView, options: FormOptions): Html {
  const yes = YES[view.kind]!;
  const { csrf, choice: chosen, recording, language } = options;
  const { button, said } = wording(language);
  const called = recording?.says(yes) ?? (chosen ? APPROVE_CHOSEN : yes);
  return html`${form({ csrf, outcome: yes.outcome }, chosen, recording?.how('yes'), button(called))}${said(view.next)}${declineForm(view, options)}`;
}

const APPROVE_CHOSEN: Sentence = { zh: '批准所选人选', en: 'Approve those chosen' };

/** Why somebody declines is asked when they want to; what was refused stays open. */
function declineForm({ kind }: TaskView, options: FormOptions): Html {
  const { csrf, catalogue, reasonRequired, given, errors, recording, language } = options;
  const { words, label, choice, button, beside } = wording(language);
  const isAgain = given.outcome === 'decline';
  const no = recording?.says(NO) ?? NO;
  const { reasonCode, scope } = given;
  const { describes, said: wrongText } = beside(errors, 'text', 'text');
  const decline = form(
    { csrf, outcome: 'decline' },
    recording?.how('no'),
    kind === 'school-confirmation' &&
      choice('scope', ANSWER_FIELDS.scope, declineScopes, { required: true, chosen: scope, errors }),
    choice('reasonCode', ANSWER_FIELDS.reasonCode, catalogue.reasonCodes, {
      required: reasonRequired,
      chosen: reasonCode,
      errors,
    }),
    label('text', { zh: '补充说明（可不填）', en: 'In your words, if you like' }),
    html`<textarea id="text" name="text" rows="3" maxlength="500"${describes}>${given.text}</textarea>${wrongText}`,
    button(no, 'second'),
  );
  return html`<details${isAgain && html` open`}><summary class="button second">${words(no)}</summary>${decline}</details>`;
}

/** What was decided stands. */
export function donePage(outcome: string, at: string, now: Date): Answer {
  const { zh, en } = momentOf(at, now);
  return page(
    200,
    DONE[outcome] ?? { zh: '已记录', en: 'Recorded' },
    said({ zh: `办理时间：${zh}。可以关闭此页。`, en: `Decided at ${en}. You may close this page.` }),
  );
}

/** A refusal, in the words that the API has for it; below it what was typed in vain, and whom to call. */
export const refusalPage = (status: number, sentence: Sentence, ...more: (Html | undefined)[]): Answer =>
  page(status, sentence, ...more);
