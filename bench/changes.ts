import { Executions } from '../demo/executions.ts';
import { SampleCity } from '../demo/sample-city.ts';
import { unitsOf } from '../demo/units.ts';
import { on } from '../demo/way.ts';
import { type Metric, metric } from './metric.ts';

/**
 * What it costs when a visit does not go as planned: from what somebody sends (a decline, a change) until the next people are
 * asked, in state transitions and DynamoDB units.
 */
export async function measureChanges(): Promise<Metric[]> {
  const city = await SampleCity.begin();
  const executions = new Executions(city);
  try {
    const metrics: Metric[] = [];
    for (const { name, prepare, act } of CHANGES) {
      const visit = await prepare(city);
      const before = await executions.transitions(visit);
      const { units } = await unitsOf(city, () => act(city, visit));
      const transitions = (await executions.transitions(visit)) - before;
      metrics.push(
        metric(`${name}.transitions`, transitions, 'transitions'),
        metric(`${name}.writeUnits`, units.write, 'units'),
        metric(`${name}.readUnits`, units.read, 'units'),
      );
    }
    return metrics;
  } finally {
    executions.end();
    await city.end();
  }
}

interface Change {
  name: string;
  /** Answers the visit to which it happens. */
  prepare(city: SampleCity): Promise<string>;
  act(city: SampleCity, visit: string): Promise<unknown>;
}

/** A visit of a speaker without an employer to which everybody has agreed, with one reserve. */
const agreed = (school: string, union: string, day: string) => async (city: SampleCity) => {
  const visit = await city.person(school).asksFor({ slots: [on(day)] });
  await city.person(union).approves(visit, { speakers: ['speaker-002'], reserves: ['speaker-004'] });
  await city.person('speaker-002').confirms(visit, 'speaker-confirmation');
  await city.person(school).confirms(visit, 'school-confirmation');
  return visit;
};

const CHANGES: Change[] = [
  {
    name: 'reserve',
    async prepare(city) {
      const visit = await city.person('school-donghu-02').asksFor({ slots: [on('2026-03-17')] });
      await city.person('union-donghu').approves(visit, { speakers: ['speaker-002'], reserves: ['speaker-004'] });
      return visit;
    },
    act: (city, visit) => city.person('speaker-002').declines(visit, 'speaker-confirmation'),
  },
  {
    name: 'withdraw',
    prepare: agreed('school-xihu-02', 'union-xihu', '2026-03-24'),
    act: (city, visit) => city.person('speaker-002').changes(visit, 'withdraw', { seat: 1 }),
  },
  {
    name: 'reschedule',
    prepare: agreed('school-wanli-02', 'union-wanli', '2026-03-31'),
    act: (city, visit) => city.person('school-wanli-02').changes(visit, 'reschedule', { slots: [on('2026-04-14')] }),
  },
  {
    name: 'shift',
    prepare: agreed('school-jinxian-02', 'union-jinxian', '2026-04-21'),
    act: (city, visit) => city.person('school-jinxian-02').changes(visit, 'shift', on('2026-04-21', '15:00', '16:30')),
  },
  {
    name: 'cancel',
    prepare: agreed('school-gaoxin-02', 'union-gaoxin', '2026-04-28'),
    act: (city, visit) => city.person('school-gaoxin-02').cancels(visit),
  },
];
