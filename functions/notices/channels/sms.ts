import type { Outgoing } from '../notice.ts';
import { objectOf } from './answers.ts';
import type { Channel } from './channel.ts';
import { type Fields, fill } from './fill.ts';
import { mobileOf } from './mobile.ts';
import { NotDelivered } from './not-delivered.ts';
import type { Settings, SmsProvider, SmsTemplate } from './settings.ts';
import { oneLine } from './words.ts';

type Sms = NonNullable<Settings['sms']>;

/** SMS by whatever JSON API the operator's provider has: what is sent, and how success is told, are settings. */
export const smsChannel =
  (sms: Sms): Channel<'sms'> =>
  async ({ phone }, message, { call }) => {
    const to = mobileOf(phone)?.[sms.number];
    if (to === undefined) throw new NotDelivered('not-a-mobile-number', true);
    const template = sms.templates[message.kind] ?? sms.templates['*'];
    if (template === undefined && !sms.text) throw new NotDelivered('no-template', true);
    const fields = fieldsOf(sms, to, message, template);
    const content = fill(sms.body, fields);
    const headers = fill(sms.headers, fields) as Record<string, string>;
    judge(sms, await call(new URL(sms.url), { content, headers, id: message.id }));
  };

function fieldsOf({ sign }: Sms, to: string, message: Outgoing, template: SmsTemplate | undefined): Fields {
  const { id, kind, language, title, text, link = '' } = message;
  // One way to say what no parameter of the message's own says.
  const all: Record<string, string> = { title, link, ...message.params };
  const names = typeof template === 'object' ? template.params : Object.keys(all);
  const params = Object.fromEntries(names.map((name) => [name, oneLine(all[name] ?? '')]));
  return {
    ...{ id, kind, language, title, link, to, sign, params, values: Object.values(params) },
    template: typeof template === 'object' ? template.code : (template ?? ''),
    text: oneLine([text, link].filter(Boolean).join(' ')),
  };
}

/** Without a sign of success an answer that is well by HTTP is one. */
function judge({ success, permanent }: SmsProvider, body: string): void {
  if (!success) return;
  const found = at(objectOf(body), success.pointer);
  if (String(found) === String(success.equals)) return;
  const code = typeof found === 'string' || typeof found === 'number' ? String(found) : '';
  // A provider's code may stand in a log, a sentence of it may not.
  const told = /^[\w.-]{1,60}$/.test(code) && !/\d{7}/.test(code) ? `refused-${code}` : 'refused';
  throw new NotDelivered(told, permanent.map(String).includes(code));
}

/** What a JSON pointer (RFC 6901) points at. */
const at = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (inner, name) =>
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
          ? (inner as Record<string, unknown>)[name]
          : undefined,
      value,
    );
