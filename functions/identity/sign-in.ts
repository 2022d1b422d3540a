import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Provider } from 'oidc-provider';
import * as z from 'zod/mini';
import { env } from '../platform/env.ts';
import { TooManyCodes } from '../platform/problems.ts';
import { Phone } from '../platform/schema.ts';
import type { Sentence } from '../platform/sentence.ts';
import { choiceOf, ownersOf, subjectsOf } from './accounts.ts';
import { sendCode, tryCode } from './codes.ts';
import { COOKIES, issuerUrl, PATHS } from './issuer-settings.ts';
import { BEGIN_ANEW, choicePage, codePage, type Form, messagePage, phonePage } from './pages.ts';
import { show } from './show.ts';

type Context = Parameters<Parameters<Provider['use']>[0]>[0];
type Interaction = InstanceType<Provider['Interaction']>;

/** A sign-in that a browser has begun: what the library keeps of it, and how its forms are sent. */
interface SignIn {
  readonly provider: Provider;
  readonly interaction: Interaction;
  readonly form: Form;
}

/** What the forms send; which of them it was follows from what is there. */
const Fields = z.object({
  csrf: z.string(),
  phone: z.optional(z.string()),
  code: z.optional(z.string()),
  person: z.optional(z.string()),
});
type Fields = z.infer<typeof Fields>;

const LARGEST_FORM = 4096;

/**
 * The pages of a sign-in, `/oidc/sign-in/{uid}`: phone, code, and for a phone of several cities as whom. They serve only the browser
 * that began it (a cookie) and take only their own forms (a token made for this sign-in, and the browser's word where they came from).
 */
export async function signInPages(ctx: Context, provider: Provider): Promise<void> {
  const uid = ctx.path.slice(PATHS.signIn.length + 1);
  const interaction =
    ctx.cookies.get(COOKIES.interaction, { signed: true }) === uid ? await provider.Interaction.find(uid) : undefined;
  if (!interaction) return show(ctx, 400, messagePage(BEGIN_ANEW));
  const signIn = { provider, interaction, form: { action: ctx.path, csrf: csrfOf(uid) } };
  if (ctx.method === 'GET') return showStart(ctx, signIn);
  if (ctx.method !== 'POST') return show(ctx, 405, messagePage(BEGIN_ANEW));
  const fields = await fieldsOf(ctx);
  if (!fields || !isOwnForm(ctx, fields, signIn)) return show(ctx, 403, messagePage(BEGIN_ANEW));
  if (fields.person !== undefined) return choose(ctx, signIn, fields.person);
  if (fields.phone === undefined) return show(ctx, 200, phonePage(signIn.form));
  const phone = fields.phone.trim();
  if (!z.safeParse(Phone, phone).success) return show(ctx, 422, phonePage(signIn.form, NOT_A_PHONE));
  return fields.code === undefined ? send(ctx, signIn, phone) : enter(ctx, signIn, phone, fields.code.trim());
}

async function showStart(ctx: Context, signIn: SignIn): Promise<void> {
  const { subjects } = provenOf(signIn.interaction);
  if (subjects.length > 1) return show(ctx, 200, choicePage(signIn.form, await choiceOf(subjects)));
  return show(ctx, 200, phonePage(signIn.form));
}

/** Sends a code; whether the number is known makes no difference to the answer. */
async function send(ctx: Context, { form }: SignIn, phone: string): Promise<void> {
  const { digest, owners } = await ownersOf(phone);
  const to = owners.length > 0 ? phone : undefined;
  try {
    const aim = { zh: '登录劳模工匠进校园', en: 'sign in to the model worker visits' };
    await sendCode({ subject: digest, purpose: 'sign-in', to, address: ctx.ip, aim }, new Date());
  } catch (error) {
    if (!(error instanceof TooManyCodes)) throw error;
    ctx.set(error.headers);
    return show(ctx, 429, codePage(form, phone, error));
  }
  return show(ctx, 200, codePage(form, phone));
}

async function enter(ctx: Context, signIn: SignIn, phone: string, code: string): Promise<void> {
  // First: whoever is signed out while their number is looked up is not let in by it.
  const now = new Date();
  const { digest, owners } = await ownersOf(phone);
  const verdict = await tryCode({ subject: digest, purpose: 'sign-in' }, code, now);
  const subjects = verdict === 'right' ? await subjectsOf(owners) : [];
  const [only, ...others] = subjects;
  if (only === undefined) return show(ctx, 403, codePage(signIn.form, phone, WRONG_CODE));
  const at = Math.floor(now.getTime() / 1000);
  if (others.length === 0) return finish(ctx, signIn, only, at);
  const { interaction } = signIn;
  // Kept with the sign-in itself, where no form can change it.
  interaction.lastSubmission = { subjects, at };
  await interaction.persist();
  return show(ctx, 200, choicePage(signIn.form, await choiceOf(subjects)));
}

async function choose(ctx: Context, signIn: SignIn, person: string): Promise<void> {
  const { subjects, at } = provenOf(signIn.interaction);
  if (!subjects.includes(person)) return show(ctx, 403, messagePage(BEGIN_ANEW));
  return finish(ctx, signIn, person, at);
}

/**
 * Hands the sign-in back to the library, which goes on to the client's page.
 * @param ts when the code was right, in seconds: somebody who is signed out everywhere after that is not let in by it
 */
async function finish(ctx: Context, { provider, interaction }: SignIn, accountId: string, ts: number): Promise<void> {
  const { session } = interaction;
  if (session && session.accountId !== accountId) {
    // Somebody else was signed in on this device; they are not any more.
    await (await provider.Session.find(session.cookie))?.destroy();
    delete (interaction as { session?: unknown }).session;
  }
  interaction.result = { login: { accountId, amr: ['otp'], ts } };
  await interaction.persist();
  ctx.status = 303;
  ctx.redirect(interaction.returnTo);
}

const Proven = z.object({ subjects: z._default(z.array(z.string()), []), at: z._default(z.int(), 0) });

/** As whom this sign-in may go on: those of the phone whose code was right, and when it was. */
const provenOf = ({ lastSubmission }: Interaction) => z.parse(Proven, lastSubmission ?? {});

const NOT_A_PHONE: Sentence = { zh: '不是有效的电话号码', en: 'this is not a valid phone number' };
const WRONG_CODE: Sentence = {
  zh: '验证码不正确或已失效，请核对，或重新获取',
  en: 'the code is wrong or no longer good; check it, or ask for another',
};

/** What a form sent; nothing when it is no form, too large, or not one of ours. */
async function fieldsOf(ctx: Context): Promise<Fields | undefined> {
  if (!ctx.is('application/x-www-form-urlencoded') || Number(ctx.get('content-length')) > LARGEST_FORM) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of ctx.req) chunks.push(chunk as Buffer);
  const given = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
  return z.safeParse(Fields, given).data;
}

const csrfOf = (uid: string) => createHmac('sha256', env('CURSOR_SECRET')).update(`csrf\n${uid}`).digest('base64url');

/** Browsers name where a form came from; who names another place is not our page. */
function isOwnForm(ctx: Context, { csrf }: Fields, { form }: SignIn): boolean {
  const origin = ctx.get('origin');
  if (origin !== '' && origin !== 'null' && origin !== new URL(issuerUrl()).origin) return false;
  const [given, expected] = [Buffer.from(csrf), Buffer.from(form.csrf)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}
