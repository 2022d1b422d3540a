import type { Reason } from './proof.ts';

/** What is granted although no test can exercise it. Whatever else is granted some test must need. */
export const reasons: readonly Reason[] = [
  {
    grants: /^\w+ logs:(CreateLogStream|PutLogEvents) /,
    because: 'Lambda writes the log with the role of the function; on one machine there is no CloudWatch Logs',
  },
  {
    grants: /^(RunVisit|Wake) dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams) /,
    because: 'Lambda reads the stream with the role of the function; a role that may not is refused with the template',
  },
  {
    grants: /^(RunVisit|Wake|NextRun|Sweep|Seal|Notify|Deliver) sqs:SendMessage /,
    because: 'Lambda puts aside with the role of the function; a role that may not is refused with the template',
  },
  {
    grants: /^Notify dynamodb:(BatchGetItem table\/Table \*#SPEAKER|Query table\/Table \*#UNIT)$/,
    because:
      'The superior of who cannot answer is looked up so for a speaker who signs in as nobody and for an employer that belongs ' +
      'to no union: the city of the tests has neither',
  },
  {
    grants:
      /^(ImportsApi|Issuer|LettersApi|OrganisationsApi|PeopleApi) (dynamodb:PutItem table\/Table KEY|kms:GenerateDataKey key\/PersonalDataKey)$/,
    because:
      'Whichever seals the first number of a deployment makes the data key; test/personal/first-number.test.ts shows it of one',
  },
];
