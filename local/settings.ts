import { resolve } from 'node:path';
import { instantOf } from './http/duration.ts';

/** An environment variable that cannot be used. */
export class InvalidSetting extends Error {
  override name = 'InvalidSetting';
}

export interface Settings {
  readonly port: number;
  /** Where the data lasts. */
  readonly dir?: string;
  /** The instant at which the virtual clock begins on a fresh folder. */
  readonly clock?: string;
  /** Whether the policies of a fresh folder's cities limit nobody. */
  readonly limitless?: true;
}

/** PORT (8787 by default, 0 for a free one), DATA_DIR, CLOCK (ISO 8601 with its offset) and LIMITS (`none`). @throws InvalidSetting */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const port = environment.PORT || '8787';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new InvalidSetting(`PORT 应为 0 至 65535 的整数。PORT must be a number from 0 to 65535, not ${port}.`);
  }
  const clock = environment.CLOCK || undefined;
  if (clock !== undefined && instantOf(clock) === undefined) {
    const example = '2026-03-02T09:00:00+08:00';
    throw new InvalidSetting(
      `CLOCK 应为带时区的 ISO 8601 时刻，如 ${example}。CLOCK must be an instant like ${example}, not ${clock}.`,
    );
  }
  const limits = environment.LIMITS || undefined;
  if (limits !== undefined && limits !== 'none') {
    throw new InvalidSetting(`LIMITS 只能是 none。LIMITS must be none or left out, not ${limits}.`);
  }
  const dir = environment.DATA_DIR || undefined;
  return {
    port: Number(port),
    ...(dir !== undefined && { dir: resolve(dir) }),
    ...(clock !== undefined && { clock }),
    ...(limits !== undefined && { limitless: true }),
  };
}
