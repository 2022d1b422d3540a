import { ThrottlingException } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { sweepErasure } from '../../functions/personal/sweep-erasure.ts';
import { erasureKey, permissionKey } from '../../functions/platform/keys.ts';
import { fakeTable } from '../support/table.ts';

const CITY = 'nanchang';
const PERSON = 'person-1';
const SPEAKER = 'speaker-1';
const table = fakeTable();

test('an erasure that met a throttled table is not done: it goes on at a later sweep', async () => {
  const erasure = erasureKey(CITY, PERSON);
  const permission = permissionKey(CITY, SPEAKER, 'permission-1');
  const onBehalfOf = { organisation: 'employer-1', channel: 'phone', evidence: '示例：住院手术' };
  table.fill([
    { ...erasure, city: CITY, person: PERSON, speaker: SPEAKER },
    { ...permission, speaker: SPEAKER, by: { person: 'person-2', onBehalfOf } },
  ]);
  table.meanwhile(() => {
    throw new ThrottlingException({ message: '', $metadata: {} });
  });
  await sweepErasure(CITY, PERSON, new Date('2026-03-02T01:00:00Z'));
  expect(table.get(erasure.pk, erasure.sk)).toMatchObject({ nextReminderAt: '2026-03-09T01:00:00.000Z' });
  expect(table.get(erasure.pk, erasure.sk)).not.toHaveProperty('doneAt');

  await sweepErasure(CITY, PERSON, new Date('2026-03-09T01:00:00Z'));
  expect(table.get(permission.pk, permission.sk)).toMatchObject({ by: { onBehalfOf: { channel: 'phone' } } });
  expect(JSON.stringify(table.all())).not.toContain(onBehalfOf.evidence);
  expect(table.get(erasure.pk, erasure.sk)).toMatchObject({ doneAt: expect.any(String) });
});
