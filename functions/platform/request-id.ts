import { AsyncLocalStorage } from 'node:async_hooks';

/** Which request brought something about, for the history of what changed. One instance may serve several at the same time. */
const current = new AsyncLocalStorage<string>();

/** Runs `work` on behalf of the request with this id. */
export const withRequestId = <T>(id: string | undefined, work: () => T): T =>
  id === undefined ? work() : current.run(id, work);

/** The id of the request that is being served; none where the system acts by itself. */
export const requestId = (): string | undefined => current.getStore();
