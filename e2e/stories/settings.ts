import { main, type Story, schoolOf } from '../people.ts';

/** Somebody chooses how they are told, makes a private calendar and revokes it; a school sets its record right. */
export const settings: Story = async ({ people, looks, index }) => {
  const school = schoolOf(4 + index);
  const page = await people.as(school);
  await page.goto('/desk/language?to=zh');
  await page.click('header a[href="/desk/settings"]');
  await looks.at(page, 'settings');
  await page.check('[name="digest.email"]');
  await page.fill('#email', 'shili@example.cn');
  await page.check('[name="immediate.wecom"]');
  await page.press('text=保存', 'Enter');
  await looks.at(page, 'settings-refused');
  looks.expect((await page.inputValue('#email')) === 'shili@example.cn', 'an address that was typed is lost');
  await page.uncheck('[name="immediate.wecom"]');
  await page.press('text=保存', 'Enter');
  await looks.at(page, 'settings-saved');
  looks.expect((await main(page)).includes('s••@example.cn'), 'the address is not saved');
  await page.press('text=的订阅地址 >> nth=0', 'Enter');
  await looks.at(page, 'calendar-address');
  await page.press('text=返回我的设置', 'Enter');
  await looks.at(page, 'calendar-listed');
  await page.press('button:has-text("停用") >> nth=0', 'Enter');
  looks.expect((await main(page)).includes('已停用'), 'the calendar is not revoked');
  await page.goto(`/desk/organisations/${school}`);
  await page.fill('#address', `示例路 ${index + 1} 号`);
  await looks.at(page, 'organisation');
  await page.press('text=保存', 'Enter');
  await looks.at(page, 'organisation-saved');
  looks.expect((await main(page)).includes('资料已保存'), 'the record is not saved');
};
