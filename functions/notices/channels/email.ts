import MailComposer from 'nodemailer/lib/mail-composer';
import type { Outgoing } from '../notice.ts';
import type { Channel } from './channel.ts';
import { messageToken } from './message-token.ts';
import { NotDelivered } from './not-delivered.ts';
import type { Settings } from './settings.ts';
import { handOver } from './smtp.ts';
import { oneLine } from './words.ts';

type Sender = NonNullable<Settings['email']>;

/** One address as a mail server takes it: no name, no list, nothing that could begin another header. */
const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;

/** E-mail by the operator's mail server. */
export const emailChannel =
  ({ server, from }: Sender): Channel<'email'> =>
  async ({ email }, message, means) => {
    if (!ADDRESS.test(email)) throw new NotDelivered('no-such-address', true);
    const mail = await new MailComposer(composed(from, email, message)).compile().build();
    await handOver(server, { from: from.address, to: email }, mail, means);
  };

/** The message as a mail. What is an invitation goes as one, so that a calendar takes it; other files are attached. */
function composed(from: Sender['from'], email: string, { id, language, title, text, link, attachments = [] }: Outgoing) {
  const invitation = attachments.find(({ type }) => methodOf(type) !== undefined);
  return {
    from,
    to: { name: '', address: email },
    messageId: `<${messageToken(id)}@${from.address.split('@')[1]}>`,
    subject: oneLine(title),
    text: link === undefined ? `${text}\n` : `${text}\n\n${link}\n`,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language === 'en' ? 'en' : 'zh-CN' },
    ...(invitation && {
      icalEvent: { method: methodOf(invitation.type)!, filename: oneLine(invitation.name), content: invitation.content },
    }),
    attachments: attachments
      .filter((file) => file !== invitation)
      .map(({ name, type, content }) => ({ filename: oneLine(name), contentType: type, content })),
    ...{ disableFileAccess: true, disableUrlAccess: true },
  };
}

const methodOf = (type: string) => /^text\/calendar;.*\bmethod=([A-Za-z]+)/i.exec(type)?.[1]?.toUpperCase();
