import type { SampleCity } from '../../demo/sample-city.ts';
import type { Looks } from '../look.ts';
import { employed, goTo, main, ofVisit, type People, type Story, schoolOf, visitOf, wednesday } from '../people.ts';

/** One visit from the request to its statistics. */
export const oneVisit: Story = async ({ city, people, looks, index }) => {
  const school = schoolOf(index + 1);
  const day = wednesday(city, 16);
  const id = await request(city, people, looks, school, day);
  await stale(city, people, looks, school, id);
  await decideAll(city, people, looks, school, id);
  await city.until(`${day}T20:00:00+08:00`);
  await submit(city, people, looks, school, id);
  await lookAround(city, people, looks, school, id);
};

/** A school asks; what it got wrong is said beside the field, and nothing that it typed is lost. */
async function request(city: SampleCity, people: People, looks: Looks, school: string, day: string): Promise<string> {
  const page = await people.as(school);
  await looks.at(page, 'inbox-empty');
  await goTo(page, '申请活动');
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
  await page.fill('#date', day);
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
  await first.selectOption('[name="seat.1"]', await employed(city, union, id));
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

/** Whoever is asked says yes, until the visit is agreed. */
async function decideAll(city: SampleCity, people: People, looks: Looks, school: string, id: string): Promise<void> {
  const answered = new Set<string>();
  for (let step = 0; step < 10; step++) {
    await city.settle();
    const visit = await visitOf(city, school, id);
    if (visit.status === 'confirmed') {
      for (const kind of ['employer', 'speaker']) looks.expect(answered.has(kind), `no ${kind} was asked`);
      return;
    }
    const [seat] = visit.seats;
    const employers = seat?.releases.filter(({ need, releasedAt }) => need === 'required' && !releasedAt) ?? [];
    const asked = visit.status === 'awaiting-school' ? school : (employers[0]?.employerId ?? seat?.speakerId);
    if (asked === undefined) throw new Error(`nobody is asked: ${JSON.stringify(visit)}`);
    answered.add(asked === school ? 'school' : asked === seat?.speakerId ? 'speaker' : 'employer');
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
