import { api } from '../platform/api.ts';
import { list, markRead } from './inbox.ts';
import { noticePages } from './page.ts';
import { redrive } from './redrive.ts';

export const handler = api([list, markRead, redrive, ...noticePages]);
