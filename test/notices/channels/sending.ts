import { type Port, portOf } from '../../../functions/notices/channels/port.ts';
import { readSettings, SETTINGS } from '../../../functions/notices/channels/settings.ts';
import { Ending } from '../../../local/ending.ts';
import { openJournal } from '../../../local/journal.ts';
import { type Providers, startProviders } from '../../../local/providers/providers.ts';

/** `SMS_PROVIDER` as the template's parameter is called. */
const parameterOf = (name: string) =>
  name.toLowerCase().replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The environment of a function that has these parameters. */
export const environmentOf = (parameters: Record<string, string>): Record<string, string> =>
  Object.fromEntries(SETTINGS.map((name) => [name, parameters[parameterOf(name)] ?? '']));

export interface Sending {
  readonly providers: Providers;
  readonly port: Port;
  /** The port with some settings of its own. */
  portWith(settings: Record<string, string>): Port;
  end(): Promise<void>;
}

/** The local providers with the port before them, in this process. */
export async function beginSending(now = () => Date.parse('2026-03-02T01:00:00Z')): Promise<Sending> {
  const ending = new Ending();
  const journal = openJournal(':memory:');
  ending.later(() => journal.close());
  const providers = await startProviders({ journal, masterKey: Buffer.alloc(32, 'k'), now, ending });
  const usual = environmentOf(providers.parameters);
  const portWith = (settings: Record<string, string>) => portOf(readSettings({ ...usual, ...settings }));
  return { providers, port: portWith({}), portWith, end: () => ending.run() };
}
