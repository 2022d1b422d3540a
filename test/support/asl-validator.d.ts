declare module 'asl-validator' {
  /** What is wrong with a definition, by the service's own schema and some rules beyond it. */
  export default function validate(
    definition: object,
    options?: { checkPaths?: boolean; checkArn?: boolean },
  ): { isValid: boolean; errors: unknown[] };
}
