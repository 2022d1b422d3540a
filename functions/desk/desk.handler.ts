import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { Answer } from '../platform/api.ts';
import { discreet } from '../platform/discreet.ts';
import { withRequestId } from '../platform/request-id.ts';
import { secured } from '../platform/security-headers.ts';
import { nowhere } from './desk.ts';
import { doors } from './doors.ts';
import { noticesForm, noticesPage } from './notices/notices-page.ts';
import { pacePage } from './reports/pace-page.ts';
import { statisticsPage } from './reports/statistics-page.ts';
import { approvalsForm, inboxPage } from './tasks/inbox-page.ts';
import { objection } from './tasks/objection.ts';
import { taskForm, taskPage } from './tasks/task-page.ts';
import { newVisitForm, newVisitPage } from './visits/new-visit-page.ts';
import { recordForm, recordPage } from './visits/record-page.ts';
import { replacement } from './visits/replace-speaker.ts';
import { reschedule } from './visits/reschedule.ts';
import { shift } from './visits/shift.ts';
import { cancelForm, visitPage } from './visits/visit-page.ts';
import { visitsPage } from './visits/visits-page.ts';

const router = httpRouter<APIGatewayProxyEventV2, Answer>({
  routes: [
    ...doors,
    inboxPage,
    approvalsForm,
    noticesPage,
    noticesForm,
    taskPage,
    taskForm,
    objection.route,
    visitsPage,
    newVisitPage,
    newVisitForm,
    recordPage,
    recordForm,
    visitPage,
    cancelForm,
    reschedule.route,
    shift.route,
    replacement.route,
    statisticsPage,
    pacePage,
  ],
  notFoundResponse: () => undefined,
});

/** The pages of those who work with the system. */
export const handler = discreet(
  async (event: APIGatewayProxyEventV2, context: Context): Promise<Answer> =>
    secured(await withRequestId(event.requestContext.requestId, async () => (await router(event, context)) ?? nowhere(event))),
);
