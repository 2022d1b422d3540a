import { declineScopes, TASK_NAMES } from '../catalogue/visit-words.ts';
import { momentOf, untilOf } from '../deadlines/moments.ts';
import type { Task } from '../decisions/task.ts';
import type { TaskView } from '../decisions/view.ts';
import type { Answer } from '../platform/api.ts';
import { type Html, html } from '../platform/html.ts';
import { type FieldError, Invalid, type Problem } from '../platform/problems.ts';
import type { Sentence } from '../platform/sentence.ts';
import { button, type FormOptions, form, label, page, said, wrong } from './page.ts';
import { STATISTICS_FIELDS, statisticsForms } from './statistics-form.ts';
import { taskFacts, unionToCall } from './task-facts.ts';
import { wording } from './wording.ts';
import { DONE, NO, YES } from './words.ts';

/** What the pages of a link say. Before the code is entered: what kind of question, until when, and nothing of the visit. */

type Concern = Pick<Task, 'step' | 'expiresAt' | 'provisional'>;

/** Asks for the code that goes to the registered phone; `phone` is masked. */
export function doorPage(
  { step, expiresAt, provisional }: Concern,
  { csrf, phone, isSent = false, refusal, status = 200 }: DoorOptions,
): Answer {
  const until = untilOf(expiresAt, provisional);
  const title = { zh: `请您办理：${TASK_NAMES[step].zh}`, en: `Please decide: ${TASK_NAMES[step].en}` };
  const ask = { zh: `获取验证码（发送至尾号 ${phone} 的手机）`, en: `Send a code to the phone that ends in ${phone}` };
  const again = { zh: '重新获取验证码', en: 'Send another code' };
  return page(
    status,
    title,
    said({ zh: `请在 ${until.zh} 前办理。`, en: `Please decide before ${until.en}.` }),
    refusal && wrong(refusal),
    isSent && said({ zh: `验证码已发送至尾号 ${phone} 的手机。`, en: `A code was sent to the phone that ends in ${phone}.` }),
    isSent &&
      form(
        { csrf },
        label('code', { zh: '验证码', en: 'Code' }),
        html`<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="6" autofocus>`,
        button({ zh: '进入办理', en: 'Go on' }),
      ),
    form({ csrf, send: 'code' }, button(isSent ? again : ask, isSent ? 'second' : 'first')),
  );
}

interface DoorOptions {
  csrf: string;
  phone: string;
  isSent?: boolean;
  refusal?: Sentence;
  status?: number;
}

/** The question with all that its decider may see, and a form for yes and one for no; of statistics one for what happened. */
export function taskPage(view: TaskView, { refusal, status = 200, now, ...options }: TaskOptions): Answer {
  return page(
    status,
    TASK_NAMES[view.kind],
    refusal && wrong(refusal),
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
    kind === 'school-confirmation' && choice('scope', FIELDS.scope!, declineScopes, { required: true, chosen: scope, errors }),
    choice('reasonCode', FIELDS.reasonCode!, catalogue.reasonCodes, { required: reasonRequired, chosen: reasonCode, errors }),
    label('text', { zh: '补充说明（可不填）', en: 'In your words, if you like' }),
    html`<textarea id="text" name="text" rows="3" maxlength="500"${describes}>${given.text}</textarea>${wrongText}`,
    button(no, 'second'),
  );
  return html`<details${isAgain && html` open`}><summary class="button second">${words(no)}</summary>${decline}</details>`;
}

/** What was decided stands. */
export const donePage = (outcome: string, at: string): Answer =>
  page(
    200,
    DONE[outcome] ?? { zh: '已记录', en: 'Recorded' },
    said({ zh: `办理时间 ${momentOf(at)}。可以关闭此页。`, en: `Decided at ${momentOf(at)}. You may close this page.` }),
  );

/** Fields that can be refused, as the form calls them. */
const FIELDS: Record<string, Sentence> = {
  scope: { zh: '谢绝什么', en: 'What you decline' },
  reasonCode: { zh: '谢绝的原因', en: 'Why you decline' },
  text: { zh: '补充说明', en: 'In your words' },
  channel: { zh: '答复方式', en: 'How the answer came' },
  evidence: { zh: '答复凭据', en: 'What shows it' },
};

/** A field by its path: `schools.0.directStudents` stands below `schools`. */
const fieldOf = (path: string): Sentence | undefined => FIELDS[path] ?? STATISTICS_FIELDS[path.split('.')[0]!];

/** What is wrong with what was filled in, field by field. */
export const explained = (problem: Problem): Sentence =>
  problem instanceof Invalid ? explainedErrors(problem.errors) : problem;

export const explainedErrors = (errors: readonly FieldError[]): Sentence => {
  const lines = (language: keyof Sentence) =>
    errors.map((error) => `${fieldOf(error.path)?.[language] ?? error.path}: ${error[language]}`).join('; ');
  return { zh: lines('zh'), en: lines('en') };
};

/** A refusal, in the words that the API has for it. */
export const refusalPage = (status: number, sentence: Sentence): Answer => page(status, sentence);
