import type { EventBridgeEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { OrganisationEvent } from '../audit/organisation-events.ts';
import { PublishedEvent, TaskOpened } from '../events/published.ts';
import { discreet } from '../platform/discreet.ts';
import { tellOfEvent, tellOfTask } from './notify.ts';
import { tellStandIn } from './standing-in.ts';

/** Hears from the bus what happens, and writes a notice for everybody whom it concerns. */
export const handler = discreet(async (event: EventBridgeEvent<string, unknown>): Promise<void> => {
  const now = new Date();
  const type = event['detail-type'];
  if (type === 'task-opened') await tellOfTask(z.parse(TaskOpened, event.detail), now);
  else if (type === 'absence-delegated') await tellStandIn(z.parse(OrganisationEvent, event.detail), now);
  else await tellOfEvent(z.parse(PublishedEvent, event.detail), now);
});
