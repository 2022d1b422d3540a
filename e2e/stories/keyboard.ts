import type { Page } from 'playwright-core';
import { main, ofVisit, type Story, schoolOf, visitOf } from '../people.ts';

/** A school asks and a union approves without ever touching a mouse; where one is can be seen all the way. */
export const keyboard: Story = async ({ city, people, looks, index }) => {
  if (!looks.runsScripts) return;
  const id = schoolOf(index + 7);
  const school = await people.as(id);
  await school.goto('/desk');
  await school.keyboard.press('Tab');
  looks.expect((await focused(school)).includes('skip'), 'the first stop is not the way past the menu');
  await press(school, 'nav a[href="/desk/visits/new"]', 'Enter');
  await school.waitForURL(/visits\/new/);
  await tabTo(school, '#activityType');
  await school.keyboard.press('ArrowDown');
  looks.expect((await school.inputValue('#activityType')) !== '', 'a list does not follow the arrow keys');
  await tabTo(school, '#date');
  await typeDate(school, city.slot(17).start.slice(0, 10));
  await tabTo(school, '#students');
  await school.keyboard.type('40');
  looks.expect(await isSeen(school), 'one does not see which field one is in');
  await looks.at(school, 'keyboard-request');
  await press(school, 'main form button', 'Enter');
  await school.waitForURL(/\?new/);
  const visit = new URL(school.url()).pathname.split('/').at(-1)!;
  await city.settle();

  const union = await people.as((await visitOf(city, id, visit)).union);
  await union.goto('/desk');
  await press(union, ofVisit(visit), 'Enter');
  await union.waitForURL(/tasks/);
  await tabTo(union, 'summary.button');
  await union.keyboard.press('Enter');
  looks.expect(await union.locator('#reasonCode').isVisible(), 'a folded form does not open by the keyboard');
  await union.keyboard.press('Enter');
  await tabTo(union, 'main form button', 'Shift+Tab');
  looks.expect(await isSeen(union), 'one does not see which button one is at');
  await Promise.all([union.waitForEvent('load'), union.keyboard.press('Enter')]);
  looks.expect((await main(union)).includes('已记录：同意'), 'a union cannot approve by the keyboard');
};

const FARTHEST = 150;

/** Goes on by Tab until the element is reached. */
async function tabTo(page: Page, selector: string, key = 'Tab'): Promise<void> {
  for (let i = 0; i < FARTHEST; i++) {
    await page.keyboard.press(key);
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
  }
  throw new Error(`${selector} is not reached by the keyboard at ${page.url()}`);
}

async function press(page: Page, selector: string, key: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press(key);
}

const focused = async (page: Page) => (await page.evaluate('document.activeElement.className')) as string;

const isSeen = async (page: Page) =>
  (await page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'")) as boolean;

/** Digits in the order that this browser shows; it speaks its own language, not the page's. */
async function typeDate(page: Page, date: string): Promise<void> {
  const [year, month, day] = date.split('-') as [string, string, string];
  for (const digits of [`${month}${day}${year}`, `${year}${month}${day}`, `${day}${month}${year}`]) {
    await page.keyboard.type(digits);
    if ((await page.inputValue('#date')) === date) return;
    await page.fill('#date', '');
    await page.focus('#date');
  }
  throw new Error('a date cannot be typed');
}
