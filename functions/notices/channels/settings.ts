import * as z from 'zod/mini';
import { MessageKind } from '../message.ts';
import { NoticeKind, type Outgoing } from '../notice.ts';

/** A setting that the operator has got wrong. Its name is the code, so that the log tells it; its value is told nowhere. */
export class WrongSetting extends Error {
  override readonly name = 'WrongSetting';
  readonly code: string;

  constructor(code: string, what: string) {
    super(`the setting ${code} ${what}`);
    this.code = code;
  }
}

const Kind = z.union([NoticeKind, MessageKind, z.literal('digest'), z.literal('*')]);

/** By kind of message, `*` for all that are not named. */
const byKind = <T extends z.core.$ZodType>(value: T) => z.partialRecord(Kind, value);

const WebAddress = z.pipe(
  z.url({ protocol: /^https?$/ }),
  z.transform((text: string) => new URL(text.replace(/\/*$/, '/'))),
);

/** How a provider of SMS is called (docs/operations.md has the placeholders). */
const SmsProvider = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  headers: z._default(z.record(z.string(), z.string()), {}),
  body: z.record(z.string(), z.unknown()),
  /** The registered signature (签名), as the provider wants it written. */
  sign: z._default(z.string(), ''),
  number: z._default(z.enum(['national', 'e164']), 'national'),
  /** Whether it takes texts of our own for what has no template. */
  text: z._default(z.boolean(), false),
  /** Which value of the answer says that the message was taken: a JSON pointer, and what stands there. */
  success: z.optional(
    z.strictObject({
      pointer: z.string().check(z.regex(/^(\/[^/]*)+$/)),
      equals: z.union([z.string(), z.number(), z.boolean()]),
    }),
  ),
  /** Other values there that say that it never will be. */
  permanent: z._default(z.array(z.union([z.string(), z.number()])), []),
});
export type SmsProvider = z.infer<typeof SmsProvider>;

/** A registered template: its code, and, for providers that count rather than name, which parameters in which order. */
const SmsTemplate = z.union([z.string(), z.strictObject({ code: z.string(), params: z.array(z.string()) })]);
export type SmsTemplate = z.infer<typeof SmsTemplate>;

const AccountTemplate = z.strictObject({ id: z.string(), data: z.record(z.string(), z.string()) });
export type AccountTemplate = z.infer<typeof AccountTemplate>;

export type ByKind<T> = { [kind in Outgoing['kind'] | '*']?: T | undefined };

/** What the operator has set: a channel is there or not. */
export interface Settings {
  /** Origins of the operator's own network, which are not guarded against. */
  trusted: ReadonlySet<string>;
  sms?: SmsProvider & { templates: ByKind<SmsTemplate> };
  email?: { server: URL; from: { name: string; address: string } };
  wecom?: { corp: string; agent: number; secret: string; url: URL };
  officialAccount?: {
    app: string;
    secret: string;
    url: URL;
    message: 'template' | 'subscribe';
    templates: ByKind<AccountTemplate>;
  };
  /** What stands between us and the robots' vendors, where the network lets nothing out by itself. */
  robotGateway?: URL;
}

const Origins = z.pipe(
  z.string().check(z.regex(/^[a-z]+:\/\/[^\s/,@]+(,[a-z]+:\/\/[^\s/,@]+)*$/)),
  z.transform((text: string) => new Set(text.split(','))),
);
const MailServer = z.pipe(
  z.url({ protocol: /^smtps?$/ }),
  z.transform((text: string) => withPort(new URL(text))),
);
const Sender = z.pipe(
  z.string().check(z.regex(/^(?:[^<>\p{Cc}]*<[^\s<>@,]+@[^\s<>@,]+>|[^\s<>@,]+@[^\s<>@,]+)$/u)),
  z.transform((text: string) => {
    const [, name = '', address = text] = /^(.*)<(.+)>$/.exec(text) ?? [];
    return { name: name.trim(), address };
  }),
);

const WRITTEN_AS_JSON = {
  SMS_PROVIDER: SmsProvider,
  SMS_TEMPLATES: byKind(SmsTemplate),
  OFFICIAL_ACCOUNT_TEMPLATES: byKind(AccountTemplate),
};

/** Every name that is read; `infra/channels.ts` gives each. */
const SCHEMAS = {
  ...WRITTEN_AS_JSON,
  TRUSTED_TARGETS: Origins,
  SMTP_URL: MailServer,
  MAIL_FROM: Sender,
  WECOM_CORP: z.string(),
  WECOM_AGENT: z.pipe(z.string().check(z.regex(/^\d{1,12}$/)), z.transform(Number)),
  WECOM_SECRET: z.string(),
  WECOM_URL: WebAddress,
  OFFICIAL_ACCOUNT_APP: z.string(),
  OFFICIAL_ACCOUNT_SECRET: z.string(),
  OFFICIAL_ACCOUNT_URL: WebAddress,
  OFFICIAL_ACCOUNT_MESSAGE: z.enum(['template', 'subscribe']),
  ROBOT_GATEWAY: WebAddress,
};
type Name = keyof typeof SCHEMAS;
export const SETTINGS = Object.keys(SCHEMAS) as Name[];

let known: Settings | undefined;

/** The settings of this deployment, read once. @throws WrongSetting */
export const settings = (): Settings => {
  known ??= readSettings(process.env);
  return known;
};

/** @throws WrongSetting for one that cannot be read, or that is missing where others of its channel are there */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const read = <N extends Name>(name: N): z.output<(typeof SCHEMAS)[N]> | undefined => {
    const value = env[name];
    if (value === undefined || value === '') return undefined;
    const parsed = z.safeParse(SCHEMAS[name], name in WRITTEN_AS_JSON ? parsedJson(value) : value);
    if (parsed.success) return parsed.data as z.output<(typeof SCHEMAS)[N]>;
    throw new WrongSetting(name, `cannot be read${placeOf(parsed.error.issues[0])}`);
  };
  const needed = <N extends Name>(name: N) => {
    const value = read(name);
    if (value === undefined) throw new WrongSetting(name, 'is missing');
    return value;
  };
  const some = (...names: Name[]) => names.some((name) => env[name]);
  const provider = read('SMS_PROVIDER');
  const robotGateway = read('ROBOT_GATEWAY');
  return {
    trusted: read('TRUSTED_TARGETS') ?? new Set<string>(),
    ...(provider && { sms: { ...provider, templates: read('SMS_TEMPLATES') ?? {} } }),
    ...(some('SMTP_URL', 'MAIL_FROM') && { email: { server: needed('SMTP_URL'), from: needed('MAIL_FROM') } }),
    ...(some('WECOM_CORP', 'WECOM_AGENT', 'WECOM_SECRET') && {
      wecom: {
        corp: needed('WECOM_CORP'),
        agent: needed('WECOM_AGENT'),
        secret: needed('WECOM_SECRET'),
        url: needed('WECOM_URL'),
      },
    }),
    ...(some('OFFICIAL_ACCOUNT_APP', 'OFFICIAL_ACCOUNT_SECRET') && {
      officialAccount: {
        app: needed('OFFICIAL_ACCOUNT_APP'),
        secret: needed('OFFICIAL_ACCOUNT_SECRET'),
        url: needed('OFFICIAL_ACCOUNT_URL'),
        message: needed('OFFICIAL_ACCOUNT_MESSAGE'),
        templates: needed('OFFICIAL_ACCOUNT_TEMPLATES'),
      },
    }),
    ...(robotGateway && { robotGateway }),
  };
}

/** Undefined for what is no JSON, which no schema here takes. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const placeOf = (issue: z.core.$ZodIssue | undefined) => (issue?.path.length ? ` at ${issue.path.map(String).join('.')}` : '');

/** The port decides whether the target passes, so that it is always there. */
function withPort(url: URL): URL {
  if (url.port === '') url.port = url.protocol === 'smtps:' ? '465' : '587';
  return url;
}
