import { connect, type Socket } from 'node:net';
import Mail from 'nodemailer/lib/mailer';
import SMTPTransport from 'nodemailer/lib/smtp-transport';
import type { Outgoing } from '../notice.ts';
import { failure } from './call.ts';
import { type Channel, type Means, NotDelivered } from './channel.ts';
import { messageToken } from './message-token.ts';
import type { Settings } from './settings.ts';
import { checkTarget, originOf } from './targets.ts';
import { oneLine } from './words.ts';

type Sender = NonNullable<Settings['email']>;

/** One address as a mail server takes it: no name, no list, nothing that could begin another header. */
const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;

/** E-mail by the operator's mail server. Each message has a connection of its own. */
export const emailChannel =
  ({ server, from }: Sender): Channel<'email'> =>
  async ({ email }, message, means) => {
    if (!ADDRESS.test(email)) throw new NotDelivered('no-such-address', true);
    const transport = new Mail(new SMTPTransport(connectionTo(server, means)));
    try {
      await transport.sendMail({ ...mail(from, email, message), signal: means.signal });
    } catch (error) {
      throw refusal(error, means.signal);
    } finally {
      transport.close();
    }
  };

/** Everything but a server that the operator trusts is spoken to by TLS, from the beginning (smtps) or before anything is said. */
export function connectionTo(server: URL, { trusted, signal }: Pick<Means, 'trusted' | 'signal'>) {
  const { hostname, port, protocol, username, password } = server;
  const secure = protocol === 'smtps:';
  const bare = new URL(server);
  bare.username = bare.password = '';
  return {
    ...{ host: hostname, port: Number(port), secure },
    requireTLS: !secure && !trusted.has(originOf(bare)),
    ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    tls: { servername: hostname, minVersion: 'TLSv1.2' as const },
    // The connection is ours, to an address that was checked; nodemailer would look the name up itself.
    getSocket: (_: unknown, ready: (error: Error | null, opened?: { connection: Socket }) => void) => {
      try {
        const lookup = checkTarget(server, trusted);
        const socket = connect({ host: hostname, port: Number(port), signal, ...(lookup && { lookup: lookup as never }) });
        socket.once('error', ready);
        socket.once('connect', () => {
          socket.off('error', ready);
          ready(null, { connection: socket });
        });
      } catch (error) {
        ready(error as Error);
      }
    },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  };
}

/** The message as a mail. What is an invitation goes as one, so that a calendar takes it; other files are attached. */
function mail(from: Sender['from'], email: string, { id, language, title, text, link, attachments = [] }: Outgoing) {
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
  };
}

const methodOf = (type: string) => /^text\/calendar;.*\bmethod=([A-Za-z]+)/i.exec(type)?.[1]?.toUpperCase();

/** A server's 5xx about the address or the message stays; about us (signing in, TLS), or 4xx, it may pass. */
function refusal(error: unknown, signal: AbortSignal): NotDelivered {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  if (responseCode === undefined) return failure(error, signal);
  return new NotDelivered(`smtp-${responseCode}`, responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE'));
}
