import { signOutPerson } from '../../people/contract.ts';
import { correctPerson, erasePerson } from '../../personal/contract.ts';
import type { Sentence } from '../../platform/sentence.ts';
import { Refused } from '../client.ts';
import { type Form, type Shown, takes, type Visitor } from '../desk.ts';
import { at, DESK, ofOrganisation } from '../paths.ts';
import { dataFile } from './data-file.ts';
import { showPerson, type Tried } from './person-page.ts';

/** What the forms about a person's own data do: it is set right, written out, erased; and somebody is signed out whose phone was lost. */

export const correctionTaken = takes(DESK.correction, (visitor, form) =>
  tried(visitor, 'correction', form, async (id) => {
    const { name = '', phone = '', before = '' } = form;
    const body = {
      ...(name.trim() !== before && { name: name.trim() }),
      ...(phone.trim() !== '' && { phone: phone.trim() }),
    };
    if (Object.keys(body).length === 0) throw beside('name', UNCHANGED);
    const { corrected } = await visitor.client.call(correctPerson, { params: { id }, body }).catch(takenNumber);
    return toPerson(id, form, corrected.includes('phone') ? 'number' : 'corrected');
  }),
);

export const personSignedOut = takes(DESK.personSignOut, (visitor, form) =>
  tried(visitor, 'sign-out', form, async (id) => {
    await visitor.client.call(signOutPerson, { params: { id }, body: {} });
    return toPerson(id, form, 'signed-out');
  }),
);

export const erasureTaken = takes(DESK.erasure, (visitor, form) =>
  tried(visitor, 'erasure', form, async (id) => {
    if (!('meant.yes' in form)) throw beside('meant', NOT_MEANT);
    const reasonCode = (form.reasonCode ?? '') as 'requested';
    await visitor.client.call(erasePerson, { params: { id }, body: { reasonCode } });
    return `${ofOrganisation(DESK.people, form.organisation ?? '')}&done=erased`;
  }),
);

/** It is recorded who had it written out, so that no link leads to it. */
export const personDataFile = takes(DESK.personData, async (visitor, form) => {
  const id = visitor.params.id ?? '';
  try {
    return await dataFile(visitor.client, id, form, visitor.now);
  } catch (error) {
    if (error instanceof Refused && MAY_BE_MENDED.has(error.status)) return again(visitor, 'export', form, error);
    throw error;
  }
});

const MAY_BE_MENDED = new Set([400, 404, 409, 422, 429, 503]);

async function tried(
  visitor: Visitor,
  form: Tried['form'],
  given: Form,
  send: (id: string) => Promise<string>,
): Promise<Shown> {
  try {
    return { statusCode: 303, headers: { location: await send(visitor.params.id ?? '') } };
  } catch (error) {
    if (error instanceof Refused && MAY_BE_MENDED.has(error.status)) return again(visitor, form, given, error);
    throw error;
  }
}

/** Whoever looks after one of somebody's organisations only is told that it takes all of them. */
const again = (visitor: Visitor, form: Tried['form'], given: Form, refused: Refused): Promise<Shown> =>
  showPerson(visitor, {
    ...{ form, given, fieldOf: (path) => (['name', 'phone', 'reasonCode', 'meant'].includes(path) ? path : undefined) },
    refused: refused.status === 404 ? new Refused(403, { type: 'not-all-theirs', ...NOT_ALL }) : refused,
  });

const toPerson = (id: string, { organisation = '' }: Form, done: string): string =>
  `${ofOrganisation(at(DESK.person, id), organisation)}&done=${done}`;

const beside = (path: string, sentence: Sentence): Refused =>
  new Refused(422, { errors: [{ path, code: 'needed', ...sentence }] });

/** Of a number under another name the API speaks as a whole; it is the number that has to be looked at. */
function takenNumber(error: unknown): never {
  const isTaken = error instanceof Refused && error.type === 'phone-taken';
  throw isTaken
    ? new Refused(error.status, { errors: [{ path: 'phone', code: error.type, zh: error.zh, en: error.en }] })
    : error;
}

const UNCHANGED = {
  zh: '没有要更正的内容：姓名未改，号码未填',
  en: 'nothing to set right: the name is the same, and there is no number',
};
const NOT_MEANT = { zh: '请先勾选确认', en: 'tick it, if it is meant' };
const NOT_ALL = {
  zh: '此人还在不由您管理的单位任职（或曾任职）：须由管理其全部单位的上级管理员办理。',
  en: 'They act, or have acted, for an organisation that is not yours, too: whoever looks after all of them does this.',
};
