import { organisation } from '../access/directory.ts';
import { route } from '../platform/api.ts';
import { PossibleDouble } from '../platform/problems.ts';
import { speakersById } from '../talent/pool.ts';
import { asking } from './asking.ts';
import { recordVisit as contract } from './contract.ts';
import { createOnce } from './create-once.ts';
import { countRecording, findDoubles } from './find-doubles.ts';
import { recordVisit } from './record.ts';

export const record = route(contract, async (call) => {
  const { body, person, now } = call;
  const asked = await asking(person, body, 'recorded', now);
  const [pool, union] = await Promise.all([
    speakersById(person.city, body.speakersPresent),
    organisation(person.city, asked.unit.union),
  ]);
  return createOnce(call, asked.by, async (consistent) => {
    const recorded = recordVisit(body, { ...asked, pool, union });
    const counted = await countRecording(recorded.core);
    const doubles = body.notDouble ? [] : await findDoubles(recorded.core, asked.policy, now, consistent);
    if (doubles.length > 0) throw new PossibleDouble({ doubles });
    return { ...recorded, writes: [...recorded.writes, ...counted] };
  });
});
