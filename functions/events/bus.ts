import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

/** What goes on the bus: from whom, what kind of thing, and its facts. */
export interface Entry {
  Source: string;
  DetailType: string;
  detail: unknown;
}

let client: EventBridgeClient | undefined;

/** So many the bus takes at once. */
const MOST = 10;

/** @throws Error when the bus did not take all of them; whoever brings them brings them again */
export async function put(entries: readonly Entry[]): Promise<void> {
  client ??= new EventBridgeClient({});
  for (let i = 0; i < entries.length; i += MOST) {
    const some = entries.slice(i, i + MOST).map(({ detail, ...entry }) => ({ ...entry, Detail: JSON.stringify(detail) }));
    const { FailedEntryCount = 0 } = await client.send(new PutEventsCommand({ Entries: some }));
    if (FailedEntryCount > 0) throw new Error('the bus did not take all events');
  }
}
