import { api } from '../platform/api.ts';
import { add } from './add.ts';
import { delegate } from './delegate.ts';
import { depart } from './depart.ts';
import { grant } from './grant.ts';
import { list, read } from './read.ts';
import { signOut } from './sign-out.ts';
import { readWishes, wish } from './wish.ts';

export const handler = api([list, add, read, grant, depart, delegate, readWishes, wish, signOut]);
