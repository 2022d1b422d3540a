import * as z from 'zod/mini';
import { keyRing } from '../personal/key-ring.ts';
import { ok, route } from '../platform/api.ts';
import { attempt } from '../platform/attempt.ts';
import { Forbidden, NotFound } from '../platform/problems.ts';
import { getAll } from '../platform/table.ts';
import { partiesOf } from '../visits/parties.ts';
import { commitVisit } from '../visits/store.ts';
import { visitFor } from '../visits/visit-for.ts';
import { mayReturn } from './concerned.ts';
import { getCopy, returnCopy } from './contract.ts';
import { copyOf, copyWrites, keptAlready, keysOf, PieceItem } from './copy.ts';
import { letterFor } from './store.ts';
import { letterView } from './view.ts';

/** Keeps a stamped copy. The same file again is there already. */
export const handIn = route(returnCopy, async ({ params, upload, person, now }) => {
  const { core, letter, isNew } = await attempt(async (consistent) => {
    const { core } = await visitFor(person, params.id, now, consistent);
    const letter = await letterFor(person, core, params.number, now, consistent);
    const by = mayReturn(letter, person, await partiesOf(core), now.toISOString());
    if (!by) throw new Forbidden();
    if (keptAlready(letter, upload)) return { core, letter, isNew: false };
    const kept = copyWrites(letter, core.visit, upload, by, await keyRing(), now);
    await commitVisit(core.visit, kept.writes);
    return { core, letter: kept.letter, isNew: true };
  });
  return ok(await letterView(letter, core), {}, isNew ? 201 : 200);
});

const ENDINGS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'application/pdf': 'pdf' } as const;

/** The file as it came; a browser saves it and runs nothing of it. */
export const copy = route(getCopy, async ({ params, query, person, now }) => {
  const { core } = await visitFor(person, params.id, now);
  const letter = await letterFor(person, core, params.number, now);
  const version = query.version === undefined ? letter.copies.length : Number(query.version);
  const found = letter.copies[version - 1];
  if (!found) throw new NotFound();
  const items = z.parse(z.array(PieceItem), await getAll(keysOf(letter, found)));
  const [newest] = items.toSorted((a, b) => b.key - a.key);
  const bytes = copyOf(letter, found, items, await keyRing(newest));
  const name = `${letter.number}-${version}.${ENDINGS[found.type]}`;
  return {
    statusCode: 200,
    headers: {
      'content-type': found.type,
      'content-disposition': `attachment; filename="letter.${ENDINGS[found.type]}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    },
    body: bytes.toString('base64'),
    isBase64Encoded: true,
  };
});
