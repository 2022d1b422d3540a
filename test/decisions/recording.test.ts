import { describe, expect, test } from 'vitest';
import { recordedBy, splitRecording } from '../../functions/decisions/recording.ts';
import type { Actor } from '../../functions/visits/visit.ts';
import { fields, refusal } from '../support/refused.ts';
import { task } from '../support/visit.ts';

const officer: Actor = { person: 'officer', name: '示例officer', role: 'union', organisation: 'district-union' };
const given = { outcome: 'release', conditions: '示例', onBehalfOf: { organisationId: 'employer-1' }, channel: 'phone' };
const refused = (more: object) => fields(refusal(() => splitRecording({ ...given, ...more })));

test('a decision without a party is taken as it is', () => {
  const decision = { outcome: 'release', channel: 'phone' };
  expect(splitRecording(decision)).toEqual({ decision });
});

test('what was decided is told apart from for whom and how it was said', () => {
  expect(splitRecording({ ...given, evidence: '示例：来电' })).toEqual({
    decision: { outcome: 'release', conditions: '示例' },
    recording: { onBehalfOf: { organisationId: 'employer-1' }, channel: 'phone', evidence: '示例：来电' },
  });
});

describe('what is refused', () => {
  test('no channel, or one that nobody can answer through', () => {
    expect(refused({ channel: undefined })).toEqual(['channel required']);
    expect(refused({ channel: 'rumour' })).toEqual(['channel value']);
  });

  test.each<[string, unknown]>([
    ['nobody', {}],
    ['null', null],
    ['a name', 'employer-1'],
    ['two parties', { organisationId: 'employer-1', speakerId: 's1' }],
    ['a person', { personId: 'manager' }],
    ['what is no code', { organisationId: 'No code!' }],
  ])('a party that is %s', (_, onBehalfOf) => {
    expect(refused({ onBehalfOf }).every((field) => field.startsWith('onBehalfOf'))).toBe(true);
  });

  test('evidence that is no line', () => {
    expect(refused({ evidence: '\u202e' })).toEqual(['evidence characters']);
    expect(refused({ evidence: '示'.repeat(201) })).toEqual(['evidence too-big']);
  });
});

describe('the word is that of the party that was asked', () => {
  const of = (onBehalfOf: Record<string, string>, asked = task('employer-release', { party: 'employer-1', seat: 1 })) =>
    recordedBy(officer, asked, { onBehalfOf, channel: 'letter' } as never);
  const confirmation = task('speaker-confirmation', { party: 's1', seat: 1 });

  test('and stands beside the name of who entered it', () => {
    expect(of({ organisationId: 'employer-1' })).toEqual({
      ...officer,
      onBehalfOf: { party: 'employer-1', channel: 'letter', task: 'v1.1.employer-release.1.1' },
    });
    expect(of({ speakerId: 's1' }, confirmation).onBehalfOf).toMatchObject({ party: 's1', channel: 'letter' });
  });

  test.each<[string, Record<string, string>, typeof confirmation?]>([
    ['another employer', { organisationId: 'employer-2' }],
    ['the speaker, where the employer is asked', { speakerId: 'employer-1' }],
    ['another speaker', { speakerId: 's2' }, confirmation],
    ['an organisation, where the speaker is asked', { organisationId: 's1' }, confirmation],
  ])('and not that of %s', (_, party, asked) => {
    expect(fields(refusal(() => of(party, asked)))).toEqual(['onBehalfOf not-the-asked']);
  });
});
