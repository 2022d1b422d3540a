import type { Browser, Page } from 'playwright-core';
import type { Json } from '../demo/actor.ts';
import type { SampleCity } from '../demo/sample-city.ts';
import type { Device } from './browser.ts';
import type { Looks } from './look.ts';

/** What a story is played with. */
export interface Stage {
  city: SampleCity;
  people: People;
  looks: Looks;
  /** Which device it is, from 0, so that stories on several devices meet as little as possible. */
  index: number;
}

/** What people do with pages, each step by the page of whoever takes it. */
export type Story = (stage: Stage) => Promise<void>;

/** The schools of one unit, as the sample has them. */
export const schoolOf = (number: number): string => `school-city-schools-${String(number).padStart(2, '0')}`;

/** Those who have a window open, each signed in on a device of their own. */
export class People {
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

  /** Whoever has not signed in. */
  async somebody(): Promise<Page> {
    const context = await this.#browser.newContext({ ...this.#options, baseURL: this.#city.cloud.url, locale: 'zh-CN' });
    return context.newPage();
  }

  /** On another device. */
  async another(id: string): Promise<Page> {
    const page = await this.somebody();
    await page.goto('/_local/sign-in');
    await page.click(`button[value="person-${id}"]`);
    return page;
  }

  async leave(): Promise<void> {
    for (const page of this.#windows.values()) await page.context().close();
  }
}

/** What waits of this visit; people have others, too. */
export const ofVisit = (id: string) => `.cards a[href*="${id}"]`;

export const main = async (page: Page): Promise<string> => (await page.locator('main').textContent()) ?? '';

export interface Visit {
  status: string;
  union: string;
  education: string;
  seats: { speakerId?: string; releases: { employerId: string; need: string; releasedAt?: string }[] }[];
}

export const visitOf = async (city: SampleCity, school: string, id: string): Promise<Visit> =>
  (await city.person(school).get(`/v1/visits/${id}`)).body as unknown as Visit;

/** Goes to a place of the menu, also to one that is folded away. */
export async function goTo(page: Page, place: string): Promise<void> {
  const link = page.locator('nav').getByRole('link', { name: place, exact: true, includeHidden: true });
  if (!(await link.isVisible())) await page.click('nav details summary');
  await link.click();
}

/** The first Wednesday so many days from now or later: a working day, so that an employer has hours to release. */
export const wednesday = (city: SampleCity, days: number): string =>
  [0, 1, 2, 3, 4, 5, 6]
    .map((more) => city.slot(days + more).start.slice(0, 10))
    .find((day) => new Date(day).getUTCDay() === 3)!;

/** Of those proposed somebody whose employer has to release them, so that everybody is asked. */
export async function employed(city: SampleCity, union: string, id: string): Promise<string> {
  const { tasks } = (await city.person(union).get(`/v1/tasks?visit=${id}`)).body;
  const { shortlist } = (await city.person(union).get(`/v1/tasks/${tasks[0].id}`)).body;
  for (const { id: speaker } of shortlist) {
    const { employments = [] } = (await city.person('union-city').get(`/v1/speakers/${speaker}`)).body;
    if (employments.some(({ kind, permission }: Json) => kind === 'employed' && !permission)) return speaker;
  }
  throw new Error(`nobody proposed for ${id} is employed`);
}
