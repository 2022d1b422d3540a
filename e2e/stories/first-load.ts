import type { Page } from 'playwright-core';
import { type Story, schoolOf } from '../people.ts';

/** What a slow line bears: everything that a page needs, as it goes over the wire. */
const MOST_BYTES = 200_000;

/** A4 across without its margins, and a usual screen, in pixels. */
const [ACROSS, WIDE] = [1040, 1280];

/** Pages as somebody opens them for the first time; printed, they leave out what is no use on paper. */
export const firstLoad: Story = async ({ people, looks, index }) => {
  const school = schoolOf(index + 1);
  let heaviest = { path: '', bytes: 0 };
  for (const [who, path] of [
    [school, '/desk'],
    [school, '/desk/visits/new'],
    ['union-city', '/desk'],
    ['union-city', '/desk/calendar?month=2026-02'],
    ['union-city', '/desk/overview?month=2026-02'],
    ['union-city', '/desk/statistics?month=2026-02'],
  ] as const) {
    const page = await people.another(who);
    const bytes = await loaded(page, path);
    if (bytes > heaviest.bytes) heaviest = { path, bytes };
    looks.expect(bytes > 0 && bytes <= MOST_BYTES, `${path} takes ${bytes} bytes`);
    if (path.includes('statistics') && looks.runsScripts) {
      looks.expect(page.viewportSize()!.width < WIDE || !(await isCut(page)), 'columns of the statistics table are cut');
      await page.emulateMedia({ media: 'print' });
      looks.expect(!(await page.locator('header.top').isVisible()), 'the menu is printed');
      looks.expect(await page.locator('h1').isVisible(), 'the title is not printed');
      await page.setViewportSize({ width: ACROSS, height: 720 });
      await looks.at(page, 'statistics-printed');
      looks.expect(!(await isCut(page)), 'columns of the statistics table are cut on paper');
    }
    await page.context().close();
  }
  looks.notes.push(`heaviest first load ${Math.ceil(heaviest.bytes / 1000)} KB (${heaviest.path})`);
};

/** Whether a table is wider than there is room. */
const isCut = (page: Page): Promise<boolean> =>
  page.locator('.wide').evaluate((region) => region.scrollWidth > region.clientWidth);

/** Opens a page in a browser that has been signed in but has kept nothing, and counts what arrives, headers included. */
async function loaded(page: Page, path: string): Promise<number> {
  const context = await page
    .context()
    .browser()!
    .newContext({ storageState: await page.context().storageState() });
  const fresh = await context.newPage();
  const sizes: Promise<number>[] = [];
  fresh.on('requestfinished', (request) => {
    sizes.push(request.sizes().then(({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize));
  });
  await fresh.goto(new URL(path, page.url()).href);
  await fresh.waitForLoadState('networkidle');
  if (!fresh.url().endsWith(path)) throw new Error(`${path} led to ${fresh.url()}`);
  await page.goto(path);
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await context.close();
  return bytes;
}
