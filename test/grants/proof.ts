/** Why something is granted that no test exercises. */
export interface Reason {
  /** Fits the grants as {@link shown} writes them: `Sweep sqs:SendMessage DeadLettersQueue`. */
  readonly grants: RegExp;
  readonly because: string;
}

/** What became of all that the policies grant, each grant in the form of {@link shown}. */
export interface Proof {
  readonly granted: readonly string[];
  /** Granted, never exercised, and nobody says why. */
  readonly unexplained: readonly string[];
  readonly explained: readonly { readonly grant: string; readonly because: string }[];
  /** Reasons for nothing: what they speak of is exercised, or not granted any more. */
  readonly idle: readonly Reason[];
  /** Calls that the policies refused although the code makes them. */
  readonly refused: readonly string[];
}

/** @param lines what the clouds of a whole run noted (local/policies/witness.ts), of any number of processes */
export function proofOf(lines: readonly string[], stack: string, reasons: readonly Reason[]): Proof {
  const noted = (kind: string) => {
    const begin = `${kind} ${stack} `;
    const found = lines.filter((line) => line.startsWith(begin)).map((line) => shown(line.slice(begin.length), stack));
    return [...new Set(found)].sort();
  };
  const [granted, exercised] = [noted('granted'), new Set(noted('exercised'))];
  const open = granted.filter((grant) => !exercised.has(grant));
  const reasonOf = (grant: string) => reasons.find(({ grants }) => grants.test(grant));
  return {
    granted,
    unexplained: open.filter((grant) => !reasonOf(grant)),
    explained: open.flatMap((grant) => {
      const reason = reasonOf(grant);
      return reason ? [{ grant, because: reason.because }] : [];
    }),
    idle: reasons.filter(({ grants }) => !open.some((grant) => grants.test(grant))),
    refused: noted('refused'),
  };
}

/** Without what differs from place to place: partition, region and account, and CDK's eight digits behind a name. */
export function shown(grant: string, stack: string): string {
  return grant
    .replaceAll(/arn:[^: ]*:[^: ]*:[^: ]*:[^: ]*:/g, '')
    .replaceAll(`${stack}-`, '')
    .replaceAll(/([A-Za-z])[0-9A-F]{8}(?![0-9A-Za-z])/g, '$1');
}

/** The findings in sentences; none when every grant is proven or explained. */
export function complaints({ unexplained, idle, refused }: Proof): string[] {
  return [
    ...unexplained.map((grant) => `granted, but no test exercises it, and no reason says why: ${grant}`),
    ...idle.map(({ grants }) => `a reason for what is not there or is exercised: ${grants}`),
    ...refused.map((call) => `refused, although the code asks for it: ${call}`),
  ];
}
