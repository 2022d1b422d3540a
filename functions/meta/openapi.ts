import * as z from 'zod/mini';
import { contestAbsence, settleAbsence } from '../absences/contract.ts';
import { getAudit } from '../audit/contract.ts';
import { getVisitCalendar, listCalendars, makeCalendar, readCalendar, revokeCalendar } from '../calendars/contract.ts';
import {
  cancelVisit,
  objectToRecorded,
  replaceSpeaker,
  rescheduleVisit,
  shiftVisit,
  withdrawFromVisit,
} from '../changes/contract.ts';
import { decideTask, decideTasks, getTask, listTasks } from '../decisions/contract.ts';
import { steps } from '../decisions/steps/index.ts';
import { PublishedEvent, TaskOpened } from '../events/published.ts';
import { importTable } from '../imports/contract.ts';
import { getCopy, getLetter, issueLetter, listLetters, returnCopy } from '../letters/contract.ts';
import { sendTaskLink } from '../links/contract.ts';
import { listNotices, readNotices, redriveNotices } from '../notices/contract.ts';
import {
  addOrganisation,
  addRobot,
  changeOrganisation,
  getOrganisation,
  listOrganisations,
  listRobots,
  mergeOrganisation,
  removeRobot,
} from '../organisations/contract.ts';
import { paceReport } from '../pace/contract.ts';
import {
  addPerson,
  changeWishes,
  delegateRole,
  departPerson,
  getPerson,
  getWishes,
  grantMembership,
  listPeople,
  signOutPerson,
} from '../people/contract.ts';
import { correctPerson, erasePerson, exportPerson } from '../personal/contract.ts';
import type { Contract } from '../platform/contract.ts';
import { changePolicy, getPolicy, previewPolicy } from '../policy/contract.ts';
import { statisticsReport } from '../reports/contract.ts';
import { getSpeaker, grantPermission, listSpeakers } from '../talent/contract.ts';
import { createVisit, getTimeline, getVisit, listVisits, recordVisit } from '../visits/contract.ts';
import { getCatalogue, getHealth, getOpenApi } from './contract.ts';

/** Every route of the API. A test holds this list against the template's routes. */
export const contracts: Contract[] = [
  createVisit,
  recordVisit,
  listVisits,
  getVisit,
  getTimeline,
  getVisitCalendar,
  cancelVisit,
  rescheduleVisit,
  shiftVisit,
  withdrawFromVisit,
  replaceSpeaker,
  contestAbsence,
  settleAbsence,
  issueLetter,
  listLetters,
  getLetter,
  returnCopy,
  getCopy,
  listTasks,
  getTask,
  decideTask,
  decideTasks,
  objectToRecorded,
  sendTaskLink,
  listNotices,
  readNotices,
  redriveNotices,
  listSpeakers,
  getSpeaker,
  grantPermission,
  listOrganisations,
  addOrganisation,
  getOrganisation,
  changeOrganisation,
  mergeOrganisation,
  listRobots,
  addRobot,
  removeRobot,
  listPeople,
  addPerson,
  getPerson,
  grantMembership,
  departPerson,
  delegateRole,
  signOutPerson,
  getWishes,
  changeWishes,
  importTable,
  statisticsReport,
  paceReport,
  getPolicy,
  previewPolicy,
  changePolicy,
  exportPerson,
  correctPerson,
  erasePerson,
  getAudit,
  makeCalendar,
  listCalendars,
  revokeCalendar,
  readCalendar,
  getCatalogue,
  getOpenApi,
  getHealth,
];

const schemaOf = (schema: z.ZodMiniType, io: 'input' | 'output' = 'input') => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
};

const binary = (type: string) => [type, { schema: { type: 'string', format: 'binary' } }] as const;

const answerOf = ({ answer, produces = [] }: Contract) => {
  const json = ['application/json', { schema: answer ? schemaOf(answer, 'output') : {} }] as const;
  return Object.fromEntries([...(answer || produces.length === 0 ? [json] : []), ...produces.map(binary)]);
};

/** A decision's body is that of one of the steps. */
const bodyOf = (contract: Contract) =>
  contract === decideTask
    ? { anyOf: Object.values(steps).map(({ body }) => schemaOf(body)) }
    : contract.body && schemaOf(contract.body);

function parametersOf({ params, query }: Contract) {
  const from = (schema: z.ZodMiniType | undefined, where: 'path' | 'query') => {
    const { properties = {}, required = [] } = schema ? z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) : {};
    return Object.entries(properties).map(([name, property]) => ({
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      schema: property,
    }));
  };
  return [...from(params, 'path'), ...from(query, 'query')];
}

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

function operationOf(contract: Contract) {
  const body = bodyOf(contract);
  return {
    summary: `${contract.summary.zh} · ${contract.summary.en}`,
    operationId: `${contract.method.toLowerCase()}${contract.path.replace(/[^a-z]+(.)?/gi, (_, letter = '') => letter.toUpperCase())}`,
    ...(contract.open && { security: [] }),
    parameters: parametersOf(contract),
    ...(contract.upload && { requestBody: { required: true, content: Object.fromEntries(contract.upload.map(binary)) } }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      [contract.success]: { description: 'OK', content: answerOf(contract) },
      '4XX': problem('The request cannot be accepted'),
      '5XX': problem('Something went wrong; try again'),
    },
  };
}

/** What stands on the event bus: the detail of each kind of event. */
const webhooks = {
  visitEvent: eventOf('活动的变更；detail-type 为其 type', 'A change of a visit; its type is the detail-type', PublishedEvent),
  taskOpened: eventOf(
    '有人被征求意见；detail-type 为 task-opened',
    'Somebody is asked; the detail-type is task-opened',
    TaskOpened,
  ),
};

function eventOf(zh: string, en: string, detail: z.ZodMiniType) {
  const content = { 'application/json': { schema: schemaOf(detail, 'output') } };
  return { post: { summary: `${zh} · ${en}`, requestBody: { content }, responses: { 200: { description: 'Heard' } } } };
}

/** The OpenAPI 3.1 document, made from the contracts. */
export function openApi(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const contract of contracts) {
    paths[contract.path] = { ...paths[contract.path], [contract.method.toLowerCase()]: operationOf(contract) };
  }
  return {
    openapi: '3.1.0',
    info: { title: '劳模工匠进校园 · Model worker visits', version: '1' },
    paths,
    webhooks,
    security: [{ bearer: [] }],
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status', 'zh', 'en'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            zh: { type: 'string' },
            en: { type: 'string' },
            errors: {
              type: 'array',
              items: {
                type: 'object',
                required: ['path', 'code', 'zh', 'en'],
                properties: {
                  path: { type: 'string' },
                  code: { type: 'string' },
                  zh: { type: 'string' },
                  en: { type: 'string' },
                },
              },
            },
          },
        },
      },
    },
  };
}
