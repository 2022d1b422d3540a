import type { Answer, Json } from '../../demo/actor.ts';
import { recorderOf, SPEAKERS } from './cast.ts';
import type { Command } from './commands.ts';
import { placeOf, type VisitModel } from './model.ts';
import type { SeenVisit } from './seen.ts';
import { type Asked, type Decision, type Done, definite, type Tale, told } from './tale.ts';
import type { Item } from './world.ts';

/** What people do about what they are asked. */

const notOfUnion = ({ step }: Asked | Item) => step !== 'union-approval';
const path = ({ id }: Asked) => `/v1/tasks/${id}/decision`;
const some = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => SPEAKERS[(from + i) % SPEAKERS.length]!.id);

function yes(tale: Tale, model: VisitModel, { step }: Asked, b: number): Json {
  if (step === 'employer-release') return { outcome: 'release' };
  if (step === 'speaker-confirmation' || step === 'school-confirmation') return { outcome: 'confirm' };
  const { view, seats, core } = tale.seenOf(model);
  if (step === 'union-approval') {
    // Where nobody could be proposed in the last hours the union names somebody itself.
    const open = view.seats.filter(({ status }: Json) => status === (core.seeking ? 'open' : 'proposed')).length;
    return b < 3 && !core.seeking
      ? { outcome: 'approve' }
      : { outcome: 'approve', speakers: some(b, open), reserves: some(b + open, b % 3) };
  }
  return {
    ...{ outcome: 'submit', actualStart: core.slot.start, actualEnd: core.slot.end },
    speakersPresent: seats.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker])),
    schools: [{ schoolId: model.school.id, directStudents: 40 }],
    ...{ indirectAudience: 0, media: [], costYuan: 0 },
  };
}

function no({ step }: Asked, b: number): Json {
  const scope = step === 'school-confirmation' && { scope: b % 3 === 2 ? 'visit' : 'speakers' };
  return { outcome: step === 'statistics' ? 'not-held' : 'decline', reasonCode: 'other', ...scope };
}

/** What comes of a decision that was answered. */
function came(tale: Tale, model: VisitModel, { who, task, body }: Decision, answer: Answer): Done {
  const before = tale.seenOf(model);
  const { onBehalfOf: _, channel: __, ...decision } = body;
  return {
    says: `${who} answers ${task.step} of seat ${task.seat}, visit ${tale.models.indexOf(model) + 1}, with ${JSON.stringify(decision)}: ${told(answer)}`,
    refused: answer.status >= 400,
    wrong: definite(answer),
    learn: (now) => {
      if (answer.status === 200) model.decided(task, decision, before, now.visits.get(model.id)!);
      return undefined;
    },
  };
}

export async function decide(tale: Tale, command: Command, how: 'decide' | 'refuse' = 'decide'): Promise<Done> {
  // A visit that the union declines is over: mostly the others refuse.
  const found = (how === 'refuse' && command.b < 10 && tale.openTask(command, notOfUnion)) || tale.openTask(command);
  if (!found) return tale.ask(command);
  const { model, task } = found;
  const who = task.escalatedTo !== undefined && command.b % 2 === 1 ? task.escalatedTo : task.party;
  const decision = { who, task, body: how === 'decide' ? yes(tale, model, task, command.b) : no(task, command.b) };
  const answer = await tale.world.post(who, path(task), decision.body);
  if (answer.status === 200) tale.last = decision;
  return came(tale, model, decision, answer);
}

/** The union enters what a party said on the phone. */
export async function onBehalf(tale: Tale, command: Command): Promise<Done> {
  const found = tale.openTask(command, command.b < 11 ? notOfUnion : undefined);
  if (!found) return decide(tale, command);
  const { model, task } = found;
  const answered = command.b % 4 === 3 ? no(task, command.b) : yes(tale, model, task, command.b);
  const decision = { who: recorderOf(task.party), task, body: { ...answered, ...inTheNameOf(task) } };
  const answer = await tale.world.post(decision.who, path(task), decision.body);
  const speaker = tale.seenOf(model).seats.find(({ seat }) => seat === task.seat)?.speaker;
  if (answer.status === 200) tale.recorded.push({ ...decision, speaker });
  const done = came(tale, model, decision, answer);
  const forUnion = task.step === 'union-approval' && answer.status !== 404;
  return { ...done, wrong: [...done.wrong!, ...(forUnion ? ['somebody entered the word of a union'] : [])] };
}

const inTheNameOf = ({ step, party }: Asked) => ({
  onBehalfOf: step === 'speaker-confirmation' ? { speakerId: party } : { organisationId: party },
  channel: 'phone',
});

/** The same decision again is answered with its record; another one is refused. */
export async function again(tale: Tale, command: Command): Promise<Done> {
  if (!tale.last) return decide(tale, command);
  const { who, task, body } = tale.last;
  const same = await tale.world.post(who, path(task), body);
  const opposite = body.reasonCode ? yes(tale, tale.models.find(({ id }) => id === task.visit)!, task, 0) : no(task, 0);
  const other = await tale.world.post(who, path(task), opposite);
  return {
    says: `${who} decides ${task.step} again: ${told(same)}; and otherwise: ${told(other)}`,
    refused: true,
    wrong: [
      ...(same.status === 200 && same.body.decision.outcome === body.outcome
        ? []
        : ['the same decision again was not answered with its record']),
      ...(other.status === 409 ? [] : ['a decided task was decided otherwise']),
    ],
  };
}

/** Two people answer at the same instant. */
export async function rivals(tale: Tale, command: Command): Promise<Done> {
  const found = tale.openTask(command);
  if (!found) return tale.ask(command);
  const { model, task } = found;
  const body = yes(tale, model, task, command.b);
  const second = task.step === 'union-approval' ? `${task.party}-2` : recorderOf(task.party);
  const bodies = task.step === 'union-approval' ? [body, body] : [body, { ...body, ...inTheNameOf(task) }];
  const [one, other] = await Promise.all([task.party, second].map((who, i) => tale.world.post(who, path(task), bodies[i])));
  const yeses = [one!, other!].filter(({ status }) => status === 200);
  const done = came(tale, model, { who: task.party, task, body }, yeses[0] ?? one!);
  return {
    ...done,
    says: `${done.says}; at the same instant ${task.party}: ${told(one!)}, ${second}: ${told(other!)}`,
    wrong: [...definite(one!), ...definite(other!), ...(yeses.length > 1 ? [`two people decided ${task.id}`] : [])],
  };
}

/** A decision at the very instant at which the time is over. */
export async function late(tale: Tale, command: Command): Promise<Done> {
  const found = tale.openTask(command);
  if (!found) return tale.ask(command);
  const { model, task } = found;
  await tale.world.until(Date.parse(task.expiresAt));
  const decision = { who: task.party, task, body: yes(tale, model, task, 0) };
  const answer = await tale.world.post(task.party, path(task), decision.body);
  const done = came(tale, model, decision, answer);
  // Statistics can be supplied after they were given up; a silent school's question was handed on, with a new date.
  const moved = task.step === 'statistics' || answer.body.expiresAt > answer.body.decision?.at;
  return {
    ...done,
    says: `late, ${done.says}`,
    refused: false,
    wrong: [...done.wrong!, ...(answer.status === 200 && !moved ? [`${task.id} was decided after its time`] : [])],
  };
}

/** Somebody answers what nobody asks any more. */
export async function stale(tale: Tale, command: Command): Promise<Done> {
  const { visit, a } = command;
  const model = tale.models[visit % Math.max(1, tale.models.length)];
  const past = model ? tale.tasksOf(model, ({ state }) => state !== 'open') : [];
  const task = past[a % Math.max(1, past.length)];
  if (!model || !task) return decide(tale, command);
  const decision = { who: task.party, task, body: yes(tale, model, task, 0) };
  const answer = await tale.world.post(task.party, path(task), decision.body);
  const done = came(tale, model, decision, answer);
  const supplied = task.step === 'statistics' && task.state === 'expired';
  const same = answer.status === 200 && task.decision?.by?.person === `person-${task.party}`;
  return {
    says: `past, ${done.says}`,
    refused: !supplied,
    wrong: [
      ...done.wrong!,
      ...(answer.status === 200 && !supplied && !same ? [`${task.id} was decided although it was ${task.state}`] : []),
    ],
  };
}

/** A party objects to what a union entered for it. */
export async function object(tale: Tale, command: Command): Promise<Done> {
  // The latest is the likeliest.
  const recorded = tale.recorded.at(-1 - (command.a % 3)) ?? tale.recorded.at(-1);
  if (!recorded) return onBehalf(tale, command);
  const { task, body, speaker } = recorded;
  const model = tale.models.find(({ id }) => id === task.visit)!;
  const before = tale.seenOf(model);
  const answer = await tale.world.post(task.party, `/v1/tasks/${task.id}/objection`, { reasonCode: 'other' });
  const took = answer.status === 200 && !body.reasonCode;
  return {
    says: `${task.party} objects to what was entered for ${task.step} of visit ${tale.models.indexOf(model) + 1}: ${told(answer)}`,
    refused: answer.status >= 400,
    wrong: [
      ...definite(answer),
      ...(took && !model.rests(task) ? [`an objection to ${task.id} took effect although its answer had none any more`] : []),
    ],
    learn: (now) => {
      if (took) model.objected(task, before);
      if (took || answer.status !== 200) return undefined;
      const pastOf = (visit: SeenVisit): string[] => visit.seats.find(({ seat }) => seat === task.seat)?.past ?? [];
      const after = now.visits.get(model.id)!;
      const free = pastOf(before).filter((id) => !pastOf(after).includes(id));
      const [was, is] = [before, after].map(({ seats }) => seats.find(({ seat }) => seat === task.seat));
      // Who sits there again sits there as the union has approved.
      if (is?.speaker === speaker && was?.speaker === undefined) {
        model.newEpoch();
        model.approved.add(placeOf(is!));
      }
      return free.join() === speaker ? [] : [`an objection about ${speaker} lets ${free} be asked again`];
    },
  };
}
