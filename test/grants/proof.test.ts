import { expect, test } from 'vitest';
import { complaints, proofOf } from './proof.ts';

const line = (kind: string, what: string, stack = 'Visits') => `${kind} ${stack} ${what}`;
const put = (region: string) =>
  `Match1A2B3C4D dynamodb:PutItem arn:aws:dynamodb:${region}:1:table/Visits-Table0A1B2C3D *#VISIT#*`;
const read = 'Wake1A2B3C4D dynamodb:GetRecords arn:aws:dynamodb:us-east-1:1:table/Visits-Table0A1B2C3D/stream/local';
const PUT = 'Match dynamodb:PutItem table/Table *#VISIT#*';
const READ = 'Wake dynamodb:GetRecords table/Table/stream/local';
const granted = [line('granted', put('us-east-1')), line('granted', read)];

test('what is granted and never exercised is named, as short as a person would write it', () => {
  const proof = proofOf([...granted, line('exercised', read)], 'Visits', []);
  expect(proof).toMatchObject({ granted: [PUT, READ], unexplained: [PUT] });
  expect(complaints(proof)).toEqual([`granted, but no test exercises it, and no reason says why: ${PUT}`]);
});

test('what one process grants another may exercise, in whatever region, once or often', () => {
  const exercised = [line('exercised', put('cn-north-1')), line('exercised', read), line('exercised', read)];
  expect(complaints(proofOf([...exercised, ...granted, ''], 'Visits', []))).toEqual([]);
});

test('other stacks that tests run exercise nothing of this one', () => {
  const elsewhere = [line('exercised', put('us-east-1'), 'Things'), line('refused', 'Api x y', 'Things')];
  expect(proofOf([...granted, ...elsewhere], 'Visits', [])).toMatchObject({ unexplained: [PUT, READ], refused: [] });
});

test('a reason explains what is not exercised, and is itself out of place once it explains nothing', () => {
  const reason = { grants: /^Wake dynamodb:GetRecords /, because: 'Lambda does it' };
  const written = [...granted, line('exercised', put('us-east-1'))];
  const proof = proofOf(written, 'Visits', [reason]);
  expect([proof.explained, complaints(proof)]).toEqual([[{ grant: READ, because: 'Lambda does it' }], []]);
  const now = proofOf([...written, line('exercised', read)], 'Visits', [reason]);
  expect(complaints(now)).toEqual([`a reason for what is not there or is exercised: ${reason.grants}`]);
});

test('a call that a policy refused is told even where no test noticed', () => {
  const proof = proofOf([line('refused', put('us-east-1'))], 'Visits', []);
  expect(complaints(proof)).toEqual([`refused, although the code asks for it: ${PUT}`]);
});
