import { SampleCity } from '../../demo/sample-city.ts';
import { startDynamoDb } from '../../local/dynamodb/server.ts';
import type { Sent } from '../../local/providers/sent.ts';
import { type Account, accountOf } from './account.ts';
import { Agenda } from './agenda.ts';
import { Chance } from './chance.ts';
import { Lives } from './life.ts';
import { planOutages } from './outages.ts';
import { Table } from './table.ts';

const DAY = 86_400_000;
/** A school year whose holidays are announced. */
const BEGINS = '2025-09-01T08:07:00+08:00';
const LASTS = 290 * DAY;

export interface Report {
  seed: number;
  visits: number;
  reminders: Account;
  tasksOpenAtEnd: number;
  violations: string[];
  seconds: number;
  messages: number;
}

/** A city of its own for so many visits of the year, so that the machine has work while one of them waits. */
const LANES = 2;

/** Lets a school year pass, and holds what people were told against what the policy asks for. Few visits make a short year. */
export async function schoolYear(visits: number, seed: number, tell: (line: string) => void): Promise<Report> {
  const began = performance.now();
  const days = Math.min(LASTS, Math.max(20 * DAY, (visits / 2000) * LASTS));
  const database = await startDynamoDb({ isLongLived: true });
  const parts = Array.from({ length: LANES }, (_, lane) => Math.floor((visits + lane) / LANES));
  try {
    const cities: SampleCity[] = [];
    for (const _ of parts) cities.push(await SampleCity.begin(BEGINS, { dynamodb: database.endpoint }));
    const lanes = parts.map((part, lane) =>
      yearIn(cities[lane]!, part, days, seed + lane, (line) => tell(`${lane + 1}: ${line}`)),
    );
    const reports = await Promise.all(lanes);
    return { seed, ...reports.reduce(together), seconds: seconds(began) };
  } finally {
    await database.stop();
  }
}

type Part = Omit<Report, 'seed' | 'seconds'>;

const together = (one: Part, other: Part): Part => {
  const sums = Object.entries(one.reminders).map(([name, count]) => [name, count + other.reminders[name as keyof Account]]);
  return {
    visits: one.visits + other.visits,
    reminders: Object.fromEntries(sums) as unknown as Account,
    tasksOpenAtEnd: one.tasksOpenAtEnd + other.tasksOpenAtEnd,
    violations: [...one.violations, ...other.violations],
    messages: one.messages + other.messages,
  };
};

async function yearIn(
  city: SampleCity,
  visits: number,
  days: number,
  seed: number,
  tell: (line: string) => void,
): Promise<Part> {
  const began = performance.now();
  const table = new Table(city);
  const messages: Sent[] = [];
  city.cloud.providers.listen((message) => messages.push(message));
  try {
    const [agenda, chance] = [new Agenda(), new Chance(seed)];
    const [begin, end] = [city.now(), city.now() + days];
    const lives = new Lives(city, agenda, chance, table);
    lives.plan(visits, begin, end);
    const outages = planOutages(city, agenda, chance, begin, end);
    let shown = 0;
    for (let entries = agenda.next(); entries.length > 0; entries = agenda.next()) {
      const { at } = entries[0]!;
      if (at > city.now()) await city.until(at);
      await Promise.all(entries.map(({ act }) => act()));
      await city.settle();
      await Promise.all([...new Set(entries.flatMap(({ visit }) => visit ?? []))].map((visit) => lives.look(visit)));
      if (at - begin > (shown + 1) * 30 * DAY) tell(`${++shown} months, ${lives.visits.length} visits, ${seconds(began)} s`);
    }
    await city.days(2);
    const account = accountOf({ tasks: lives.tasks.values(), notices: await table.notices(), messages, outages });
    const open = [...lives.tasks.values()].filter(({ task }) => task.state === 'open');
    for (const dead of city.cloud.deadLetters())
      account.violations.push(`a letter is dead: ${JSON.stringify(dead).slice(0, 200)}`);
    for (const { task } of open) account.violations.push(`open: ${task.step} of ${task.visit}`);
    const { length: tasksOpenAtEnd } = open;
    return { visits: lives.visits.length, ...account, tasksOpenAtEnd, messages: messages.length };
  } finally {
    table.end();
    await city.end();
  }
}

const seconds = (began: number) => Math.round((performance.now() - began) / 1000);
