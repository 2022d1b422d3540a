import type { Actor, Json, Wish } from '../demo/actor.ts';
import { SampleCity } from '../demo/sample-city.ts';
import { type Metric, metric } from './metric.ts';
import { record, replay } from './replay.ts';
import { sideBySide } from './side-by-side.ts';

const VISITS = 60;
/** People who act at the same time. */
const CONCURRENCY = 12;
const TOPICS = ['model-worker-spirit', 'craftsman-spirit', 'safety', 'welding'];
/** Somebody with one employer and, when the recorded life begins, an empty diary: the replay begins with empty ones too. */
const RECORDED = { speakerId: 'speaker-001', topics: ['welding'] };

interface School {
  id: string;
  levels: string[];
}

/**
 * How many whole lives of visits go through in a second of real time, by people of different schools who find their tasks in their
 * inboxes; and beside it how many DynamoDB Local alone would bear, given only the calls that such a life makes.
 */
export async function measureThroughput(): Promise<Metric[]> {
  const city = await SampleCity.begin();
  try {
    const schools = await schoolsOf(city);
    // Warms every function up.
    await liveTogether(city, schools.slice(0, 8), 2, { topics: ['craftsman-spirit'] });
    const calls = await record(city.cloud, () => liveTogether(city, schools.slice(8, 9), 2, RECORDED));
    const began = performance.now();
    await liveTogether(
      city,
      Array.from({ length: VISITS }, (_, i) => schools[i % schools.length]!),
      7,
    );
    const perSecond = (1000 * VISITS) / (performance.now() - began);
    const limit = await replay(city.cloud.model.tables[0]!, calls, VISITS, CONCURRENCY);
    return [
      metric('visits.perSecond', perSecond, 'visits/s'),
      metric(
        'visits.ofLimit',
        perSecond / limit,
        `of DynamoDB Local's ${limit.toFixed(1)} visits/s (${calls.length} calls each)`,
      ),
    ];
  } finally {
    await city.end();
  }
}

async function schoolsOf(city: SampleCity): Promise<School[]> {
  const { people } = (await city.call('GET', '/_local/people')).body;
  const all = people.flatMap(({ memberships }: Json) =>
    memberships.flatMap(({ role, organisation }: Json) => (role === 'school' ? [organisation.id as string] : [])),
  );
  const levels = { '01': ['primary-upper'], '02': ['junior-secondary'] };
  return [...new Set<string>(all)]
    .filter((id) => !id.startsWith('shili-'))
    .map((id) => ({ id, levels: levels[id.slice(-2) as keyof typeof levels] ?? ['senior-secondary'] }));
}

/** Visits of these schools, from request to statistics; each step of all of them before the next. */
async function liveTogether(city: SampleCity, schools: School[], weeks: number, more: Wish = {}): Promise<void> {
  const visits = schools.map(({ id, levels }, i) => ({ school: city.person(id), levels, i, id: '' }));
  const all = async (act: (visit: (typeof visits)[number]) => Promise<void>) => {
    await sideBySide(visits, CONCURRENCY, act);
    await city.settle();
  };
  await all(async (visit) => {
    const slot = slotOf(city, weeks, visit.i);
    const wish = { slots: [slot], levels: visit.levels, topics: [TOPICS[visit.i % TOPICS.length]], ...more };
    const { status, body } = await visit.school.post('/v1/visits', city.request(wish));
    if (status !== 201) throw new Error(`asked in vain: ${JSON.stringify(body)}`);
    visit.id = body.id;
  });
  await all(async ({ school, id }) => {
    await decide(city.person((await school.visit(id)).union), id, 'union-approval', { outcome: 'approve' });
  });
  await all(async ({ school, id }) => {
    const [seat] = (await school.visit(id)).seats;
    for (const { employerId, need } of seat.releases) {
      if (need === 'required') await decide(city.person(employerId), id, 'employer-release', { outcome: 'release' });
    }
  });
  await all(async ({ school, id }) => {
    const [seat] = (await school.visit(id)).seats;
    await decide(city.person(seat.speakerId), id, 'speaker-confirmation', { outcome: 'confirm' });
  });
  await all(({ school, id }) => decide(school, id, 'school-confirmation', { outcome: 'confirm' }));
  await city.until(slotOf(city, weeks + 1, 0).start);
  await all(async ({ school, id }) => {
    const { slot, seats, expectedStudents } = await school.visit(id);
    await decide(school, id, 'statistics', {
      outcome: 'submit',
      actualStart: slot.start,
      actualEnd: slot.end,
      speakersPresent: seats.map(({ speakerId }: Json) => speakerId),
      schools: [{ schoolId: school.id.slice('person-'.length), directStudents: expectedStudents }],
      indirectAudience: 0,
      media: [],
      costYuan: 0,
    });
    const { status } = await school.visit(id);
    if (status !== 'closed') throw new Error(`visit ${id} is ${status}`);
  });
}

/** Whoever decides finds the task in the inbox. */
async function decide(who: Actor, visit: string, kind: string, decision: Record<string, unknown>): Promise<void> {
  const { id } = await who.task(visit, kind);
  const { status, body } = await who.post(`/v1/tasks/${id}/decision`, decision);
  if (status !== 200) throw new Error(`decided in vain: ${JSON.stringify(body)}`);
}

/** On the weekdays of a week counted from now, in turn in the morning, before noon, and in the afternoon. */
function slotOf(city: SampleCity, weeks: number, i: number): { start: string; end: string } {
  const [from, to] = [
    ['09:00', '10:00'],
    ['11:00', '12:00'],
    ['15:00', '16:00'],
  ][Math.floor(i / 5) % 3] as [string, string];
  return city.slot(7 * weeks + (i % 5), from, to);
}
