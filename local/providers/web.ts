import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Route, Sent } from './sent.ts';

type Json = Record<string, unknown>;
/** What a provider has understood of a request: the message, without what the server adds. */
type Message = Omit<Sent, 'route' | 'at' | 'id'>;

interface Request {
  readonly url: URL;
  readonly body: Json;
  readonly id?: string;
}

/** A provider's answer, and the message if it has taken one. */
interface Taken {
  readonly answer: Json;
  readonly message?: Message;
}

interface Provider {
  readonly route: Route;
  readonly path: RegExp;
  take(request: Request): Taken;
}

/** Good for this run: whoever comes with an older one fetches another, as with the vendors. */
const TOKEN = randomBytes(16).toString('hex');
const token: Taken = { answer: { errcode: 0, errmsg: 'ok', access_token: TOKEN, expires_in: 7200 } };
const wrongToken: Taken = { answer: { errcode: 40014, errmsg: 'invalid access_token' } };
const known = ({ url }: Request) => url.searchParams.get('access_token') === TOKEN;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const inner = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const optional = (name: string, value: unknown) => (text(value) === '' ? {} : { [name]: text(value) });

/** The vendors, as far as a channel can tell; SMS in a form of our own (`SMS_PROVIDER`). */
const PROVIDERS: readonly Provider[] = [
  {
    route: 'sms',
    path: /^\/sms$/,
    take: ({ body }) => ({
      answer: { code: 'OK' },
      message: {
        to: text(body.to),
        text: text(body.text),
        ...optional('kind', body.kind),
        ...optional('title', body.title),
        ...optional('link', body.link),
      },
    }),
  },
  { route: 'wecom', path: /^\/wecom\/cgi-bin\/gettoken$/, take: () => token },
  {
    route: 'wecom',
    path: /^\/wecom\/cgi-bin\/message\/send$/,
    take: (request) => {
      const { touser, textcard, text: plain } = request.body;
      const { title, description, url } = inner(textcard);
      const message = {
        to: text(touser),
        text: text(description) || text(inner(plain).content),
        ...optional('title', title),
        ...optional('link', url),
      };
      return known(request) ? { answer: { errcode: 0, errmsg: 'ok', msgid: 'local' }, message } : wrongToken;
    },
  },
  { route: 'official-account', path: /^\/official-account\/cgi-bin\/stable_token$/, take: () => token },
  {
    route: 'official-account',
    path: /^\/official-account\/cgi-bin\/message\/(template\/send|subscribe\/bizsend)$/,
    take: (request) => {
      const { touser, data, url, page } = request.body;
      const lines = Object.values(inner(data)).map((each) => text(inner(each).value));
      const message = { to: text(touser), text: lines.join('\n'), ...optional('link', url ?? page) };
      return known(request) ? { answer: { errcode: 0, errmsg: 'ok', msgid: 1 }, message } : wrongToken;
    },
  },
  {
    route: 'robot',
    path: /^\/robots\//,
    take: ({ url, body }) => ({
      answer: { errcode: 0, code: 0, errmsg: 'ok' },
      message: {
        // Which robot: the vendor's own address, without key and signature.
        to: url.pathname.split('/').slice(2).join('/'),
        text: text(inner(body.text).content) || text(inner(body.content).text),
      },
    }),
  },
];

export interface WebProvidersOptions {
  /** Whether the provider of this route does not answer just now. */
  readonly away: (route: Route) => boolean;
  /** Hears of each message that was taken. */
  readonly taken: (message: Omit<Sent, 'at'>) => void;
}

/** One server on the loopback interface that stands for every provider which is spoken to by HTTP. */
export class WebProviders {
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async listen({ away, taken }: WebProvidersOptions): Promise<WebProviders> {
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const provider = PROVIDERS.find(({ path }) => path.test(url.pathname));
      // A provider that is away is not reached at all.
      if (provider && away(provider.route)) return void request.socket.destroy();
      void bodyOf(request).then((body) => {
        const id = request.headers['idempotency-key'];
        const named = typeof id === 'string' ? { id: decodeURIComponent(id) } : {};
        const { answer, message } = provider?.take({ url, body, ...named }) ?? { answer: {} };
        if (provider && message) taken({ route: provider.route, ...message, ...named });
        response.writeHead(provider ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return new WebProviders(server);
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}

/** What was sent; nothing for what is no JSON object. */
async function bodyOf(request: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    return inner(JSON.parse(Buffer.concat(chunks).toString()));
  } catch {
    return {};
  }
}
