import type { Catalogue } from '../catalogue.ts';
import { ServiceError } from '../errors.ts';
import type { Store } from '../store.ts';
import * as wire from '../wire.ts';
import { type Action, pageOf } from './action.ts';

/** The actions on state machines. */
export function machineActions(catalogue: Catalogue, store: Store): Record<string, Action> {
  return {
    CreateStateMachine(request) {
      const name = request.name('name');
      const definition = request.text('definition');
      const role = request.text('roleArn');
      const type = request.optionalText('type') ?? 'STANDARD';
      if (type !== 'STANDARD')
        throw new ServiceError('StateMachineTypeNotSupported', `Only STANDARD is supported here, not ${type}`);
      const stateMachineArn = catalogue.arnOf(name);
      const current = catalogue.find(stateMachineArn);
      if (current === undefined) {
        return { stateMachineArn, creationDate: wire.seconds(catalogue.put(name, definition, role).at) };
      }
      if (current.revision.definition !== definition || current.revision.role !== role) {
        throw new ServiceError('StateMachineAlreadyExists', `State Machine Already Exists: '${stateMachineArn}'`);
      }
      return { stateMachineArn, creationDate: wire.seconds(current.machine.created) };
    },

    UpdateStateMachine(request) {
      const { machine, revision } = catalogue.get(request.arn('stateMachineArn', 'stateMachine'));
      const definition = request.optionalText('definition') ?? revision.definition;
      const next = catalogue.put(machine.name, definition, request.optionalText('roleArn') ?? revision.role);
      return { updateDate: wire.seconds(next.at), revisionId: String(next.id) };
    },

    DeleteStateMachine(request) {
      store.deleteMachine(request.arn('stateMachineArn', 'stateMachine'));
      return {};
    },

    DescribeStateMachine(request) {
      const { machine, revision } = catalogue.get(request.arn('stateMachineArn', 'stateMachine'));
      return wire.machine(machine, revision);
    },

    ListStateMachines(request) {
      const read = (after: string, count: number) => store.machines(after, count);
      const { rows, more } = pageOf(request, 'machines', '', read, (machine) => machine.arn);
      return { stateMachines: rows.map(wire.machineItem), ...more };
    },
  };
}
