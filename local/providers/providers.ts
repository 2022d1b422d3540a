import type { Ending } from '../ending.ts';
import type { Journal } from '../journal.ts';
import { MailServer } from './mail.ts';
import type { Route, Sent } from './sent.ts';
import { SentMessages } from './sent.ts';
import { WebProviders } from './web.ts';

/** What stands for the providers of all channels on one machine: nothing leaves it, and everything that was sent can be looked at. */
export interface Providers {
  /** What was sent, newest first. */
  messages(): Sent[];
  /** Hears each message as it is taken. */
  listen(hear: (message: Sent) => void): void;
  /** Whether a channel's provider cannot be reached, for tests; all can at the beginning. */
  away(route: Route, on: boolean): void;
  /** The values of the template's parameters that lead the channels here. */
  readonly parameters: Record<string, string>;
}

export interface ProvidersOptions {
  readonly journal: Journal;
  readonly masterKey: Buffer;
  /** Milliseconds on the virtual clock. */
  readonly now: () => number;
  readonly ending: Ending;
}

export async function startProviders({ journal, masterKey, now, ending }: ProvidersOptions): Promise<Providers> {
  const sent = new SentMessages(journal, masterKey);
  const gone = new Set<Route>();
  const listeners: ((message: Sent) => void)[] = [];
  const taken = (message: Omit<Sent, 'at'>) => {
    const told = { ...message, at: new Date(now()).toISOString() };
    sent.add(told);
    for (const hear of listeners) hear(told);
  };
  const web = await WebProviders.listen({ away: (route) => gone.has(route), taken });
  ending.later(() => web.stop());
  const mail = await MailServer.listen({ away: () => gone.has('email'), taken });
  ending.later(() => mail.stop());
  return {
    messages: () => sent.all(),
    listen: (hear) => void listeners.push(hear),
    away: (route, on) => void (on ? gone.add(route) : gone.delete(route)),
    parameters: parametersFor(web.url, mail.url),
  };
}

/** As an operator would fill them in. */
function parametersFor(web: string, mail: string): Record<string, string> {
  const names = ['to', 'kind', 'id', 'title', 'text', 'link', 'params'];
  const templates = { '*': { id: 'local', data: { title: '{{title}}', text: '{{text}}' } } };
  return {
    TrustedTargets: `${web},${mail}`,
    SmsProvider: JSON.stringify({
      url: `${web}/sms`,
      body: Object.fromEntries(names.map((name) => [name, `{{${name}}}`])),
      text: true,
      success: { pointer: '/code', equals: 'OK' },
    }),
    SmtpUrl: mail,
    MailFrom: '劳模工匠进校园 <visits@local.invalid>',
    WecomCorp: 'local',
    WecomAgent: '1',
    WecomSecret: 'local',
    WecomUrl: `${web}/wecom`,
    OfficialAccountApp: 'local',
    OfficialAccountSecret: 'local',
    OfficialAccountTemplates: JSON.stringify(templates),
    OfficialAccountUrl: `${web}/official-account`,
    RobotGateway: `${web}/robots`,
  };
}
