import { PATHS } from '../identity/issuer-settings.ts';

/** Where the pages of the desk are. */
export const DESK = {
  inbox: '/desk',
  task: '/desk/tasks/{id}',
  objection: '/desk/tasks/{id}/objection',
  taskLink: '/desk/tasks/{id}/link',
  visits: '/desk/visits',
  newVisit: '/desk/visits/new',
  recorded: '/desk/visits/recorded',
  visit: '/desk/visits/{id}',
  cancel: '/desk/visits/{id}/cancel',
  calendar: '/desk/calendar',
  visitCalendar: '/desk/visits/{id}/calendar.ics',
  letters: '/desk/visits/{id}/letters',
  letter: '/desk/visits/{id}/letters/{number}',
  printedLetter: '/desk/visits/{id}/letters/{number}/print',
  letterCopy: '/desk/visits/{id}/letters/{number}/copy',
  withdraw: '/desk/visits/{id}/withdraw',
  absence: '/desk/visits/{id}/absence',
  myVisits: '/desk/my-visits',
  staff: '/desk/staff',
  speakers: '/desk/speakers',
  speaker: '/desk/speakers/{id}',
  permission: '/desk/speakers/{id}/permission',
  reschedule: '/desk/visits/{id}/reschedule',
  shift: '/desk/visits/{id}/shift',
  replaceSpeaker: '/desk/visits/{id}/replace-speaker',
  notices: '/desk/notices',
  statistics: '/desk/statistics',
  statisticsFile: '/desk/statistics.csv',
  pace: '/desk/pace',
  paceFile: '/desk/pace.csv',
  overview: '/desk/overview',
  people: '/desk/people',
  newPerson: '/desk/people/new',
  person: '/desk/people/{id}',
  personRoles: '/desk/people/{id}/roles',
  departure: '/desk/people/{id}/departure',
  delegation: '/desk/people/{id}/delegation',
  recall: '/desk/people/{id}/recall',
  organisation: '/desk/organisations/{id}',
  policy: '/desk/policy',
  policyChange: '/desk/policy/change',
  policyPreview: '/desk/policy/preview',
  policyApply: '/desk/policy/apply',
  settings: '/desk/settings',
  calendars: '/desk/settings/calendars',
  calendarRevocation: '/desk/settings/calendars/{id}/revocation',
  signIn: '/desk/sign-in',
  signedIn: PATHS.desk,
  signOut: '/desk/sign-out',
  signedOut: '/desk/signed-out',
  language: '/desk/language',
  style: '/desk/style.css',
} as const;

/** A page's address with an id in it. */
export const at = (path: string, id: string): string => path.replace('{id}', encodeURIComponent(id));

/** A page about somebody or something of an organisation. */
export const ofOrganisation = (path: string, organisation: string): string =>
  `${path}?${String(new URLSearchParams({ organisation }))}`;
