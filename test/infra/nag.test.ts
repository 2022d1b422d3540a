import type { Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Acknowledged, acknowledge, acknowledged } from '../../infra/nag.ts';
import { withStack } from '../support/templates.ts';

interface Finding {
  rule: string;
  /** Where, from the stack down. */
  path: string;
}

/** What the three packs find and nobody has acknowledged. */
function findings(stack: Stack): Finding[] {
  return [AwsSolutionsChecks, ServerlessChecks, NIST80053R5Checks].flatMap((Pack) =>
    new Pack(stack).validateScope(stack).violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath = '' }) => ({
        rule: ruleName,
        path: constructPath.slice(stack.node.path.length + 1),
      })),
    ),
  );
}

describe.each(['us-east-1', 'cn-north-1', undefined])('cdk-nag over the stack for the region %s', (region) => {
  let reasons: Acknowledged[];
  let found: Finding[];
  let left: Finding[];
  beforeAll(() =>
    withStack(region, (stack) => {
      reasons = acknowledged(stack);
      found = findings(stack);
      acknowledge(stack);
      left = findings(stack);
    }),
  );

  test('finds nothing that is not explained', () => {
    expect(left).toEqual([]);
  });

  test('finds everything that is explained, wherever it is', () => {
    for (const { rules, at = [''] } of reasons) {
      for (const place of at) {
        const here = found.filter(({ path }) => `${path}/`.startsWith(place && `${place}/`)).map(({ rule }) => rule);
        for (const rule of rules) expect(here).toContain(rule);
      }
    }
  });
});
