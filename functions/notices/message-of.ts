import { createHash } from 'node:crypto';
import type { Sentence } from '../platform/sentence.ts';
import type { Notice, Outgoing, Route } from './notice.ts';
import type { Context, Words } from './templates.ts';

/** A notice with its words, and where its link leads. */
export interface Ready {
  notice: Notice;
  context: Context;
  words: Words;
}

/** A message about one notice, or about all that goes out to somebody at once. Pure. */
export function messageOf(
  ready: readonly [Ready, ...Ready[]],
  route: Route,
  language: keyof Sentence,
  link?: string,
): Outgoing {
  const [{ notice, words, context }] = ready;
  const id = idOf(
    ready.map((each) => each.notice),
    route,
  );
  const linked = link === undefined ? {} : { link };
  if (ready.length > 1) return { id, language, ...linked, ...digestOf(ready, language) };
  const title = words.title[language];
  const params = paramsOf(context, language, link);
  return { id, kind: notice.kind, language, title, text: words.text[language], params: { ...params, title }, ...linked };
}

/** Several at once: a line each, and one link to all. */
function digestOf(ready: readonly Ready[], language: keyof Sentence): Pick<Outgoing, 'kind' | 'title' | 'text' | 'params'> {
  const lines = ready.map(({ words, context }, i) => `${i + 1}. ${words.title[language]}${whenOf(context, language)}`);
  const count = String(ready.length);
  const title = language === 'zh' ? `您有 ${count} 条通知` : `${count} notices for you`;
  return { kind: 'digest', title, text: lines.join('\n'), params: { count, title } };
}

const whenOf = ({ visit, due }: Context, language: keyof Sentence): string => {
  const facts = [visit && `${visit.school} ${visit.time[language]}`, due?.brief[language]];
  const text = facts.filter(Boolean).join(language === 'zh' ? '，' : ', ');
  return text === '' ? '' : language === 'zh' ? `（${text}）` : ` (${text})`;
};

/** What a provider's registered template is filled with; each kind uses of it what its text needs. */
function paramsOf({ party, visit, step, due, speaker }: Context, language: keyof Sentence, link: string | undefined) {
  const params = {
    ...{ party, speaker, link, step: step?.[language], school: visit?.school },
    ...{ dueAt: due?.date[language], dueStamp: due?.stamp, begins: visit?.begins },
    ...{ time: visit?.time[language], activity: visit?.activity[language] },
  };
  return Object.fromEntries(Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** The same at every try of the same notices by the same channel. */
function idOf(notices: readonly Notice[], route: Route): string {
  const causes = notices.map(({ recipient, at, cause }) => [recipient, at, cause]);
  return createHash('sha256')
    .update(JSON.stringify([route, causes]))
    .digest('base64url')
    .slice(0, 22);
}
