import { PATHS } from '../identity/issuer-settings.ts';

/** Where the pages of the desk are. */
export const DESK = {
  inbox: '/desk',
  task: '/desk/tasks/{id}',
  objection: '/desk/tasks/{id}/objection',
  visits: '/desk/visits',
  newVisit: '/desk/visits/new',
  recorded: '/desk/visits/recorded',
  visit: '/desk/visits/{id}',
  cancel: '/desk/visits/{id}/cancel',
  reschedule: '/desk/visits/{id}/reschedule',
  shift: '/desk/visits/{id}/shift',
  replaceSpeaker: '/desk/visits/{id}/replace-speaker',
  notices: '/desk/notices',
  statistics: '/desk/statistics',
  pace: '/desk/pace',
  signIn: '/desk/sign-in',
  signedIn: PATHS.desk,
  signOut: '/desk/sign-out',
  language: '/desk/language',
  style: '/desk/style.css',
} as const;

/** A page's address with an id in it. */
export const at = (path: string, id: string): string => path.replace('{id}', encodeURIComponent(id));
