import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { failure } from './call.ts';
import type { Means } from './channel.ts';
import { NotDelivered } from './not-delivered.ts';
import { checkTarget, originOf } from './targets.ts';

/** From whom to whom a mail is handed over. */
export interface Envelope {
  from: string;
  to: string;
}

/**
 * Hands one mail to a mail server, by a connection of its own. The connection is opened here, to an address that was checked: nodemailer
 * would look the name up itself.
 * @throws NotDelivered
 */
export async function handOver(server: URL, envelope: Envelope, mail: Buffer, means: Pick<Means, 'trusted' | 'signal'>) {
  const { signal } = means;
  let smtp: SMTPConnection | undefined;
  try {
    const connection = await open(server, means);
    smtp = new SMTPConnection({ ...manners(server, means), connection });
    await talk(smtp, server, envelope, mail, signal);
  } catch (error) {
    throw refusal(error, signal);
  } finally {
    smtp?.close();
  }
}

/** Anything but a server that the operator trusts is spoken to by TLS: from the beginning (smtps), or before anything is said. */
export function manners(server: URL, { trusted }: Pick<Means, 'trusted'>): SMTPConnectionOptions {
  const { hostname, port, protocol } = server;
  const secure = protocol === 'smtps:';
  return {
    ...{ host: hostname, port: Number(port), secure },
    requireTLS: !secure && !trusted.has(originOf(server)),
    tls: { servername: hostname, minVersion: 'TLSv1.2' },
  };
}

async function open(server: URL, { trusted, signal }: Pick<Means, 'trusted' | 'signal'>): Promise<Socket> {
  const lookup = checkTarget(server, trusted);
  const host = server.hostname.replace(/^\[(.*)\]$/, '$1');
  const socket = connect({ host, port: Number(server.port), signal, ...(lookup && { lookup: lookup as never }) });
  await once(socket, 'connect');
  return socket;
}

function talk(smtp: SMTPConnection, { username, password }: URL, envelope: Envelope, mail: Buffer, signal: AbortSignal) {
  return new Promise<void>((resolve, reject) => {
    const next = (step: () => void) => (error?: Error | null) => (error ? reject(error) : step());
    const send = () =>
      smtp.send(
        envelope,
        mail,
        next(() => {
          smtp.quit();
          resolve();
        }),
      );
    const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    smtp.on('error', reject);
    smtp.connect(next(username === '' ? send : () => smtp.login(auth, next(send))));
  });
}

/** A server's 5xx about the address or the message stays; about us (signing in, TLS), or 4xx, it may pass. */
function refusal(error: unknown, signal: AbortSignal): NotDelivered {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  if (responseCode === undefined) return failure(error, signal);
  return new NotDelivered(`smtp-${responseCode}`, responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE'));
}
