import type { Json } from '../../demo/actor.ts';
import type { SampleCity } from '../../demo/sample-city.ts';
import { type Task, taskId } from '../../functions/decisions/task.ts';
import type { Visit } from '../../functions/visits/visit.ts';
import type { Chance } from './chance.ts';

/** What people answer. */

const HOUR = 3_600_000;

/** When somebody will answer a question and how; never, where they let the time pass. */
export interface Plan {
  at: number;
  how: 'yes' | 'no';
}

/** Most answer within a day, some only when their superior has been told, some refuse, and one in eight says nothing. */
export function planFor({ openedAt, dueAt, expiresAt, step }: Task, chance: Chance): Plan | undefined {
  const [opened, due, over] = [openedAt, dueAt, expiresAt].map((instant) => Date.parse(instant)) as [number, number, number];
  const kind = chance.draw();
  const soon = opened + HOUR / 4 + chance.pause(16 * HOUR);
  const late = due + chance.draw() * Math.max(0, over - due);
  if (kind < 0.125) return undefined;
  const at = kind < 0.25 ? late : soon;
  // What a statistics step refuses is a visit that was not held; that is rare.
  const refuses = kind > 0.9 && (step !== 'statistics' || kind > 0.98);
  return at < over - HOUR ? { at, how: refuses ? 'no' : 'yes' } : undefined;
}

export async function answer(city: SampleCity, task: Task, visit: Visit, how: Plan['how']): Promise<void> {
  const body = how === 'yes' ? yes(task, visit) : no(task);
  const { status, body: said } = await city.person(task.party).post(`/v1/tasks/${taskId(task)}/decision`, body);
  // Somebody else may have changed the visit at the same moment, or the speaker be taken meanwhile.
  if (status !== 200 && ![404, 409, 410, 422].includes(status))
    throw new Error(`${task.step} of ${task.visit} was answered ${status}: ${JSON.stringify(said)}`);
}

function yes({ step }: Task, { slot, school }: Visit): Json {
  if (step === 'union-approval') return { outcome: 'approve' };
  if (step === 'employer-release') return { outcome: 'release' };
  if (step !== 'statistics') return { outcome: step === 'clearance' ? 'clear' : 'confirm' };
  return {
    ...{ outcome: 'submit', actualStart: slot!.start, actualEnd: slot!.end, speakersPresent: ['speaker-001'] },
    schools: [{ schoolId: school, directStudents: 40 }],
    ...{ indirectAudience: 0, media: [], costYuan: 0 },
  };
}

const no = ({ step }: Task): Json => ({
  ...{ outcome: step === 'statistics' ? 'not-held' : 'decline', reasonCode: 'other' },
  ...(step === 'school-confirmation' && { scope: 'speakers' }),
});
