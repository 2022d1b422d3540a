import { main, type Stage, type Story, visitOf, wednesday } from '../people.ts';

const UNION = 'union-xihu';
const [PNG, KILOBYTE] = [Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 1024];
const photo = (kilobytes: number) => ({
  ...{ name: '盖章件.png', mimeType: 'image/png' },
  buffer: Buffer.concat([PNG, Buffer.alloc(kilobytes * KILOBYTE, 7)]),
});

/** An employer wants it on paper: the union issues the letter, prints it, and hands in what came back; the speaker gets a link. */
export const onPaper: Story = async (stage) => {
  const { city, people, looks, index } = stage;
  const visit = await approved(stage, `school-xihu-0${index + 1}`);
  const page = await people.as(UNION);
  await page.goto('/desk/language?to=zh');
  await page.goto(`/desk/visits/${visit}`);
  await looks.at(page, 'letters-possible');
  await page.click('#letters button:has-text("签发商请函")');
  await looks.at(page, 'letter-issued');
  await page.click('main form button');
  looks.expect((await main(page)).includes('还没有交回'), 'a copy came back without a file');
  await page.setInputFiles('#file', photo(3200));
  await page.click('main form button');
  await looks.at(page, 'letter-copy-too-large');
  looks.expect((await main(page)).includes('文件超过 3 MB'), 'it is not said that the file is too large');
  await page.setInputFiles('#file', photo(40));
  await page.click('main form button');
  await looks.at(page, 'letter-copy-handed-in');
  looks.expect((await main(page)).includes('下载第 1 份'), 'the copy is not there');
  await page.goto(`${new URL(page.url()).pathname}/print`);
  await looks.at(page, 'letter-to-print');
  await page.goto(`/desk/visits/${visit}`);
  await looks.at(page, 'letters-of-visit');
  const ofEmployer = await people.as('union-qingshanhu');
  await ofEmployer.goto(`/desk/visits/${visit}`);
  await ofEmployer.click('a[href*="employer-release"]');
  await looks.at(ofEmployer, 'link-to-send');
  await ofEmployer.click('text=把办理链接发到对方手机');
  await looks.at(ofEmployer, 'link-sent');
  looks.expect((await main(ofEmployer)).includes('手机号码尾号'), 'it is not said to whom the link went');
  await city.settle();
};

/** On the first Wednesday on which the employer must be asked: none of a holiday. */
async function approved({ city, index }: Stage, school: string): Promise<string> {
  for (let week = 5 + index; week < 9 + index; week++) {
    const day = wednesday(city, 7 * week);
    const slot = { start: `${day}T10:00:00+08:00`, end: `${day}T11:00:00+08:00` };
    const id = await city.person(school).asksFor({ slots: [slot] });
    await city.settle();
    await city.person(UNION).approves(id, { speakers: ['speaker-001'], reserves: [] });
    await city.settle();
    const { seats } = await visitOf(city, school, id);
    if (seats[0]?.releases[0]?.need === 'required') return id;
    await city.person(school).cancels(id);
    await city.settle();
  }
  throw new Error('no employer was asked');
}
