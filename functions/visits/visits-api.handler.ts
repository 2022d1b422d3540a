import { absenceRoutes } from '../absences/routes.ts';
import { changeRoutes } from '../changes/routes.ts';
import { api } from '../platform/api.ts';
import { create } from './create.ts';
import { list } from './list.ts';
import { read, timeline } from './read.ts';
import { record } from './record-route.ts';

export const handler = api([create, record, list, read, timeline, ...changeRoutes, ...absenceRoutes]);
