import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SampleCity } from '../../demo/sample-city.ts';
import { momentAs } from '../../functions/deadlines/say.ts';
import { plusDays } from '../../functions/deadlines/shanghai-time.ts';
import { stored } from '../ways/table.ts';
import { on } from '../ways/way.ts';
import { messages, type Page, Visitor } from './visitor.ts';

let city: SampleCity;
beforeAll(async () => {
  city = await SampleCity.begin('2026-03-02T09:00:00+08:00');
});
afterAll(() => city?.end());
// A phone gets only so many codes an hour, and so many a day.
beforeEach(() => minutes(16));

/** Each visit has a Wednesday of its own, so that the speaker has time and the employer is asked. */
let weeks = 0;

/** A question to employer-01: whether it releases speaker-001. Its union may enter the answer. */
async function releaseTask(more = {}): Promise<string> {
  const slots = [on(plusDays('2026-03-18', 7 * weeks++))];
  const visit = await city.person('school-donghu-02').asksFor({ slots, speakerId: 'speaker-001', ...more });
  await city.person('union-donghu').approves(visit, { reserves: [] });
  return (await city.person('employer-01').task(visit, 'employer-release')).id;
}
const link = async (task?: string) => Visitor.of(city, task ?? (await releaseTask()), 'union-qingshanhu');
const statusOf = async (task: string) => (await city.person('employer-01').get(`/v1/tasks/${task}`)).body.status;
const minutes = (count: number) => city.until(city.now() + count * 60_000);
const UNKNOWN = `/t/${'a'.repeat(43)}`;

test('the whole way: a link, a code to the registered phone, the question, a button; what was recorded is said', async () => {
  const task = await releaseTask({ notes: '<script>alert("示例")</script>' });
  const visitor = await link(task);
  const door = await visitor.get();
  expect(door.status).toBe(200);
  expect(door.text).toMatch(/单位支持.*Employer release/su);
  const { dueAt } = (await city.person('employer-01').get(`/v1/tasks/${task}`)).body;
  expect(door.text).toContain(`请在 ${momentAs(dueAt, 'zh', new Date(city.now()))} 前办理`);
  expect(door.text).toMatch(/尾号 \d\d 的手机.*致电工会.*href="tel:|href="tel:.*致电工会/su);
  // Nothing of the visit before the code.
  for (const secret of ['示例第', 'speaker-001', visitor.phone]) expect(door.text).not.toContain(secret);

  const entered = await visitor.enters();
  expect([entered.status, entered.headers.get('location')]).toEqual([303, visitor.path]);
  const cookie = entered.headers.getSetCookie()[0]!;
  expect(cookie).toMatch(/^__Host-task-[\w-]+=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=900$/);

  const shown = (await visitor.get()).text;
  const { visit } = (await city.person('employer-01').get(`/v1/tasks/${task}`)).body;
  for (const fact of [visit.school.name, visit.address, '3月18日 周三 14:00–15:30', '45']) expect(shown).toContain(fact);

  expect(shown).not.toContain('<script');
  expect(shown).toContain('&#60;script&#62;');
  const done = await visitor.submit({ outcome: 'release' });
  expect([done.status, done.text]).toEqual([200, expect.stringContaining('已记录：同意支持')]);
  await city.settle();
  const { body } = await city.person('employer-01').get(`/v1/tasks/${task}`);
  expect(body).toMatchObject({ status: 'decided', decision: { outcome: 'release', by: { role: 'employer' } } });
  // Whoever decided may look again; anybody else hears that nothing is left to do.
  expect((await visitor.get()).text).toContain('已记录：同意支持');
  visitor.cookie = undefined;
  expect(await visitor.get()).toMatchObject({ status: 410, text: expect.not.stringContaining(visit.school.name) });
});

test('whoever only follows the link changes nothing, however often', async () => {
  const task = await releaseTask();
  const visitor = await link(task);
  const before = await stored(city);
  for (let i = 0; i < 50; i++) {
    const [got, headed] = await Promise.all([visitor.get(), visitor.head()]);
    expect([got.status, headed.status, headed.text]).toEqual([200, 200, '']);
    expect(headed.headers.get('content-security-policy')).toBe(got.headers.get('content-security-policy'));
  }
  expect(await stored(city)).toEqual(before);
  expect(await statusOf(task)).toBe('open');
  // A scanner calls no telephone.
  expect((await visitor.get()).text).not.toMatch(/<script|onclick|http-equiv|<img|<a (?![^>]*href="tel:)/i);
});

test('pages let a browser run, load, frame, keep and tell nothing', async () => {
  const visitor = await link();
  for (const { headers } of [await visitor.get(), await visitor.at(UNKNOWN).get(), await visitor.submit({ send: 'code' })]) {
    const policy = headers.get('content-security-policy')!;
    for (const rule of ["default-src 'none'", "form-action 'self'", "frame-ancestors 'none'"]) expect(policy).toContain(rule);
    expect(policy).not.toMatch(/unsafe|script-src/);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(['referrer-policy', 'x-content-type-options', 'cache-control'].map((name) => headers.get(name))).toEqual([
      ...['no-referrer', 'nosniff', 'no-store'],
    ]);
  }
});

describe('the code', () => {
  test('must be right, is good for a few tries, and once', async () => {
    const visitor = await link();
    const code = await visitor.code();
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    for (let i = 0; i < 5; i++) expect((await visitor.enters(wrong)).status).toBe(403);
    expect((await visitor.enters(code)).status).toBe(403);
    expect(visitor.cookie).toBeUndefined();
    await minutes(2);
    const next = await visitor.code();
    expect((await visitor.enters(next)).status).toBe(303);
    visitor.cookie = undefined;
    expect((await visitor.enters(next)).status).toBe(403);
  });

  test('of one link opens no other', async () => {
    const one = await link();
    await minutes(2);
    const other = await link();
    const code = await one.code();
    expect((await other.enters(code)).status).toBe(403);
    expect((await one.enters(code)).status).toBe(303);
  });

  test('is not sent again at once: the page says when, and still takes the one before', async () => {
    const visitor = await link();
    const code = await visitor.code();
    const again = await visitor.submit({ send: 'code' });
    expect([again.status, Number(again.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect(again.text).toContain('name="code"');
    expect((await visitor.enters(code)).status).toBe(303);
  });
});

describe('nobody decides', () => {
  beforeAll(() => city.days(1));

  test('without the code, with the session of another link, or after it is over', async () => {
    const [task, other] = [await releaseTask(), await link()];
    const visitor = await link(task);
    expect((await visitor.submit({ outcome: 'release' })).status).toBe(401);
    await other.enters();
    visitor.cookie = other.cookie;
    expect((await visitor.submit({ outcome: 'release' })).status).toBe(401);
    expect((await visitor.get()).text).toContain('获取验证码');
    // Not even under the name that this link's cookie has.
    await minutes(2);
    await visitor.enters();
    const [name] = visitor.cookie!.split('=');
    visitor.cookie = `${name}=${other.cookie!.split('=')[1]}`;
    expect((await visitor.submit({ outcome: 'release' })).status).toBe(401);
    await minutes(2);
    visitor.cookie = undefined;
    await visitor.enters();
    await minutes(16);
    expect((await visitor.submit({ outcome: 'release' })).status).toBe(401);
    expect(await statusOf(task)).toBe('open');
  });

  test('by a form that is not the page’s own', async () => {
    const task = await releaseTask();
    const visitor = await link(task);
    const door = /name="csrf" value="([^"]+)"/.exec((await visitor.get()).text)![1]!;
    await visitor.enters();
    const before = await stored(city);
    const decision = { outcome: 'release' };
    for (const csrf of ['', 'forged', door]) expect((await visitor.submit({ ...decision, csrf })).status).toBe(403);
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
    ] as Record<string, string>[])
      expect((await visitor.submit(decision, headers)).status).toBe(403);
    expect((await visitor.submit({ ...decision, colour: 'red' })).status).toBe(403);
    expect((await visitor.submit(decision, { 'content-type': 'text/plain' })).status).toBe(403);
    expect(await stored(city)).toEqual(before);
    expect((await visitor.submit(decision, { 'sec-fetch-site': 'same-origin', origin: 'null' })).status).toBe(200);
  });
});

test('what no form of the page sends is refused, whatever it is, and changes nothing', async () => {
  const visitor = await link();
  const before = await stored(city);
  const heard: number[] = [];
  for (const body of [
    '',
    'csrf',
    '%',
    '%ff=%00',
    'csrf=x&csrf=y',
    '{"csrf":"x"}',
    `csrf=${'x'.repeat(70_000)}`,
    '__proto__=x&send=code',
  ]) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    heard.push((await fetch(city.cloud.url + visitor.path, { method: 'POST', headers, body })).status);
  }
  expect(heard).toEqual([403, 403, 403, 403, 403, 403, 413, 403]);
  expect(await stored(city)).toEqual(before);
});

describe('a link is void', () => {
  test('once its task is decided or closed, in the same words', async () => {
    const [decided, cancelled] = [await releaseTask(), await releaseTask()];
    const [one, other] = [await link(decided), await link(cancelled)];
    await city.person('employer-01').post(`/v1/tasks/${decided}/decision`, { outcome: 'release' });
    await city.person('school-donghu-02').cancels(cancelled.split('.')[0]!);
    const before = await stored(city);
    const [first, second] = [await one.get(), await other.get()];
    expect([first.status, second.status, second.text]).toEqual([410, 410, first.text]);
    for (const [task, type] of [
      [decided, 'already-decided'],
      [cancelled, 'task-closed'],
    ] as const) {
      const again = await city.person('employer-01').post(`/v1/tasks/${task}/link`, {});
      expect([again.status, again.body.type, again.body.record.id]).toEqual([409, type, task]);
    }
    expect((await one.submit({ send: 'code', csrf: 'x' })).status).toBe(403);
    expect(await stored(city)).toEqual(before);
  });

  test('when it has run out: it answers like one that never was', async () => {
    const visitor = await link();
    const ends = [...(await stored(city)).values()].flatMap((item) => (item.sk === 'LINK' ? [item.expiresAt as string] : []));
    await city.until(ends.sort().at(-1)!);
    const over = await visitor.get();
    expect([over.status, (await visitor.at(UNKNOWN).get()).text]).toEqual([404, over.text]);
    for (const path of ['/t/short', `/t/${'%2e'.repeat(20)}`]) expect((await visitor.at(path).get()).status).toBe(404);
  });
});

test('a reason is asked for where the city asks for one; the same answer again is the same, another is too late', async () => {
  const task = await releaseTask();
  const visitor = await link(task);
  await visitor.enters();
  const refused = await visitor.submit({ outcome: 'decline', reasonCode: '', text: '' });
  expect([refused.status, refused.text]).toEqual([422, expect.stringMatching(/谢绝的原因.*必填/su)]);
  const decline = { outcome: 'decline', reasonCode: 'work', text: '示例：<b>出差</b>\r\n' };
  const csrf = /name="csrf" value="([^"]+)"/.exec((await visitor.get()).text)![1]!;
  expect((await visitor.submit({ ...decline, csrf })).text).toContain('已记录：谢绝');
  expect((await visitor.submit({ ...decline, csrf })).status).toBe(200);
  expect((await visitor.submit({ outcome: 'release', csrf })).status).toBe(409);
  await city.settle();
  const { decision } = (await city.person('employer-01').get(`/v1/tasks/${task}`)).body;
  expect(decision).toMatchObject({ outcome: 'decline', reasonCode: 'work', text: '示例：<b>出差</b>' });
});

test('where a link leads is told to the party’s phones alone', async () => {
  const task = await releaseTask();
  for (const stranger of ['school-xihu-01', 'union-xihu', 'employer-04', 'speaker-002'])
    expect((await city.person(stranger).post(`/v1/tasks/${task}/link`, {})).status).toBe(404);
  const answer = await city.person('union-qingshanhu').post(`/v1/tasks/${task}/link`, {});
  const { text, to } = (await messages(city)).find(({ kind }) => kind === 'task-link')!;
  const reference = /\/t\/([\w-]+)/.exec(text.zh)![1]!;
  expect(text.en).toContain(reference);
  expect(JSON.stringify(answer.body)).not.toMatch(new RegExp(`${reference}|${to}`));
  expect(answer.body.sentTo).toContainEqual({ name: expect.any(String), phone: `••${to.slice(-2)}` });
  // It is on record who had it sent, and to whom.
  const trail = (await city.person('union-city').get(`/v1/audit?visit=${task.split('.')[0]}`)).body;
  expect(trail).not.toHaveProperty('broken');
  expect(trail.entries.at(-1)).toMatchObject({
    ...{ type: 'link-sent', by: { role: 'union', organisation: 'union-qingshanhu' } },
    data: {
      step: 'employer-release',
      party: 'employer-01',
      seat: 1,
      sentTo: ['person-employer-01', 'person-employer-01-head'],
    },
  });
  expect((await city.person('employer-01').timeline(trail.visit)).at(-1)).toMatchObject({
    ...{
      type: 'link-sent',
      zh: '已向被征求方发送办理链接：单位支持',
      data: { step: 'employer-release', party: 'employer-01', seat: 1 },
    },
  });
  // The table knows only its digest, since the message is sealed; and the task's own token is in neither.
  const items = [...(await stored(city)).values()];
  const holding = items.filter((item) => JSON.stringify(item).includes(reference));
  expect(holding).toEqual([]);
  const token = items.find((item) => `${item.visit}.${item.sk.slice('TASK#'.length)}` === task)!.token as string;
  expect(token.length).toBeGreaterThan(20);
  for (const said of [JSON.stringify(await messages(city)), JSON.stringify(items.filter(({ sk }) => sk === 'LINK'))])
    expect(said).not.toContain(token);
});

describe('what was typed is not lost', () => {
  beforeAll(() => city.days(1));
  const declined = { outcome: 'decline', reasonCode: 'work', text: '示例：<b>出差</b>' };

  test('when the time was over: it goes along through the code, and is shown again to be sent', async () => {
    const task = await releaseTask();
    const visitor = await link(task);
    await visitor.enters();
    const form = csrfIn(await visitor.get());
    await minutes(16);
    const over = await visitor.submit({ ...declined, csrf: form });
    expect([over.status, over.text]).toEqual([401, expect.stringMatching(/已超过时间.*您填写的内容还在/su)]);
    expect(over.text).not.toContain('学校');
    const kept = keptIn(over);
    expect(kept).toMatchObject({ 'kept.outcome': 'decline', 'kept.reasonCode': 'work' });
    const before = await messages(city);
    const sent = await visitor.submit({ ...kept, send: 'code', csrf: csrfIn(over) });
    expect(keptIn(sent)).toEqual(kept);
    const code = /\d{6}/.exec((await messages(city)).slice(0, -before.length)[0]!.text.zh)![0];
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    const refused = await visitor.submit({ ...kept, code: wrong, csrf: csrfIn(sent) });
    expect([refused.status, keptIn(refused)]).toEqual([403, kept]);
    const back = await visitor.submit({ ...kept, code, csrf: csrfIn(sent) });
    expect([back.status, back.text]).toEqual([
      200,
      expect.stringMatching(/核对后提交.*<details open>.*示例：&#60;b&#62;出差/su),
    ]);
    expect(await statusOf(task)).toBe('open');
    expect((await visitor.submit({ ...declined, csrf: csrfIn(back) })).text).toContain('已记录：谢绝');
    await city.settle();
    expect(await statusOf(task)).toBe('decided');
  });

  test('another’s page cannot have it shown, nor anything that no form of ours sends', async () => {
    const visitor = await link();
    expect((await visitor.submit(declined, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await visitor.submit({ 'kept.colour': 'red', send: 'code' })).status).toBe(403);
  });

  test('when somebody else was faster: it stands under its labels, with whom to call', async () => {
    const task = await releaseTask();
    const visitor = await link(task);
    await visitor.enters();
    const csrf = csrfIn(await visitor.get());
    await city.person('employer-01').post(`/v1/tasks/${task}/decision`, { outcome: 'release' });
    const late = await visitor.submit({ ...declined, csrf });
    expect([late.status, late.text]).toEqual([
      409,
      expect.stringMatching(/您刚才填写的内容（未提交）.*谢绝的原因.*工作.*补充说明.*示例：&#60;b&#62;出差/su),
    ]);
    expect(late.text).toContain('href="tel:');
  });
});

const csrfIn = ({ text }: Page): string => /name="csrf" value="([^"]+)"/.exec(text)![1]!;
const keptIn = ({ text }: Page): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/name="(kept\.[^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!.replaceAll('&#60;', '<').replaceAll('&#62;', '>'),
    ]),
  );
