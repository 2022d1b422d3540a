import type { SampleCity } from '../../demo/sample-city.ts';
import { main, type Stage, type Story, schoolOf } from '../people.ts';

/** Two hundred visits of one month, at a school with the longest name there is, with a speaker whose name few fonts have. */
const MONTH = '2026-02';
const SCHOOL = schoolOf(12);
const LONG_NAME = '示例市直属第一实验外国语综合高级中学与附属初级中学联合办学集团南昌滨江新区分校';
const RARE_NAME = '示例𠮷㛃·阿卜杜热依木';
const MARKUP = '<img src=x onerror=alert(1)> javascript:alert(2) <script>alert(3)</script>';

/** What is full, long or rare stands in its place; what is markup stands as text. */
export const crowd: Story = async (stage) => {
  const { city, people, looks } = stage;
  await sow(city);
  const [union, school] = [await people.as('union-city'), await people.as(SCHOOL)];
  await look(stage, union);
  await school.goto('/desk/language?to=en');
  await school.goto(`/desk/visits?from=${MONTH}-01&to=${MONTH}-28`);
  await looks.at(school, 'crowd-visits-english');
  looks.expect((await school.locator('tbody tr').count()) === 20, 'a page has not twenty visits');
  await school.click('main a.button >> text=More');
  looks.expect((await school.locator('tbody tr').count()) === 20, 'there is no second page');
  await school.click('tbody tr >> nth=0 >> a');
  await looks.at(school, 'crowd-visit-english');
  const text = await main(school);
  for (const said of [LONG_NAME, RARE_NAME, MARKUP]) looks.expect(text.includes(said), `${said} is not shown as it is`);
  await school.goto('/desk/language?to=zh');
};

async function look({ looks }: Stage, union: Awaited<ReturnType<Stage['people']['as']>>): Promise<void> {
  await union.goto('/desk/language?to=zh');
  for (const [path, name] of [
    [`/desk/calendar?month=${MONTH}`, 'crowd-calendar'],
    [`/desk/overview?month=${MONTH}`, 'crowd-overview'],
    [`/desk/statistics?month=${MONTH}`, 'crowd-statistics'],
    [`/desk/visits?name=${encodeURIComponent(RARE_NAME.slice(2, 5))}`, 'crowd-search'],
  ]) {
    await union.goto(path!);
    await looks.at(union, name!);
  }
  await union.goto(`/desk/calendar?month=${MONTH}`);
  looks.expect((await union.locator('table.month a.mark').count()) >= 200, 'the calendar does not hold two hundred visits');
  await union.goto(`/desk/statistics?month=${MONTH}`);
  looks.expect((await union.locator('.wide tbody tr').count()) >= 200, 'the table does not hold two hundred rows');
}

/** Once for all devices: recorded afterwards, because nothing has to be decided then. */
async function sow(city: SampleCity): Promise<void> {
  const { body } = await city.person('union-city').get(`/v1/visits?from=${MONTH}-01&to=${MONTH}-28&limit=1`);
  if (body.visits.length > 0) return;
  const administrator = city.person(SCHOOL);
  await done(administrator.patch(`/v1/organisations/${SCHOOL}`, { name: LONG_NAME }));
  await done(city.person('speaker-050').post('/v1/people/person-speaker-050/correction', { name: RARE_NAME }));
  // Names are kept for a minute.
  await city.days(1 / 24);
  for (let i = 0; i < 200; i++) {
    const day = `${MONTH}-${String((i % 28) + 1).padStart(2, '0')}`;
    const hour = String(8 + Math.floor(i / 28)).padStart(2, '0');
    const record = {
      ...{ activityType: 'lecture', mode: 'in-school', levels: ['junior-secondary'], topics: ['welding'], notes: MARKUP },
      ...{ actualStart: `${day}T${hour}:00:00+08:00`, actualEnd: `${day}T${hour}:45:00+08:00` },
      ...{ speakersPresent: ['speaker-050'], schools: [{ schoolId: SCHOOL, directStudents: 40 + i }], summary: MARKUP },
      ...{ indirectAudience: 0, media: ['示例日报'], costYuan: 0, notDouble: true },
    };
    await done(city.person(SCHOOL).post('/v1/visits/recorded', record));
  }
  await city.settle();
}

async function done(answer: Promise<{ status: number; body: unknown }>): Promise<void> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
}
