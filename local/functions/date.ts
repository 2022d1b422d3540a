/**
 * Replaces the global `Date` by one that runs ahead by the offset (one BigInt64 in shared memory). Only "now" is shifted:
 * `new Date()`, `Date()` and `Date.now()`; instants that are given stay as they are, and every object is a genuine Date.
 */
export function shiftDate(shared: SharedArrayBuffer): void {
  const Genuine = globalThis.Date;
  const offset = new BigInt64Array(shared);
  const now = () => Genuine.now() + Number(Atomics.load(offset, 0));

  const Shifted = function (this: unknown, ...given: unknown[]): Date | string {
    if (new.target === undefined) return new Genuine(now()).toString();
    return Reflect.construct(Genuine, given.length === 0 ? [now()] : given, new.target) as Date;
  };
  Object.defineProperties(Shifted, {
    name: { value: 'Date', configurable: true },
    length: { value: 7, configurable: true },
    prototype: { value: Genuine.prototype, writable: false },
    now: { value: now, writable: true, configurable: true },
    parse: { value: Genuine.parse, writable: true, configurable: true },
    UTC: { value: Genuine.UTC, writable: true, configurable: true },
  });
  Object.defineProperty(Genuine.prototype, 'constructor', { value: Shifted, writable: true, configurable: true });
  globalThis.Date = Shifted as unknown as DateConstructor;
}
