import { workingDaysOf } from '../deadlines/working-days.ts';
import { route } from '../platform/api.ts';
import { speakersById } from '../talent/pool.ts';
import { asking } from './asking.ts';
import { createVisit } from './contract.ts';
import { createOnce } from './create-once.ts';
import { requestVisit } from './request.ts';

export const create = route(createVisit, async (call) => {
  const { body, person, now } = call;
  const [asked, speakers] = await Promise.all([
    asking(person, body, body.origin, now),
    speakersById(person.city, body.speakerId === undefined ? [] : [body.speakerId]),
  ]);
  const speakerKnown = body.speakerId === undefined || speakers.has(body.speakerId);
  return createOnce(call, asked.by, async () => {
    const days = workingDaysOf(asked.policy.calendar);
    const { writes, ...requested } = requestVisit(body, { ...asked, days, speakerKnown });
    return { core: { ...requested, seats: [], tasks: [] }, writes };
  });
});
