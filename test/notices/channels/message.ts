import type { Outgoing } from '../../../functions/notices/notice.ts';

/** Something to send. */
export const message: Outgoing = {
  id: 'nc#notice#asked#1',
  kind: 'asked',
  language: 'zh',
  title: '请办理',
  text: '示例第一中学申请 3 月 12 日的活动，请于 3 月 6 日前办理。',
  params: { due: '3月6日', visit: '示例活动' },
};
