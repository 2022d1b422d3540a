import { describe, expect, test } from 'vitest';
import { builtIn, type Catalogue } from '../../functions/catalogue/catalogue.ts';
import type { TaskView } from '../../functions/decisions/view.ts';
import { callUnion, taskFacts, unionToCall } from '../../functions/links/task-facts.ts';

const catalogue: Catalogue = { ...builtIn, districts: [], units: [] };
const now = new Date('2026-03-02T01:00:00Z');

const view = (more: object = {}) =>
  ({
    ...{ kind: 'employer-release', partyId: 'employer-1', dueAt: '2026-03-10T09:00:00.000Z' },
    visit: {
      ...{
        school: { id: 's', name: '示例中学' },
        otherSchools: [],
        union: { id: 'u', name: '示例工会', officePhone: '0791-0000 0001' },
      },
      ...{ activityType: 'lecture', mode: 'in-school', levels: ['junior-secondary'], topics: ['welding'], district: 'd' },
      slot: { start: '2026-03-20T06:00:00.000Z', end: '2026-03-20T07:30:00.000Z' },
      ...{
        address: '示例路1号',
        expectedStudents: 45,
        contact: { name: '示例老师' },
        urgent: false,
        notes: '<b>javascript:alert(1)</b>',
      },
    },
    speakers: [
      {
        ...{ seat: 1, id: 'a', name: '示例王师傅', trade: '焊工', honour: { code: 'model-worker', level: 'national' } },
        why: { score: 70, parts: { topic: 40, load: 8, rating: 3, wish: 0 } },
      },
    ],
    ...more,
  }) as unknown as TaskView;

describe('what a question is about', () => {
  test('says dates as people say them, who comes and why, in the language that was chosen', () => {
    const zh = taskFacts(view(), { catalogue, language: 'zh', now }).text;
    for (const said of [
      '3月20日 周五 14:00–15:30',
      '示例王师傅（焊工，全国劳动模范）',
      '主题契合、场次余量',
      '3月10日 周二 17:00',
    ])
      expect(zh).toContain(said);
    expect(zh).not.toContain('评价');
    const en = taskFacts(view(), { catalogue, language: 'en', now }).text;
    for (const said of ['Fri 20 Mar 14:00–15:30', 'National Model worker', 'Topics, Free this month'])
      expect(en).toContain(said);
    expect(en).not.toMatch(/学校<|<dt>[^<]*[\u4e00-\u9fff]/);
  });

  test('shows what was written as text', () => {
    expect(taskFacts(view(), { catalogue, language: 'zh', now }).text).toContain('&#60;b&#62;javascript:alert(1)&#60;/b&#62;');
  });

  test('leads to the union’s telephone, but not the union to its own', () => {
    expect(unionToCall(view(), 'zh')?.text).toContain('href="tel:079100000001"');
    expect(unionToCall(view({ partyId: 'u' }), 'zh')).toBeUndefined();
    expect(callUnion({ name: '示例工会' }, 'zh')).toBeUndefined();
  });

  test('says where a date may still move', () => {
    expect(taskFacts(view({ provisional: true }), { catalogue, language: 'zh', now }).text).toContain('日期暂定');
  });
});
