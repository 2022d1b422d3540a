import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { SMTPServer } from 'smtp-server';
import { leaves, type Part, readMime } from './mime.ts';
import type { Sent } from './sent.ts';

/** The largest mail that is taken, in bytes. */
const LARGEST = 5 * 1024 * 1024;

export interface MailServerOptions {
  readonly away: () => boolean;
  readonly taken: (message: Omit<Sent, 'at'>) => void;
}

/**
 * A mail server on the loopback interface: takes every mail, and hands none on. What speaks SMTP is loaded at the first connection, because
 * most runs of the cloud send no mail.
 */
export class MailServer {
  readonly url: string;
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  private constructor(server: Server, options: MailServerOptions) {
    this.#server = server;
    this.url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
    let smtp: Promise<SMTPServer> | undefined;
    server.on('connection', (socket) => {
      this.#open.add(socket);
      socket.once('close', () => this.#open.delete(socket));
      smtp ??= speaker(options);
      void smtp.then((speaking) => speaking.server.emit('connection', socket));
    });
  }

  static async listen(options: MailServerOptions): Promise<MailServer> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return new MailServer(server, options);
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#open) socket.destroy();
    await closed;
  }
}

async function speaker({ away, taken }: MailServerOptions): Promise<SMTPServer> {
  const { SMTPServer } = await import('smtp-server');
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], disableReverseLookup: true },
    ...{ size: LARGEST, logger: false, name: 'local.invalid' },
    onConnect: (_, done) =>
      done(away() ? Object.assign(new Error('the mail server is away'), { responseCode: 421 }) : undefined),
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        const message = messageOf(readMime(Buffer.concat(chunks)));
        for (const { address } of envelope.rcptTo) taken({ route: 'email', to: address, ...message });
        done();
      });
    },
  });
  // A client that goes away in the middle of a mail ends that connection, nothing else.
  server.on('error', () => {});
  return server;
}

/** What a reader of the mail sees. An invitation stands in it twice: to be read by a calendar, and as a file. */
function messageOf(mail: Part): Omit<Sent, 'route' | 'to' | 'at'> {
  const parts = leaves(mail);
  const body = parts.find(({ type, name }) => type === 'text/plain' && name === undefined)?.text ?? '';
  const link = /^(https?:\/\/\S+)\s*$/m.exec(body)?.[1];
  const attachments = parts.flatMap(({ type, name, text }) => (name === undefined ? [] : [{ name, type, content: text }]));
  return {
    id: mail.headers.get('message-id') ?? '',
    title: mail.headers.get('subject') ?? '',
    text: body.replaceAll('\r\n', '\n').trim(),
    ...(link !== undefined && { link }),
    ...(attachments.length > 0 && { attachments }),
  };
}
