import { html } from '../../platform/html.ts';
import type { Refused } from '../client.ts';
import { inLanguage, type Shown, type Visitor } from '../desk.ts';
import { DESK } from '../paths.ts';

/** Why something of one's own settings was not done, and the way back to them. */
export function explained(refused: Refused, { language }: Visitor): Shown {
  const say = inLanguage(language);
  const sentences = refused.errors.length > 0 ? refused.errors : [refused];
  return {
    ...{ title: { zh: '我的设置', en: 'My settings' }, here: DESK.settings, status: refused.status },
    body: html`${sentences.map((sentence) => html`<p class="wrong" role="alert">${say(sentence)}</p>`)}<p><a class="button" href="${DESK.settings}">${say({ zh: '返回我的设置', en: 'Back to my settings' })}</a></p>`,
  };
}
