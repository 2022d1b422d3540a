const FORM = /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;

/**
 * The instant that lies an ISO 8601 duration after another; years and months by the calendar, in UTC, as `P1M` after 31 January is
 * the last day of February. Undefined when the text is not a duration.
 */
export function after(instant: number, duration: string): number | undefined {
  const match = FORM.exec(duration);
  if (!match) return undefined;
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as Seven;
  const date = new Date(instant);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + 12 * years + months);
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  const reached =
    date.getTime() + ((weeks * 7 + days) * 24 + hours) * 3_600_000 + minutes * 60_000 + Math.round(seconds * 1000);
  return Number.isNaN(reached) ? undefined : reached;
}

type Seven = [number, number, number, number, number, number, number];

/** An instant with its offset (`2026-03-02T09:00+08:00`, `…Z`). Undefined when the text is not one. */
export function instantOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}
