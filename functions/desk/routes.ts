import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Answer } from '../platform/api.ts';
import { doors } from './doors.ts';
import { importPage, importSheet, importTaken } from './imports/import-page.ts';
import { letterIssued } from './letters/issuing.ts';
import { copyTaken, letterCopy, letterPage, printedLetter } from './letters/letter-page.ts';
import { myVisitsPage } from './my-visits/my-visits-page.ts';
import { noticesForm, noticesPage } from './notices/notices-page.ts';
import { newOrganisationForm, newOrganisationPage } from './organisations/new-organisation-page.ts';
import { organisationForm, organisationPage } from './organisations/organisation-page.ts';
import { robotAdded, robotRemoved, robotsPage } from './organisations/robots-page.ts';
import { newPersonForm, newPersonPage } from './people/new-person-page.ts';
import { peoplePage } from './people/people-page.ts';
import { delegationTaken, departureTaken, grantTaken, recallTaken } from './people/person-changes.ts';
import { personPage } from './people/person-page.ts';
import { correctionTaken, erasureTaken, personDataFile, personSignedOut } from './people/personal-changes.ts';
import { policyChangeAgain, policyChangePage } from './policy/change-page.ts';
import { policyPage } from './policy/policy-page.ts';
import { policyApplied, policyPreview } from './policy/preview-page.ts';
import { poolPage } from './pool/pool-page.ts';
import { speakerPage } from './pool/speaker-page.ts';
import { overviewPage } from './reports/overview-page.ts';
import { paceFile, pacePage } from './reports/pace-page.ts';
import { statisticsFile, statisticsPage } from './reports/statistics-page.ts';
import { calendarMade, calendarRevoked } from './settings/calendars.ts';
import { ownDataFile, signedOutEverywhere } from './settings/own-data.ts';
import { settingsForm, settingsPage } from './settings/settings-page.ts';
import { permissionForm, permissionPage } from './staff/permission-page.ts';
import { staffPage } from './staff/staff-page.ts';
import { approvalsForm, inboxPage } from './tasks/inbox-page.ts';
import { objection } from './tasks/objection.ts';
import { linkSent } from './tasks/send-link.ts';
import { taskForm, taskPage } from './tasks/task-page.ts';
import { absenceForm, absencePage } from './visits/absence-page.ts';
import { visitCalendar } from './visits/calendar-file.ts';
import { calendarPage } from './visits/calendar-page.ts';
import { cancellation } from './visits/cancel.ts';
import { newVisitForm, newVisitPage } from './visits/new-visit-page.ts';
import { recordForm, recordPage } from './visits/record-page.ts';
import { replacement } from './visits/replace-speaker.ts';
import { reschedule } from './visits/reschedule.ts';
import { shift } from './visits/shift.ts';
import { visitPage } from './visits/visit-page.ts';
import { visitsPage } from './visits/visits-page.ts';
import { withdrawForm, withdrawPage } from './visits/withdraw-page.ts';

const pages = [
  ...doors,
  inboxPage,
  approvalsForm,
  noticesPage,
  noticesForm,
  taskPage,
  taskForm,
  objection.route,
  linkSent,
  visitsPage,
  calendarPage,
  newVisitPage,
  newVisitForm,
  recordPage,
  recordForm,
  visitPage,
  cancellation.route,
  reschedule.route,
  shift.route,
  replacement.route,
  visitCalendar,
  letterIssued,
  letterPage,
  copyTaken,
  printedLetter,
  letterCopy,
  withdrawPage,
  withdrawForm,
  absencePage,
  absenceForm,
  myVisitsPage,
  staffPage,
  poolPage,
  speakerPage,
  permissionPage,
  permissionForm,
  statisticsPage,
  statisticsFile,
  pacePage,
  paceFile,
  overviewPage,
  peoplePage,
  newPersonPage,
  newPersonForm,
  personPage,
  grantTaken,
  departureTaken,
  delegationTaken,
  recallTaken,
  correctionTaken,
  personSignedOut,
  erasureTaken,
  personDataFile,
  newOrganisationPage,
  newOrganisationForm,
  organisationPage,
  organisationForm,
  robotsPage,
  robotAdded,
  robotRemoved,
  importPage,
  importSheet,
  importTaken,
  policyPage,
  policyChangePage,
  policyChangeAgain,
  policyPreview,
  policyApplied,
  settingsPage,
  settingsForm,
  signedOutEverywhere,
  ownDataFile,
  calendarMade,
  calendarRevoked,
];

/** A form's own address, opened again after it was refused, leads to the page above it. */
const ways = pages
  .filter(({ method, path }) => method === 'POST' && !pages.some((page) => page.method === 'GET' && page.path === path))
  .map(({ path }) => ({
    ...{ method: 'GET' as const, path },
    handler: async ({ rawPath }: APIGatewayProxyEventV2): Promise<Answer> => ({
      statusCode: 303,
      headers: { location: encodeURI(rawPath.split('/').slice(0, depthOfPage(path)).join('/')) },
    }),
  }));

/** How many segments the address of the nearest page above has. */
function depthOfPage(path: string): number {
  const segments = path.split('/');
  const above = segments.map((_, i) => segments.slice(0, i + 1).join('/'));
  return above.findLastIndex((each) => pages.some((page) => page.method === 'GET' && page.path === each)) + 1;
}

/** Every page of the desk, and every form of them. */
export const routes = [...pages, ...ways];
