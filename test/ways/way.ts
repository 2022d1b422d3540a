import type { Json } from '../../demo/actor.ts';
import type { SampleCity } from '../../demo/sample-city.ts';
import { standing } from './machine.ts';

/** A slot on a day, YYYY-MM-DD, in Asia/Shanghai. */
export const on = (day: string, from = '14:00', to = '15:30') => ({
  start: `${day}T${from}:00+08:00`,
  end: `${day}T${to}:00+08:00`,
});

/** Takes a visit on, everybody saying yes, until it has this status. At every step the status is held against the workflow. */
export async function goesOn(city: SampleCity, visit: string, until: string): Promise<void> {
  for (let steps = 0; (await standing(city, visit)) !== until; steps++) {
    const now = await city.person('union-city').visit(visit);
    if (steps > 30) throw new Error(`${visit} does not become ${until}; it is ${now.status}`);
    await step(city, now);
  }
}

async function step(city: SampleCity, { id, status, union, school, slot, seats }: Json): Promise<void> {
  switch (status) {
    case 'awaiting-union':
      await city.person(union).approves(id);
      return;
    case 'awaiting-release':
      for (const seat of seats) {
        if (seat.status === 'awaiting-speaker') await city.person(seat.speakerId).confirms(id, 'speaker-confirmation');
        if (seat.status !== 'awaiting-release') continue;
        for (const { employerId, need, releasedAt } of seat.releases) {
          if (need === 'required' && releasedAt === undefined) await city.person(employerId).releases(id);
        }
      }
      return;
    case 'awaiting-school':
      await city.person(school.id).confirms(id, 'school-confirmation');
      return;
    case 'confirmed':
      await city.until(slot.end);
      return;
    case 'awaiting-statistics':
      await city.person(school.id).submits(id);
      return;
    default:
      throw new Error(`${id} is ${status} and goes no further`);
  }
}

/** What happened to a visit, in order. */
export const happened = async (city: SampleCity, visit: string): Promise<string[]> =>
  (await city.person('union-city').timeline(visit)).map(({ type }) => type);
