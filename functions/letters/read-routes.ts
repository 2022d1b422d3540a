import { city } from '../access/directory.ts';
import { catalogueOf } from '../catalogue/catalogue.ts';
import { Look } from '../personal/look.ts';
import { ok, route } from '../platform/api.ts';
import { visitFor } from '../visits/visit-for.ts';
import { getLetter, listLetters } from './contract.ts';
import { letterPage } from './page.ts';
import { letterFor, lettersFor } from './store.ts';
import { letterView } from './view.ts';

/** The letters of a visit that concern whoever asks; without numbers. */
export const list = route(listLetters, async ({ params, person, now }) => {
  const { core } = await visitFor(person, params.id, now);
  const letters = await lettersFor(person, core, now);
  return ok({ letters: await Promise.all(letters.map((letter) => letterView(letter, core))) });
});

/** One letter: for people who ask with a browser as a page to print. */
export const read = route(getLetter, async ({ params, query, person, headers, now }) => {
  const { core } = await visitFor(person, params.id, now);
  const letter = await letterFor(person, core, params.number, now);
  const look = new Look(person, now, query);
  const view = await letterView(letter, core, look);
  await look.record();
  if (!/\btext\/html\b/i.test(headers.accept ?? '')) return ok(view);
  return letterPage(view, catalogueOf(await city(person.city)));
});
