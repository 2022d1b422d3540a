/** The service's quotas that a workflow can meet. */
export const limits = {
  /** Bytes of UTF-8 of an input, an output, a result, a set of variables. */
  payload: 262_144,
  /** Events of one execution, the last one included. */
  events: 25_000,
  /** Iterations of one inline Map at the same time. */
  concurrency: 40,
  name: 80,
  /** Seconds of a wait or a time-out. */
  seconds: 99_999_999,
} as const;

/** Whether this text is within the quota of a payload. */
export function fits(text: string): boolean {
  return text.length <= limits.payload && (text.length * 3 <= limits.payload || Buffer.byteLength(text) <= limits.payload);
}
