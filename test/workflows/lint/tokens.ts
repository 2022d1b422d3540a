import { type Machine, type State, statesOf, textsOf } from './machine.ts';

const TOKEN = '{% $states.context.Task.Token %}';

/** A task that waits for a token hangs for ever without a time-out, and raises no alarm (notes.md). */
export function checkTokens(machine: Machine): string[] {
  return statesOf(machine).flatMap(([name, state]) => {
    const waits = String(state.Resource ?? '').endsWith('.waitForTaskToken');
    const missing = waits ? whatIsMissing(state) : needlessToken(state);
    return missing.map((what) => `${name}: ${what}`);
  });
}

function whatIsMissing(state: State): string[] {
  const { TimeoutSeconds, Catch = [], Retry = [] } = state as State & { Retry?: { ErrorEquals: string[] }[] };
  const inArguments = textsOf(state).some(([field, text]) => field.startsWith('Arguments.') && text === TOKEN);
  const firstCatch = Catch.findIndex(({ ErrorEquals }) => ErrorEquals.includes('States.Timeout'));
  const retried = Retry.some(({ ErrorEquals }) =>
    ErrorEquals.some((error) => ['States.ALL', 'States.Timeout'].includes(error)),
  );
  const shadowed = Catch.slice(0, firstCatch).some(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'));
  return [
    ...(TimeoutSeconds === undefined ? ['waits for a token without TimeoutSeconds'] : []),
    ...(inArguments ? [] : ['waits for a token that it gives to nobody']),
    ...(firstCatch < 0 || shadowed ? ['waits for a token and does not catch States.Timeout'] : []),
    // Silence is an answer, not a fault: it must not be asked again by a retry.
    ...(retried ? ['retries its own time-out'] : []),
  ];
}

const needlessToken = (state: State): string[] =>
  textsOf(state).some(([, text]) => text.includes('Task.Token')) ? ['hands out a token that it does not wait for'] : [];
