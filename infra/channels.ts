import { CfnParameter } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

interface Setting {
  /** The variable that `functions/notices/channels/settings.ts` reads; its parameter is named after it. */
  variable: string;
  description: string;
  secret?: boolean;
  preset?: string;
}

/** What the operator may set; a channel whose settings are empty is not there. docs/operations.md says how each is filled in. */
const SETTINGS: readonly Setting[] = [
  {
    variable: 'TRUSTED_TARGETS',
    description: 'Origins of providers in a network of your own, separated by commas, such as smtp://10.0.0.5:25; else empty',
  },
  {
    variable: 'SMS_PROVIDER',
    description: 'How the provider of SMS is called, as JSON; empty for none',
    secret: true,
  },
  {
    variable: 'SMS_TEMPLATES',
    description: 'Its registered templates by kind of message, as JSON',
  },
  {
    variable: 'SMTP_URL',
    description: 'The mail server, as smtps://user:password@host or smtp://…; empty for none',
    secret: true,
  },
  { variable: 'MAIL_FROM', description: 'Who sends mail, as: Name <address@host>' },
  { variable: 'WECOM_CORP', description: 'The id of the union’s WeCom (corpid); empty for none' },
  { variable: 'WECOM_AGENT', description: 'The id of its application (agentid)' },
  { variable: 'WECOM_SECRET', description: 'The secret of its application', secret: true },
  {
    variable: 'WECOM_URL',
    description: 'Where WeCom’s API is; another where it runs in a network of your own',
    preset: 'https://qyapi.weixin.qq.com',
  },
  {
    variable: 'OFFICIAL_ACCOUNT_APP',
    description: 'The official account (appid); empty for none',
  },
  { variable: 'OFFICIAL_ACCOUNT_SECRET', description: 'Its secret', secret: true },
  {
    variable: 'OFFICIAL_ACCOUNT_TEMPLATES',
    description: 'Its templates by kind of message, as JSON',
  },
  {
    variable: 'OFFICIAL_ACCOUNT_MESSAGE',
    description: 'What it sends: template (模板消息) or subscribe (订阅通知)',
    preset: 'template',
  },
  {
    variable: 'OFFICIAL_ACCOUNT_URL',
    description: 'Where the API of official accounts is',
    preset: 'https://api.weixin.qq.com',
  },
  {
    variable: 'ROBOT_GATEWAY',
    description: 'What stands between you and the vendors of group robots, where the network lets nothing out; else empty',
  },
];

/** What a function that sends messages needs to know of the channels. */
export function channelEnvironment(scope: Construct): Record<string, string> {
  return Object.fromEntries(
    SETTINGS.map(({ variable, description, secret = false, preset = '' }) => {
      const parameter = variable.toLowerCase().replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
      const made = new CfnParameter(scope, parameter, { description, noEcho: secret, default: preset });
      return [variable, made.valueAsString];
    }),
  );
}
