import { SPEAKERS, speakerOf } from './cast.ts';
import type { Command } from './commands.ts';
import { placeOf, slotOf, type Time, type VisitModel } from './model.ts';
import { lineUpOf, type Seen, type SeenVisit } from './seen.ts';
import { type Done, definite, slotAt, type Tale, told } from './tale.ts';

/** What people do to a visit without being asked. */

const DAY = 24 * 3_600_000;
const MINUTE = 60_000;

interface Change {
  who: string;
  name: string;
  body: object;
  /** What the model makes of it when it was done. */
  learn: (model: VisitModel, before: SeenVisit, now: SeenVisit) => void;
}

async function change(tale: Tale, model: VisitModel, { who, name, body, learn }: Change): Promise<Done> {
  const before = tale.seenOf(model);
  const answer = await tale.world.post(who, `/v1/visits/${model.id}/${name}`, { reasonCode: 'other', ...body });
  return {
    says: `${who}: ${name} of visit ${tale.models.indexOf(model) + 1} ${JSON.stringify(body)}: ${told(answer)}`,
    refused: answer.status >= 400,
    wrong: definite(answer),
    learn: (now: Seen) => {
      if (answer.status < 300) {
        model.newEpoch();
        learn(model, before, now.visits.get(model.id)!);
      }
      return undefined;
    },
  };
}

const bySchool = (b: number) => b % 2 === 0;
const whoAsks = ({ school }: VisitModel, b: number) => (bySchool(b) ? school.id : school.union);

export async function cancel(tale: Tale, command: Command): Promise<Done> {
  const { visit, b } = command;
  const model = tale.model(visit);
  if (!model) return tale.ask(command);
  const learn = () => {
    model.ended = 'cancelled';
  };
  return change(tale, model, { who: whoAsks(model, b), name: 'cancel', body: {}, learn });
}

export async function reschedule(tale: Tale, command: Command): Promise<Done> {
  const { visit, a, b } = command;
  const model = tale.model(visit);
  if (!model) return tale.ask(command);
  const slots = [slotAt(tale.world, a), ...(b % 3 === 2 ? [slotAt(tale.world, a + 4)] : [])];
  const learn = () => {
    model.speakers.clear();
    model.releases.clear();
    model.told.clear();
    model.schoolsWord = undefined;
    model.schoolsFirst = bySchool(b) ? slots[0] : undefined;
  };
  return change(tale, model, { who: whoAsks(model, b), name: 'reschedule', body: { slots }, learn });
}

export async function shift(tale: Tale, command: Command): Promise<Done> {
  const { visit, a, b } = command;
  const model = tale.model(visit);
  if (!model) return tale.ask(command);
  const before = tale.seenOf(model);
  const slot = slotOf(before) ?? slotAt(tale.world, 0);
  const by = [30, -30, 60, 150][a % 4]! * MINUTE;
  const moved = (instant: string) => new Date(Date.parse(instant) + by).toISOString();
  const to: Time = { start: moved(slot.start), end: moved(slot.end) };
  const learn = () => {
    model.speakers.clear();
    const word = { time: to, lineUp: lineUpOf(before.seats), task: '' };
    // Whoever has agreed to these people and asks for the time has nothing left to say.
    model.schoolsWord = bySchool(b) && model.schoolAgrees(before) ? word : undefined;
    model.schoolsFirst = bySchool(b) && before.core.slot.index === 0 ? to : undefined;
  };
  return change(tale, model, { who: whoAsks(model, b), name: 'shift', body: to, learn });
}

/** Whether it is a matter of the last hours: the school has confirmed, and the visit is close. */
const isLate = (tale: Tale, { core }: SeenVisit) =>
  core.schoolConfirmedAt !== undefined && Date.parse(core.slot.start) <= tale.world.city.now() + DAY;
/** The school's word for whoever comes. */
const stands = (before: SeenVisit, task = '') => ({ time: slotOf(before)!, lineUp: 'whoever comes' as const, task });

export async function withdraw(tale: Tale, command: Command): Promise<Done> {
  const { visit, a, b } = command;
  const model = tale.model(visit);
  if (!model) return tale.ask(command);
  const before = tale.seenOf(model);
  const seat = 1 + (a % model.wish.speakersWanted);
  const speaker = speakerOf(before.seats.find((each) => each.seat === seat)?.speaker ?? 'speaker-001');
  const who = [speaker.id, speaker.employers[0] ?? speaker.id, speaker.union][b % 3]!;
  const late = isLate(tale, before);
  const learn = () => {
    model.schoolsWord = late ? stands(before, model.schoolsWord?.task) : undefined;
  };
  return change(tale, model, { who, name: 'withdraw', body: { seat }, learn });
}

export async function replace(tale: Tale, command: Command): Promise<Done> {
  const { visit, a, b } = command;
  const model = tale.model(visit);
  if (!model) return tale.ask(command);
  const seat = 1 + (a % model.wish.speakersWanted);
  const { id: speakerId } = SPEAKERS[b % SPEAKERS.length]!;
  return change(tale, model, {
    ...{ who: model.school.union, name: 'replace-speaker', body: { seat, speakerId, channel: 'phone' } },
    learn: (_, before, now) => {
      const place = placeOf(now.seats.find((each) => each.seat === seat)!);
      model.approved.add(place);
      model.told.add(place);
      model.speakers.set(place, { time: slotOf(before)!, task: '' });
      model.reserves.delete(speakerId);
      const confirmed = before.core.schoolConfirmedAt !== undefined;
      model.schoolsWord = confirmed ? stands(before, model.schoolsWord?.task) : undefined;
    },
  });
}
