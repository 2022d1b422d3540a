import { insideOf, type Machine, type State, type Way } from './machine.ts';

export type Kind = 'point' | 'human' | 'automatic' | 'choice' | 'wait' | 'several' | 'done' | 'end' | 'pass' | 'fault';

/** A state, or a point at which something begins (`point`) or is done (`point`, `done`) without a state of its own. */
export interface Node {
  name: string;
  kind: Kind;
  /** The name in Chinese. */
  comment?: string | undefined;
  /** What only those want to know who maintain the machine. */
  detail?: string | undefined;
  /** What runs for each item, or side by side. */
  inner?: Graph;
}

/** Why a way is taken: the state is done, a choice's rule holds or none does, nobody answered, a fault. */
export type Why = 'done' | 'rule' | 'otherwise' | 'silence' | 'fault';

export interface Edge {
  from: string;
  to: string;
  why: Why;
  label?: string | undefined;
  detail?: string | undefined;
}

/** What stands at a way for which the machine has no words. */
export const WORDS: Partial<Record<Why, string>> = { otherwise: '否则', silence: '逾期未答复', fault: '出错' };

/** One level of a machine: from its one beginning to its one end. */
export interface Graph {
  begin: string;
  end: string;
  nodes: Node[];
  edges: Edge[];
}

/** All states and all ways between them: of one machine, or of those that run inside a state, the `owner`, at which they begin. */
export function graphOf(machines: Machine[], owner?: Node): Graph {
  const begin: Node = owner ?? { name: '(begin)', kind: 'point', comment: '开始' };
  const end: Node = owner
    ? { name: `${owner.name} (done)`, kind: 'done', comment: '全部办完' }
    : { name: '(end)', kind: 'point', comment: '结束' };
  const states = machines.flatMap(({ States }) => Object.entries(States));
  const starts = machines.map(({ StartAt }): Edge => ({ from: begin.name, to: StartAt, why: 'done' }));
  // What ends the whole is its own end; what ends inside a state leads to where the others are done too.
  const leadsToEnd = (state: State) => endsHere(state) && (owner !== undefined || kindOf(state) !== 'end');
  const ways = states.flatMap(([name, state]) => edgesOf(name, state, leadsToEnd(state) ? end.name : state.Next));
  return { begin: begin.name, end: end.name, nodes: [begin, ...states.map(nodeOf), end], edges: [...starts, ...ways] };
}

const endsHere = ({ Type, End }: State) => End === true || Type === 'Succeed';

function nodeOf([name, state]: [string, State]): Node {
  const detail = state.Retry?.map(({ MaxAttempts = 3 }) => `retry × ${MaxAttempts}`).join(', ');
  const node: Node = { name, kind: kindOf(state), comment: state.Comment, detail };
  const inside = insideOf(state);
  return inside.length > 0 ? { ...node, inner: graphOf(inside, node) } : node;
}

function kindOf(state: State): Kind {
  switch (state.Type) {
    case 'Task':
      return state.Resource?.endsWith('.waitForTaskToken') ? 'human' : 'automatic';
    case 'Wait':
      return 'wait';
    case 'Choice':
      return 'choice';
    case 'Map':
    case 'Parallel':
      return 'several';
    case 'Succeed':
      return 'end';
    case 'Fail':
      return 'fault';
    case 'Pass':
      // One that leads nowhere says how a branch ended.
      return state.End ? 'end' : 'pass';
    default:
      throw new Error(`a state of the type ${state.Type} has no place in the diagram yet`);
  }
}

function edgesOf(from: string, { Choices = [], Default, Catch = [] }: State, next: string | undefined): Edge[] {
  const way = (why: Why, to: string, { Comment: label = WORDS[why], Condition }: Partial<Way> = {}): Edge => ({
    from,
    to,
    why,
    label,
    detail: Condition === undefined ? undefined : String(Condition).replace(/^\{%\s*|\s*%\}$/g, ''),
  });
  return [
    ...Choices.map((rule) => way('rule', rule.Next, rule)),
    ...(next === undefined ? [] : [way('done', next)]),
    ...(Default === undefined ? [] : [way('otherwise', Default)]),
    ...Catch.map((catcher) => way(whyCaught(catcher), catcher.Next, catcher)),
  ];
}

const whyCaught = ({ ErrorEquals = [] }: Way): Why => (ErrorEquals.includes('States.Timeout') ? 'silence' : 'fault');
