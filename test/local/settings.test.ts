import { expect, test } from 'vitest';
import { explain } from '../../local/failures.ts';
import { InvalidSetting, readSettings } from '../../local/settings.ts';
import { TemplateRefused } from '../../local/template/refusal.ts';

test('port and clock come from the environment', () => {
  expect(readSettings({})).toEqual({ port: 8787 });
  expect(readSettings({ PORT: '0', CLOCK: '2026-03-02T09:00+08:00' })).toEqual({ port: 0, clock: '2026-03-02T09:00+08:00' });
});

test('limits are lifted for a run of one’s own', () => {
  expect(readSettings({ LIMITS: 'none' })).toEqual({ port: 8787, limitless: true });
});

test.each([
  { LIMITS: 'off' },
  { PORT: 'eighty' },
  { PORT: '70000' },
  { PORT: '-1' },
  { CLOCK: 'tomorrow' },
  { CLOCK: '2026-03-02' },
])('%o is refused with a sentence', (environment) => {
  expect(() => readSettings(environment)).toThrow(InvalidSetting);
  expect(() => readSettings(environment)).toThrow(/[一-鿿].*must be/);
});

test('what is known is told in one line of both languages, what is not known in full', () => {
  const taken = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE', port: 8787 });
  expect(explain(taken)).toBe('端口 8787 已被占用。Port 8787 is taken; set PORT to another one.');
  expect(explain(new TemplateRefused('Bucket: no'))).toMatch(/^[一-鿿].*Bucket: no\.$/);
  expect(explain(new TypeError('x is undefined'))).toContain('settings.test.ts');
});
