import type { Interpreter } from '../interpreter.ts';
import type { Request } from '../requests.ts';
import { failed, succeeded } from '../states/task.ts';
import type { Tokens } from '../tokens.ts';
import { type Action, json } from './action.ts';

/** The actions of those who hold a task's token. What they say is on disk before they are answered. */
export function taskActions(interpreter: Interpreter, tokens: Tokens): Record<string, Action> {
  const waiting = (request: Request) => {
    const token = request.text('taskToken');
    const found = interpreter.waitingFor(token);
    if (found === undefined) throw tokens.refusal(token);
    return found;
  };
  return {
    SendTaskSuccess(request) {
      const output = json(request.text('output'), 'InvalidOutput', 'output');
      const { execution, thread, call } = waiting(request);
      interpreter.commit(execution, () => succeeded(execution, thread, call, output));
      return {};
    },

    SendTaskFailure(request) {
      const error = request.optionalText('error');
      const cause = request.optionalText('cause');
      const { execution, thread, call } = waiting(request);
      const failure = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
      interpreter.commit(execution, () => failed(execution, thread, call, failure));
      return {};
    },

    SendTaskHeartbeat(request) {
      const { execution, thread, call } = waiting(request);
      interpreter.heartbeat(execution, thread, call);
      return {};
    },
  };
}
