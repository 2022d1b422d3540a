import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { SampleCity } from '../demo/sample-city.ts';
import type { Device } from './browser.ts';
import { Looks } from './look.ts';

const SCHOOL = 'school-city-schools-';

/** One visit from the request to its statistics, each step by the page of whoever takes it. */
export async function walk(
  city: SampleCity,
  browser: Browser,
  { name, options }: Device,
  index: number,
): Promise<{ pages: number; findings: string[] }> {
  const looks = new Looks(join(import.meta.dirname, '..', '.e2e', name), options.javaScriptEnabled !== false);
  const people = new People(city, browser, options);
  try {
    const school = `${SCHOOL}${String(index + 1).padStart(2, '0')}`;
    const id = await request(city, people, looks, school);
    await stale(city, people, looks, school, id);
    await decideAll(city, people, looks, school, id);
    await submit(city, people, looks, school, id);
    await lookAround(city, people, looks, school, id);
    await several(city, people, looks);
    return looks;
  } finally {
    await people.leave();
  }
}

/** Those who have a window open, each signed in on a device of their own. */
class People {
  readonly #city: SampleCity;
  readonly #browser: Browser;
  readonly #options: Device['options'];
  readonly #windows = new Map<string, Page>();

  constructor(city: SampleCity, browser: Browser, options: Device['options']) {
    this.#city = city;
    this.#browser = browser;
    this.#options = options;
  }

  async as(id: string): Promise<Page> {
    const known = this.#windows.get(id);
    if (known) return known;
    const page = await this.another(id);
    this.#windows.set(id, page);
    return page;
  }

  /** On another device. */
  async another(id: string): Promise<Page> {
    const context = await this.#browser.newContext({ ...this.#options, baseURL: this.#city.cloud.url, locale: 'zh-CN' });
    const page = await context.newPage();
    await page.goto('/_local/sign-in');
    await page.click(`button[value="person-${id}"]`);
    return page;
  }

  async leave(): Promise<void> {
    for (const page of this.#windows.values()) await page.context().close();
  }
}

/** What waits of this visit; people have others, too. */
const ofVisit = (id: string) => `.cards a[href*="${id}"]`;

const main = async (page: Page): Promise<string> => (await page.locator('main').textContent()) ?? '';

/** A school asks; what it got wrong is said beside the field, and nothing that it typed is lost. */
async function request(city: SampleCity, people: People, looks: Looks, school: string): Promise<string> {
  const page = await people.as(school);
  await looks.at(page, 'inbox-empty');
  await page.click('nav >> text=申请活动');
  await looks.at(page, 'request');
  const soon = city.slot(1).start.slice(0, 10);
  await page.selectOption('#activityType', 'lecture');
  await page.fill('#date', soon);
  await page.fill('#from', '15:30');
  await page.fill('#to', '14:00');
  await page.fill('#students', '45');
  await page.fill('#notes', '<script>alert(1)</script> javascript:alert(2)');
  await page.click('main form button');
  await looks.at(page, 'request-refused');
  looks.expect((await page.locator('.field .wrong').count()) > 0, 'nothing is said beside a wrong field');
  looks.expect((await page.inputValue('#students')) === '45', 'what was typed is lost');
  await page.fill('#date', city.slot(18).start.slice(0, 10));
  await page.fill('#from', '14:00');
  await page.fill('#to', '15:30');
  await page.click('main form button');
  await city.settle();
  await looks.at(page, 'requested');
  looks.expect((await main(page)).includes('<script>alert(1)</script>'), 'what was typed is not shown as text');
  return new URL(page.url()).pathname.split('/').at(-1)!;
}

/** Two of the union have the question open; the slower one is told who was faster, and keeps the words. */
async function stale(city: SampleCity, people: People, looks: Looks, school: string, id: string): Promise<void> {
  const { union } = await visitOf(city, school, id);
  const [first, second] = [await people.as(union), await people.another(union)];
  for (const page of [first, second]) {
    await page.goto('/desk');
    await page.click(ofVisit(id));
  }
  await looks.at(first, 'approval');
  await first.click('main form button >> nth=0');
  await looks.at(first, 'approved');
  await second.click('summary.button');
  await second.selectOption('#reasonCode', 'other');
  await second.fill('#text', '时间上再商量');
  await second.click('button.second');
  await looks.at(second, 'approval-stale');
  looks.expect((await main(second)).includes('时间上再商量'), 'a stale form loses what was typed');
  await second.context().close();
}

interface Visit {
  status: string;
  union: string;
  education: string;
  seats: { speakerId?: string; releases: { employerId: string; need: string; releasedAt?: string }[] }[];
}

const visitOf = async (city: SampleCity, school: string, id: string): Promise<Visit> =>
  (await city.person(school).get(`/v1/visits/${id}`)).body as unknown as Visit;

/** Whoever is asked says yes, until the visit is agreed. */
async function decideAll(city: SampleCity, people: People, looks: Looks, school: string, id: string): Promise<void> {
  for (let step = 0; step < 10; step++) {
    await city.settle();
    const visit = await visitOf(city, school, id);
    if (visit.status === 'confirmed') return;
    const [seat] = visit.seats;
    const employers = seat?.releases.filter(({ need, releasedAt }) => need === 'required' && !releasedAt) ?? [];
    const asked = visit.status === 'awaiting-school' ? school : (employers[0]?.employerId ?? seat?.speakerId);
    if (asked === undefined) throw new Error(`nobody is asked: ${JSON.stringify(visit)}`);
    const page = await people.as(asked);
    await page.goto('/desk');
    await looks.at(page, `inbox-${step}`);
    await page.click(ofVisit(id));
    await looks.at(page, `task-${step}`);
    await page.click('main form button >> nth=0');
    await looks.at(page, `done-${step}`);
  }
  throw new Error(`${id} was not agreed in ten steps`);
}

/** After the day the school says how it went; then it stands among what is done. */
async function submit(city: SampleCity, people: People, looks: Looks, school: string, id: string): Promise<void> {
  await city.days(19);
  await city.settle();
  const page = await people.as(school);
  await page.goto('/desk');
  await page.click(ofVisit(id));
  await looks.at(page, 'statistics');
  await page.click('main form button >> nth=0');
  await looks.at(page, 'statistics-done');
  await city.settle();
  await page.goto('/desk/visits?status=closed');
  await looks.at(page, 'visits');
  await page.goto(`/desk/visits/${id}`);
  await looks.at(page, 'visit');
  looks.expect((await main(page)).includes('已办结'), 'the visit is not done');
}

/** Union and authority look at the month; in English, too. */
async function lookAround(city: SampleCity, people: People, looks: Looks, school: string, id: string): Promise<void> {
  const { union, education } = await visitOf(city, school, id);
  const month = city.slot(0).start.slice(0, 7);
  const [ofUnion, ofAuthority] = [await people.as(union), await people.as(education)];
  await ofUnion.goto(`/desk/statistics?month=${month}`);
  await looks.at(ofUnion, 'statistics-of-month');
  looks.expect((await main(ofUnion)).includes('示例'), 'the month’s table is empty');
  await ofUnion.goto(`/desk/pace?from=${month}&to=${month}`);
  await looks.at(ofUnion, 'pace');
  await ofAuthority.goto(`/desk/statistics?month=${month}`);
  await looks.at(ofAuthority, 'statistics-of-authority');
  await ofUnion.click('text=English');
  await ofUnion.goto('/desk/visits');
  await looks.at(ofUnion, 'visits-english');
}

/** A union approves two at once; a school calls its visit off. */
async function several(city: SampleCity, people: People, looks: Looks): Promise<void> {
  const schools = [`${SCHOOL}10`, `${SCHOOL}11`];
  const ids: string[] = [];
  for (const school of schools) {
    const { body } = await city.person(school).post('/v1/visits', city.request({ slots: [city.slot(16)] }));
    ids.push(body.id as string);
  }
  await city.settle();
  const union = await people.as((await visitOf(city, schools[0]!, ids[0]!)).union);
  await union.goto('/desk/language?to=zh');
  for (const box of await union.locator('.cards input[type=checkbox]').all()) await box.check();
  await looks.at(union, 'inbox-of-union');
  await union.click('main form > button');
  await looks.at(union, 'approved-together');
  looks.expect((await union.locator('.note').count()) === 2, 'not both were approved');
  const page = await people.as(schools[0]!);
  await page.goto(`/desk/visits/${ids[0]}`);
  await page.click('summary.button');
  await page.selectOption('#reasonCode', 'other');
  await looks.at(page, 'cancel');
  await page.click('details button');
  await looks.at(page, 'cancelled');
  looks.expect((await main(page)).includes('已取消'), 'the visit is not cancelled');
  await city.settle();
  await page.goto('/desk/notices');
  await looks.at(page, 'notices');
}
