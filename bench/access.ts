import { deciders, may, type Related } from '../functions/access/may.ts';
import type { Person } from '../functions/access/person.ts';
import type { Action } from '../functions/access/rules.ts';
import { type Metric, metric } from './metric.ts';

const NOW = '2026-03-02T01:00:00.000Z';

/** A visit that concerns many: three levels of unions and authorities, six seats with two employers each. */
const related: Related = {
  school: ['school-1'],
  schools: Array.from({ length: 10 }, (_, i) => `school-${i + 1}`),
  unions: ['union-district', 'union-city', 'union-province'],
  authorities: ['education-district', 'education-city', 'education-province'],
  employers: Array.from({ length: 12 }, (_, i) => `employer-${i + 1}`),
  'releasing-employers': Array.from({ length: 12 }, (_, i) => `employer-${i + 1}`),
  speakers: Array.from({ length: 6 }, (_, i) => `speaker-${i + 1}`),
  'pool-unions': ['union-pool-1', 'union-pool-2'],
  'pool-lines': ['union-pool-1', 'union-pool-2', 'union-city'],
};
const ACTIONS: Action[] = ['read-visit', 'cancel', 'reschedule', 'withdraw', 'replace-speaker', 'see-seated-number'];

/** People with one role and with many, to whom it is allowed by the first row, by the last one, or not at all. */
const person = (id: string, memberships: Person['memberships'], speakerId?: string): Person => ({
  ...{ id, city: 'nanchang', name: '示例', memberships },
  ...(speakerId !== undefined && { speakerId }),
});
const PEOPLE: Person[] = [
  person('teacher', [{ role: 'school', organisation: 'school-1' }]),
  person('officer', [{ role: 'union', organisation: 'union-province' }]),
  person('manager', [{ role: 'employer', organisation: 'employer-12' }]),
  person('worker', [{ role: 'speaker', organisation: 'union-city' }], 'speaker-6'),
  person('stranger', [{ role: 'union', organisation: 'union-elsewhere' }]),
  person(
    'many',
    Array.from({ length: 10 }, (_, i) => ({
      role: 'employer' as const,
      organisation: `works-${i}`,
      from: '2020-01-01T00:00:00.000Z',
    })),
  ),
];

/** Microseconds of one check against the page of rules, warm. */
export function measureRules(runs = 20_000): { p50: number; p99: number } {
  let turn = 0;
  const once = () => {
    const who = PEOPLE[turn % PEOPLE.length]!;
    const action = ACTIONS[turn++ % ACTIONS.length]!;
    return turn % 7 === 0
      ? deciders(who, { step: 'union-approval', party: 'union-district', escalatedTo: 'union-city' }, NOW).length
      : may(action, who, related, NOW);
  };
  for (let i = 0; i < 20_000; i++) once();
  const times = new Float64Array(runs);
  for (let i = 0; i < runs; i++) {
    const began = process.hrtime.bigint();
    once();
    times[i] = Number(process.hrtime.bigint() - began) / 1000;
  }
  times.sort();
  return { p50: times[Math.floor(runs * 0.5)]!, p99: times[Math.floor(runs * 0.99)]! };
}

export const measureAccess = async (): Promise<Metric[]> => [metric('access.p99us', measureRules().p99, 'µs', 20)];

if (import.meta.main) {
  const { p50, p99 } = measureRules();
  console.log(`one check of the rules: p50 ${p50.toFixed(2)} µs, p99 ${p99.toFixed(2)} µs`);
}
