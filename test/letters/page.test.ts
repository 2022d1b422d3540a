import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { LetterAnswer } from '../../functions/letters/contract.ts';
import { letterPage } from '../../functions/letters/page.ts';
import { catalogue } from '../support/city.ts';
import { thursday } from '../support/visit.ts';

const named = (id: string, name: string) => ({ id, name });
const view = (kind: LetterAnswer['kind'], more: Partial<LetterAnswer> = {}): LetterAnswer => ({
  ...{ number: '工函〔2026〕12号', kind, visitId: 'v1', seat: 1, changed: false, copies: [] },
  ...{ union: named('u', '示例区总工会'), addressee: named('e', '示例机械厂'), replyBy: '2026-03-09T10:00:00.000Z' },
  schools: [named('s', '示例中学'), named('t', '示例小学')],
  speakers: [{ id: 's1', name: '示例张', honour: { code: 'model-worker', level: 'national' } }],
  employers: [named('e', '示例机械厂')],
  ...{
    activityType: 'lecture',
    topics: ['welding', '示例主题'],
    mode: 'in-school',
    address: '示例路1号',
    expectedStudents: 45,
  },
  times: [{ ...thursday, audience: '八年级', place: '报告厅' }],
  contact: { name: '示例老师', phone: '000-1234567' },
  ...{ issuedAt: '2026-03-02T01:00:00.000Z', issuedBy: { name: '示例officer', role: 'union' } },
  ...more,
});
const KINDS = ['release-request', 'invitation', 'confirmation'] as const;
const text = (letter: LetterAnswer) => letterPage(letter, catalogue).body!;

describe.each(KINDS)('the page of a letter: %s', (kind) => {
  test('says in whose name, under which number, to whom, what, when and where, and when it was issued', () => {
    const said = text(view(kind));
    for (const fact of ['示例区总工会', '工函〔2026〕12号', '示例张', '全国劳动模范', '劳模工匠大讲堂（主题：焊接、示例主题）'])
      expect(said).toContain(fact);
    for (const fact of ['2026年3月12日（星期四）14:00—15:30　八年级　报告厅', '示例路1号', '示例中学、示例小学', '约45人'])
      expect(said).toContain(fact);
    expect(said).toContain('2026年3月2日');
    expect(said).toContain('（盖章处）');
    expect(said).not.toContain('已变更');
  });

  test('says so when it does not hold any more', () => {
    expect(text(view(kind, { changed: true }))).toContain('已变更，请以最新通知为准');
  });

  test('shows as text what somebody wrote as HTML, wherever it stands', () => {
    const evil = '<script>alert("示例")</script>';
    const said = text(
      view(kind, {
        ...{ union: named('u', evil), addressee: named('e', evil), schools: [named('s', evil)], employers: [named('e', evil)] },
        speakers: [{ id: 's1', name: evil }],
        ...{ topics: [evil], address: evil, contact: { name: evil }, times: [{ ...thursday, audience: evil, place: evil }] },
      }),
    );
    expect(said).not.toContain('<script');
    expect(said).toContain('&#60;script&#62;');
  });

  test('lets a browser run and load nothing, and use its own style alone', () => {
    const { headers, body } = letterPage(view(kind), catalogue);
    const policy = String(headers!['content-security-policy']);
    const style = /<style>([\s\S]*?)<\/style>/.exec(body!)![1]!;
    expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|script-src/);
    expect(body).not.toMatch(/<script|<img|<a |style="|\son\w+=/i);
    expect(style).toContain('@page{size:A4');
  });
});

test('each kind has what it is for', () => {
  const [release, invitation, confirmation] = KINDS.map((kind) => text(view(kind)));
  expect(release).toMatch(/示例机械厂：[\s\S]*请于2026年3月9日（星期一）18:00前填写回执并盖章[\s\S]*同意支持[\s\S]*不能支持/);
  expect(release).not.toContain('000-1234567');
  expect(invitation).toMatch(/尊敬的示例张同志（全国劳动模范）：[\s\S]*示例老师　000-1234567[\s\S]*敬礼！/);
  // The school, the employer and the union put their seals.
  expect(confirmation!.match(/（盖章处）/g)).toHaveLength(3);
});

test('an employer that has released is thanked, not asked', () => {
  const { replyBy: _, ...released } = view('release-request');
  expect(text(released)).toContain('贵单位已同意支持');
});

test('no number stands where it may not be seen; a speaker without an honour has no empty brackets; online has no address', () => {
  const said = text(
    view('confirmation', { mode: 'online', contact: { name: '示例老师' }, speakers: [{ id: 's1', name: '示例张' }] }),
  );
  expect(said).toContain('示例老师');
  expect(said).not.toContain('000-1234567');
  expect(said).not.toContain('（）');
  expect(said).toContain('线上举办');
});
