import { on } from '../ways/way.ts';
import { canaryOf } from './canary-fields.ts';

/** Bodies with a canary in each of their fields. */

/** The school of which they speak. */
export const ASKING = 'school-donghu-01';

/** The canaries of an operation in these fields of a body. */
export const canaries = (operation: string, ...fields: string[]) =>
  fields.map((field) => canaryOf(`${operation} ${field}`)) as [string, ...string[]];

/** Sessions with an audience and a place. */
export function sessions(operation: string, day: string) {
  const [audience, place] = canaries(operation, 'slots[].sessions[].audience', 'slots[].sessions[].place');
  return [{ ...on(day), sessions: [{ ...on(day), audience, place }] }];
}
export function described(operation: string) {
  const [name, phone, topic, address, notes] = canaries(
    ...([operation, 'contact.name', 'contact.phone', 'topics[]', 'address', 'notes'] as const),
  );
  return { contact: { name, phone }, topics: [topic, 'welding'], address, notes };
}
export function told(operation: string, speakersPresent: string[], day: string) {
  const [media, host, organiser, summary] = canaries(operation, 'media[]', 'hostUnits[]', 'organisers[]', 'summary');
  return {
    ...{ actualStart: on(day).start, actualEnd: on(day).end, speakersPresent, indirectAudience: 0, costYuan: 0 },
    schools: [{ schoolId: ASKING, directStudents: 40 }],
    ...{ media: [media], hostUnits: [host], organisers: [organiser], summary },
  };
}
