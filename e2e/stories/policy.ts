import { goTo, main, type Story, schoolOf } from '../people.ts';

/** The city's union looks at what a change would mean, thinks again, and puts another in force. */
export const policy: Story = async ({ city, people, looks, index }) => {
  await city.person(schoolOf(12)).post('/v1/visits', city.request({ slots: [city.slot(17)] }));
  await city.settle();
  const page = await people.as('union-city');
  await page.goto('/desk/language?to=zh');
  await goTo(page, '规则');
  await looks.at(page, 'policy');
  await page.click('text=变更规则');
  await page.click('summary >> text=办理时限');
  await page.fill('[name="workingDays.union-approval"]', '0');
  await page.fill('[name="dueHour"]', '25');
  await page.selectOption('#openTasks', 'move');
  await page.click('text=预览变更');
  await looks.at(page, 'policy-refused');
  looks.expect((await page.inputValue('[name="workingDays.union-approval"]')) === '0', 'a figure that was typed is lost');
  await page.fill('[name="dueHour"]', '18');
  await page.click('text=预览变更');
  await looks.at(page, 'policy-preview');
  looks.expect((await main(page)).includes('期限会变动'), 'no open task would move');
  await page.click('text=返回修改');
  await page.fill('[name="workingDays.union-approval"]', '3');
  await page.click('summary >> text=审核和确认');
  await page.fill('[name="absenceObjectionDays"]', String(11 + index));
  await page.selectOption('#openTasks', 'keep');
  await looks.at(page, 'policy-form');
  // By the keyboard: a click right after a long picture is lost where the page runs no script.
  await page.press('text=预览变更', 'Enter');
  await looks.at(page, 'policy-preview-again');
  await page.click('text=确认施行');
  await looks.at(page, 'policy-in-force');
  looks.expect((await main(page)).includes('新规则已施行'), 'the policy is not in force');
  await page.click('text=English');
  await page.goto('/desk/policy/change');
  await page.click('summary >> nth=2');
  await looks.at(page, 'policy-form-english');
  await page.goto('/desk/people');
  await looks.at(page, 'people-english');
  await page.click('text=中文');
};
