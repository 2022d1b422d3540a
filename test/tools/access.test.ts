import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Role } from '../../functions/access/person.ts';
import { RULES, type Rule } from '../../functions/access/rules.ts';
import { page } from '../../tools/access/document.ts';
import { ACTIONS } from '../../tools/access/words.ts';

test('docs/access.md shows the rules as the API holds them', () => {
  const document = readFileSync(new URL('../../docs/access.md', import.meta.url), 'utf8');
  expect(document, 'docs/access.md shows earlier rules; run `npm run access`').toBe(page());
});

test('every action stands there once in Chinese and once in English, with a cell for each rule', () => {
  const lines = page().split('\n');
  for (const [action, rules] of Object.entries(RULES) as [keyof typeof RULES, readonly Rule[]][]) {
    const [first] = lines.filter((line) => line.startsWith(`| ${ACTIONS[action].zh} |`));
    expect([action, lines.some((line) => line.startsWith(`| ${ACTIONS[action].en} |`))]).toEqual([action, true]);
    const empty = first!.split('|').filter((cell) => cell.trim() === '—').length;
    expect([action, Role.options.length - empty]).toEqual([action, new Set(rules.map(([role]) => role)).size]);
  }
});
