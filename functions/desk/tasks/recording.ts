import { channels } from '../../catalogue/visit-words.ts';
import type { Language } from '../../deadlines/say.ts';
import type { getTask } from '../../decisions/contract.ts';
import type { Recording } from '../../links/page.ts';
import { type Html, html } from '../../platform/html.ts';
import type { FieldError } from '../../platform/problems.ts';
import { headed, type Sentence } from '../../platform/sentence.ts';
import type { Answered } from '../client.ts';
import { type Form, inLanguage, type Visitor } from '../desk.ts';
import { errorsOf, Fields } from '../forms.ts';
import type { Me } from '../me.ts';
import { organisationName } from '../names.ts';

/** A union enters what a party said by phone, in a letter or in person (代录). */

type Task = Answered<typeof getTask>;
type Asked = Pick<Task, 'kind' | 'partyId' | 'escalatedTo'>;

/** Whether it is the reader's own word that is asked: theirs, or the party's to which the late question was passed on. */
export const isAsked = (task: Asked, me: Me): boolean =>
  isParty(task, me) || me.organisations.some(({ id, role }) => role !== 'speaker' && id === task.escalatedTo);

/** Whether the reader is, or acts for, the party itself. */
export const isParty = ({ kind, partyId }: Pick<Task, 'kind' | 'partyId'>, { speakerId, organisations }: Me): boolean =>
  kind === 'speaker-confirmation'
    ? speakerId === partyId
    : organisations.some(({ id, role }) => id === partyId && role !== 'administrator' && role !== 'speaker');

/** Whose answers others enter. */
const OF_OTHERS = new Set<Task['kind']>(['employer-release', 'speaker-confirmation', 'school-confirmation', 'statistics']);

/** Only a union does; for which parties, the API says. */
export const mayRecord = ({ kind }: Pick<Task, 'kind'>, { roles }: Me): boolean =>
  OF_OTHERS.has(kind) && roles.includes('union');

/** What has to be plain before anything is pressed. */
export const recordingNote = (party: string, language: Language): Html =>
  html`<p class="note"><strong>${{ zh: `您正在代 ${party} 登记答复`, en: `You are entering the answer of ${party}` }[language]}</strong><br>${MEANS[language]}</p>`;

const MEANS: Sentence = {
  zh: '请按对方的原话登记。对方会收到通知，如与事实不符，可以提出异议并重新答复。',
  en: 'Enter what they said, and nothing else. They are told of it, and may object and answer anew.',
};

/** What the forms ask besides, where the answer is another's. */
export function recordingOf(
  { kind, partyId }: Asked,
  { language }: Pick<Visitor, 'language'>,
  given: Form,
  wrong: readonly FieldError[] = [],
): Recording {
  const { errors } = errorsOf(wrong, (path) => (['channel', 'evidence'].includes(path) ? path : undefined));
  return {
    how: (form) => {
      const fields = new Fields(language, { given, errors }, `${form}-`);
      const channel = fields.choice({ name: 'channel', label: LABELS.channel, required: true }, channels);
      const evidence = fields.input(
        { name: 'evidence', label: LABELS.evidence, hint: HINT, required: true },
        { maxlength: '200' },
      );
      return html`<input type="hidden" name="${kind === 'speaker-confirmation' ? SPEAKER : ORGANISATION}" value="${partyId}">${channel}${evidence}`;
    },
    says: ({ zh, en }) => ({ zh: headed('登记', zh, 'zh'), en: headed('Enter', en, 'en') }),
  };
}

const [SPEAKER, ORGANISATION] = ['for.speakerId', 'for.organisationId'];

/** For whom and how, as the API takes it; nothing where the word is one's own. */
export function recordedIn(form: Form): Record<string, unknown> {
  const { [SPEAKER]: speakerId, [ORGANISATION]: organisationId, channel, evidence } = form;
  const onBehalfOf = speakerId !== undefined ? { speakerId } : organisationId !== undefined ? { organisationId } : undefined;
  return onBehalfOf === undefined ? {} : { onBehalfOf, ...howIn({ channel, evidence }) };
}

/** How a word came, of what a form sent; what was left empty is left out. */
export const howIn = ({ channel, evidence }: Record<string, string | undefined>): { channel?: Channel; evidence?: string } => ({
  ...(channel && { channel: channel as Channel }),
  ...(evidence !== undefined && evidence.trim() !== '' && { evidence: evidence.trim() }),
});
type Channel = 'phone' | 'letter' | 'in-person';

/** What the fields are called that say how a word came. */
export const LABELS = {
  channel: { zh: '对方怎样答复的', en: 'How the answer came' },
  evidence: { zh: '谁、什么时候说的', en: 'Who said it, and when' },
} satisfies Record<string, Sentence>;
const HINT: Sentence = {
  zh: '如：3月3日 10:20 人事科来电，或来函文号',
  en: 'Like: the staff office rang on 3 March at 10:20; or the number of the letter',
};

type Actor = NonNullable<NonNullable<Task['decision']>['by']>;

/** Who entered it, for whom and how; undefined of a word that somebody gave themselves. */
export async function recordedAs(
  { name, organisation, onBehalfOf }: Actor,
  party: string,
  { client, language }: Pick<Visitor, 'client' | 'language'>,
): Promise<Html | undefined> {
  if (!onBehalfOf) return undefined;
  const say = inLanguage(language);
  const who = [organisation && (await organisationName(client, organisation)), name].filter(Boolean).join(' ');
  const how = channels.find(({ code }) => code === onBehalfOf.channel)?.[language] ?? onBehalfOf.channel;
  const sentence = { zh: `${who} 代 ${party} 登记（${how}）`, en: `${who} entered it for ${party} (${how})` };
  const { evidence } = onBehalfOf;
  return html`${say(sentence)}${evidence !== undefined && html`<br>${headed(say({ zh: '凭据', en: 'What shows it' }), evidence, language)}`}`;
}
