import type { Json } from '../../demo/actor.ts';
import { monthsUntil } from './calendar.ts';
import { type Histories, histories } from './executions.ts';
import type { Visits } from './script.ts';
import { type Holdings, holdings, readTable } from './table.ts';
import type { Victim } from './victim.ts';

/** All that can be seen of a run at one instant, without what differs between two runs: ids, and the seconds at which people acted. */
export interface Snapshot extends Holdings {
  visits: Record<string, Json>;
  statistics: Json;
  executions: Histories;
}

/** Looks at everything: the visits and reports as a client, tasks and diaries in the table, executions as an operator. */
export async function snapshot(victim: Victim, visits: Visits, now: number): Promise<Snapshot> {
  const names = new Map([...visits].map(([name, { id }]) => [id, name]));
  const nameOf = (id: string) => names.get(id) ?? `unknown visit ${id}`;
  const seen: Record<string, Json> = {};
  for (const [name, { id }] of visits) seen[name] = await visit(victim, id);
  const items = await readTable(victim.address('dynamodb'));
  const epochs = new Map(items.filter(({ sk }) => sk === 'VISIT').map(({ id, epoch }) => [id, epoch]));
  return {
    visits: seen,
    statistics: await statistics(victim, nameOf, now),
    ...holdings(items, nameOf, now),
    executions: await histories(victim.address('step functions'), nameOf, (id) => epochs.get(id)),
  };
}

/** A visit and what happened to it, as its city's union reads them. */
async function visit(victim: Victim, id: string): Promise<Json> {
  const view = await victim.read('union-city', `/v1/visits/${id}`);
  const { timeline } = await victim.read('union-city', `/v1/visits/${id}/timeline`);
  const seats = view.seats.map(({ seat, speakerId, status, round, releases }: Json) => ({
    ...{ seat, status, round },
    // Who is only proposed may have been drawn, which goes by the visit's id; the stories name whom they approve.
    ...(status !== 'proposed' && { speaker: speakerId, releases: releases.map(release) }),
  }));
  const { status, slot, reasons, urgent } = view;
  return {
    status,
    slot,
    urgent,
    reasons: reasons.map(({ code }: Json) => code),
    statistics: view.statistics,
    seats,
    timeline: events(timeline),
  };
}

const release = ({ employerId, need, releasedAt }: Json) =>
  `${employerId} ${need}${releasedAt === undefined ? '' : ' released'}`;

/** Events in their order; those of one kind that follow each other may have come at the same moment. */
function events(timeline: Json[]): string[] {
  const told = timeline.map(({ type, by, data }) => {
    const { speaker, seats: _, ...facts } = data;
    const shown = type === 'speakers-proposed' ? facts : { ...facts, speaker };
    return `${type} by ${by ? `${by.role} ${by.organisation ?? ''}` : 'the system'} ${JSON.stringify(shown)}`;
  });
  const kind = (event: string | undefined) => event?.split(' ')[0];
  const ordered: string[] = [];
  for (let from = 0; from < told.length; ) {
    let to = from;
    while (kind(told[to]) === kind(told[from])) to++;
    ordered.push(...told.slice(from, to).sort());
    from = to;
  }
  return ordered;
}

/** The rows of all months, and which visits are missing there. */
async function statistics(victim: Victim, nameOf: (id: string) => string, now: number): Promise<Json> {
  const table: Record<string, Json> = {};
  for (const month of monthsUntil(now)) {
    const { rows, missing } = await victim.read('union-city', `/v1/reports/statistics?month=${month}`);
    const ordered = rows.map((row: Json) => JSON.stringify(row)).sort();
    if (rows.length + missing.length > 0) table[month] = { rows: ordered, missing: missing.map(nameOf).sort() };
  }
  return table;
}
