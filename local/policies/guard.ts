import { errorReply, type Reply } from '../gateway/reply.ts';
import { type CloudModel, statementsOf } from '../template/model.ts';
import { askedBy } from './asked.ts';
import { type Asked, grantsOf, Policy } from './policy.ts';

/** Hears of each grant that a call took, and of each call that was refused; `by` is the logical id of the function or machine. */
export type Witness = (by: string, what: string, allowed: boolean) => void;

interface Holder {
  readonly logicalId: string;
  /** As AWS names whoever acts with a role. */
  readonly user: string;
  readonly policy: Policy;
}

/** Holds calls against the policies that the template gives to functions and state machines. Everybody else may do anything. */
export class Guard {
  readonly #model: CloudModel;
  readonly #witness: Witness;
  readonly #functions: Map<string, Holder>;
  readonly #machines: Map<string, Holder>;

  constructor(model: CloudModel, witness: Witness = () => {}) {
    this.#model = model;
    this.#witness = witness;
    const holder = (logicalId: string, name: string, roleArn: string): Holder => ({
      logicalId,
      user: roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/').concat(`/${name}`),
      policy: new Policy(statementsOf(model, roleArn)),
    });
    this.#functions = new Map(model.functions.map(({ logicalId, name, roleArn }) => [name, holder(logicalId, name, roleArn)]));
    this.#machines = new Map(
      model.stateMachines.map(({ logicalId, name, roleArn }) => [roleArn, holder(logicalId, name, roleArn)]),
    );
  }

  /** The refusal of a function's call, or undefined when all of it is allowed. */
  refuse(caller: string, target: string, body: Buffer): Reply | undefined {
    const holder = this.#functions.get(caller);
    if (!holder) return undefined;
    for (const asked of askedBy(target, body, this.#model)) {
      const sentence = this.#judge(holder, asked);
      if (sentence === undefined) continue;
      const namespace = target.startsWith('DynamoDB') ? 'com.amazon.coral.service#' : '';
      return errorReply(400, `${namespace}AccessDeniedException`, sentence);
    }
    return undefined;
  }

  /** Why a state machine may not invoke a function with its role, or undefined when it may. */
  refuseToInvoke(roleArn: string, functionArn: string): string | undefined {
    const holder = this.#machines.get(roleArn);
    return holder && this.#judge(holder, { action: 'lambda:InvokeFunction', resource: functionArn });
  }

  #judge({ logicalId, user, policy }: Holder, asked: Asked): string | undefined {
    const decision = policy.decide(asked);
    if (decision.allowed) {
      for (const grant of decision.grants) this.#witness(logicalId, grant, true);
      return undefined;
    }
    const { action, resource } = asked;
    this.#witness(logicalId, [action, resource, ...(asked.leadingKeys ?? [])].join(' '), false);
    const because = decision.denied
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
    return `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
  }
}

/** All that a template allows its functions and machines, by their logical ids. */
export function allGrants(model: CloudModel): Map<string, string[]> {
  const holders = [...model.functions, ...model.stateMachines];
  return new Map(holders.map(({ logicalId, roleArn }) => [logicalId, grantsOf(statementsOf(model, roleArn))]));
}
