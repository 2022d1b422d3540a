import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { Answer } from '../platform/api.ts';
import { discreet } from '../platform/discreet.ts';
import { withRequestId } from '../platform/request-id.ts';
import { secured } from '../platform/security-headers.ts';
import { nowhere } from './desk.ts';
import { doors } from './doors.ts';
import { noticesForm, noticesPage } from './notices/notices-page.ts';
import { organisationForm, organisationPage } from './organisations/organisation-page.ts';
import { newPersonForm, newPersonPage } from './people/new-person-page.ts';
import { peoplePage } from './people/people-page.ts';
import { delegationTaken, departureTaken, grantTaken, recallTaken } from './people/person-changes.ts';
import { personPage } from './people/person-page.ts';
import { policyChangeAgain, policyChangePage } from './policy/change-page.ts';
import { policyPage } from './policy/policy-page.ts';
import { policyApplied, policyPreview } from './policy/preview-page.ts';
import { pacePage } from './reports/pace-page.ts';
import { statisticsPage } from './reports/statistics-page.ts';
import { calendarMade, calendarRevoked } from './settings/calendars.ts';
import { settingsForm, settingsPage } from './settings/settings-page.ts';
import { approvalsForm, inboxPage } from './tasks/inbox-page.ts';
import { taskForm, taskPage } from './tasks/task-page.ts';
import { newVisitForm, newVisitPage } from './visits/new-visit-page.ts';
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
    visitsPage,
    newVisitPage,
    newVisitForm,
    visitPage,
    cancelForm,
    statisticsPage,
    pacePage,
    peoplePage,
    newPersonPage,
    newPersonForm,
    personPage,
    grantTaken,
    departureTaken,
    delegationTaken,
    recallTaken,
    organisationPage,
    organisationForm,
    policyPage,
    policyChangePage,
    policyChangeAgain,
    policyPreview,
    policyApplied,
    settingsPage,
    settingsForm,
    calendarMade,
    calendarRevoked,
  ],
  notFoundResponse: () => undefined,
});

/** The pages of those who work with the system. */
export const handler = discreet(
  async (event: APIGatewayProxyEventV2, context: Context): Promise<Answer> =>
    secured(await withRequestId(event.requestContext.requestId, async () => (await router(event, context)) ?? nowhere(event))),
);
