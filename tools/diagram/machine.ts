/** A state machine in the Amazon States Language, as far as a diagram shows it. */
export interface Machine {
  StartAt: string;
  States: Record<string, State>;
}
export interface State {
  Type: string;
  Comment?: string;
  Next?: string;
  End?: boolean;
  Default?: string;
  Resource?: string;
  Choices?: Way[];
  Catch?: Way[];
  Retry?: { MaxAttempts?: number }[];
  ItemProcessor?: Machine;
  Branches?: Machine[];
}

/** A choice's rule or a catcher. */
export interface Way {
  Next: string;
  Comment?: string;
  Condition?: boolean | string;
  ErrorEquals?: string[];
}

/** The machines that run inside a state. */
export const insideOf = ({ ItemProcessor, Branches = [] }: State): Machine[] =>
  ItemProcessor ? [ItemProcessor, ...Branches] : Branches;

interface Resource {
  Type: string;
  Properties?: { DefinitionString?: unknown };
}

/** The machine that runs a visit, of a synthesized template. */
export function visitMachine({ Resources }: { Resources: Record<string, Resource> }): Machine {
  const [found, ...others] = Object.entries(Resources).filter(
    ([id, { Type }]) => Type === 'AWS::StepFunctions::StateMachine' && id.startsWith('VisitMachine'),
  );
  if (!found || others.length > 0) throw new Error('the template should have one machine for visits');
  return JSON.parse(joined(found[1].Properties?.DefinitionString));
}

/** What is only known at deployment, such as a function's ARN, is left empty: no diagram shows it. */
function joined(value: unknown): string {
  if (typeof value === 'string') return value;
  const [separator, parts] = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'] ?? ['', []];
  return parts.map(joined).join(separator);
}
