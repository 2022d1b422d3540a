import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { afterAll, expect, test } from 'vitest';
import { readSettings, SETTINGS } from '../../functions/notices/channels/settings.ts';
import { channelEnvironment } from '../../infra/channels.ts';
import { environmentOf } from '../notices/channels/sending.ts';

// As in test/support/templates.ts; and a stack of parameters alone is not one to deploy.
process.env.CDK_VALIDATION = 'false';
const outdir = mkdtempSync(join(tmpdir(), 'cdk-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const app = new App({ outdir, analyticsReporting: false });
const stack = new Stack(app, 'Channels');
const environment = stack.resolve(channelEnvironment(stack)) as Record<string, { Ref: string }>;
const { Parameters } = app.synth().getStackByName('Channels').template as {
  Parameters: Record<string, { Default: string; NoEcho?: boolean }>;
};

test('every setting that is read is given, by the parameter of its name', () => {
  expect(Object.keys(environment).sort()).toEqual([...SETTINGS].sort());
  const itself = Object.fromEntries(Object.keys(Parameters).map((name) => [name, name]));
  expect(environmentOf(itself)).toEqual(Object.fromEntries(Object.entries(environment).map(([name, { Ref }]) => [name, Ref])));
});

test('secrets are not shown', () => {
  const secrets = Object.keys(Parameters).filter((name) => Parameters[name]!.NoEcho);
  expect(secrets.sort()).toEqual(['OfficialAccountSecret', 'SmsProvider', 'SmtpUrl', 'WecomSecret']);
});

test('an operator who sets nothing has no channels, and nothing that is wrong', () => {
  const presets = Object.fromEntries(Object.entries(Parameters).map(([name, { Default }]) => [name, Default]));
  expect(readSettings(environmentOf(presets))).toEqual({ trusted: new Set() });
});
