import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** Looks at pages as somebody would who cannot see well, has a small screen, or wants to know later how it was. */
export class Looks {
  readonly findings: string[] = [];
  pages = 0;
  readonly #folder: string;
  /** Said beside the findings. */
  readonly notes: string[] = [];
  readonly runsScripts: boolean;

  /** @param runsScripts whether the browser runs any; axe is one, and the pages are the same without. */
  constructor(folder: string, runsScripts: boolean) {
    this.#folder = folder;
    this.runsScripts = runsScripts;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }

  async at(page: Page, name: string): Promise<void> {
    this.pages++;
    await page.screenshot({ path: join(this.#folder, `${String(this.pages).padStart(2, '0')}-${name}.png`), fullPage: true });
    if (this.runsScripts) await this.#measure(page, name);
  }

  async #measure(page: Page, name: string): Promise<void> {
    await page.evaluate(axe.source);
    const { violations } = (await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(STANDARDS)} })`)) as AxeResults;
    for (const { id, help, nodes } of violations)
      this.findings.push(`${name}: ${id}, ${help}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
    for (const unreached of (await page.evaluate(`(${reachedByKeys})()`)) as string[])
      this.findings.push(`${name}: not for the keyboard: ${unreached}`);
    const over = (await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')) as number;
    if (over > 0) this.findings.push(`${name}: ${over} px wider than the screen`);
  }

  /** Notes what should be so and is not. */
  expect(holds: boolean, otherwise: string): void {
    if (!holds) this.findings.push(otherwise);
  }
}

/**
 * Runs in the page: whatever can be pressed or filled in takes the focus, in the order of the page, and shows that it has it.
 * What is folded away is reached once its summary, which is looked at like the rest, is open.
 */
const reachedByKeys = `function () {
  const wrong = [];
  for (const element of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')) {
    if (!element.checkVisibility() || element.disabled) continue;
    element.focus({ focusVisible: true, preventScroll: true });
    const isReached = document.activeElement === element && element.tabIndex === 0;
    const isSeen = getComputedStyle(element).outlineStyle !== 'none';
    if (!isReached || !isSeen) wrong.push((isReached ? 'unseen ' : 'unreached ') + element.outerHTML.slice(0, 100));
  }
  document.activeElement?.blur();
  return wrong;
}`;
