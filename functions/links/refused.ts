import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { city, organisation } from '../access/directory.ts';
import { builtIn, catalogueOf } from '../catalogue/catalogue.ts';
import type { Answer } from '../platform/api.ts';
import type { Html } from '../platform/html.ts';
import { isFromOurPage } from '../platform/own-form.ts';
import { toProblem } from '../platform/problem-json.ts';
import { speakersById } from '../talent/pool.ts';
import type { Opened } from './open.ts';
import { refusalPage } from './pages.ts';
import { type SentForm, sentForm } from './sent-form.ts';
import { sessionIn } from './session.ts';
import { callUnion } from './task-facts.ts';
import { namedIn, typedList } from './typed.ts';

/** Whatever is refused is a page too, in the words that the API has for it; it keeps what was typed, and says whom to call. */
export async function refused(
  event: APIGatewayProxyEventV2,
  opened: Opened | undefined,
  error: unknown,
  now: Date,
): Promise<Answer> {
  const problem = toProblem(error);
  const given = problem.status === 403 ? {} : givenIn(event);
  // Nothing that is only looked up may lose what was typed.
  const known = opened && (await knownOf(opened, event, given, now).catch(() => undefined));
  const typed = typedList(given, { catalogue: known?.catalogue ?? builtIn, names: known?.names ?? new Map(), now });
  const answer = refusalPage(problem.status, problem, typed, known?.call);
  return { ...answer, headers: { ...problem.headers, ...answer.headers } };
}

/** What somebody filled in on our page. */
function givenIn(event: APIGatewayProxyEventV2): Record<string, string> {
  if (event.requestContext.http.method !== 'POST' || !isFromOurPage(event.headers)) return {};
  let form: SentForm;
  try {
    form = sentForm(event);
  } catch {
    return {};
  }
  return { ...form.kept, ...form.given };
}

/** Names are for whoever has entered the code, and only those that the question itself shows. */
async function knownOf(opened: Opened, event: APIGatewayProxyEventV2, given: Record<string, string>, now: Date) {
  const { visit } = opened.core;
  const [home, names, call] = await Promise.all([
    city(visit.city),
    sessionIn(event.cookies, opened, now) === undefined ? new Map<string, string>() : namesOf(opened, given),
    unionOf(opened),
  ]);
  return { catalogue: catalogueOf(home), names, call };
}

async function namesOf({ core }: Opened, given: Record<string, string>): Promise<Map<string, string>> {
  const { visit, request, seats } = core;
  const named = namedIn(given);
  const speakers = seats.flatMap(({ speaker }) => (speaker !== undefined && named.speakers.includes(speaker) ? [speaker] : []));
  const schools = [visit.school, ...request.otherSchools].filter((id) => named.schools.includes(id));
  const [pool, ...records] = await Promise.all([
    speakersById(visit.city, speakers),
    ...schools.map((id) => organisation(visit.city, id)),
  ]);
  return new Map([...pool.values(), ...records.filter((record) => record !== undefined)].map(({ id, name }) => [id, name]));
}

/** The union that is responsible, for whoever has a question; not where the union itself is asked. */
export async function unionOf({ core, task }: Opened): Promise<Html | undefined> {
  const { city: cityId, union } = core.visit;
  const record = union === task.party ? undefined : await organisation(cityId, union);
  return record && callUnion(record, undefined);
}
