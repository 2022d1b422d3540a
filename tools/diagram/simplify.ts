import { type Edge, type Graph, type Node, WORDS } from './graph.ts';

/**
 * What somebody who checks the procedure needs to see. A question that may be asked again is one step; technical limits and what
 * only sets variables are left out, and so is a choice that has only one way left.
 */
export function simplified(graph: Graph): Graph {
  const nodes = graph.nodes.map((node) => (node.inner ? { ...node, inner: simplified(node.inner) } : node));
  const questions = nodes.filter(({ kind }) => kind === 'human');
  let simple = questions.reduce(withoutAskingAgain, { ...graph, nodes });
  for (let node = needless(simple); node; node = needless(simple)) simple = without(simple, node);
  return simple;
}

const outOf = ({ edges }: Graph, name: string) => edges.filter(({ from }) => from === name);
const into = ({ edges }: Graph, name: string) => edges.filter(({ to }) => to === name);
const find = ({ nodes }: Graph, name: string | undefined) => nodes.find((node) => node.name === name);

/** What happens when a question's time is over, and the choice whether to ask again, are part of the question. */
function withoutAskingAgain(graph: Graph, { name }: Node): Graph {
  const over = find(graph, outOf(graph, name).find(({ why }) => why === 'silence')?.to);
  const again = over && find(graph, outOf(graph, over.name)[0]?.to);
  if (over?.kind !== 'automatic' || again?.kind !== 'choice') return graph;
  const theirOwn = [over, again].every((node) => into(graph, node.name).length === 1);
  const ways = outOf(graph, again.name);
  if (!theirOwn || ways.every(({ to }) => to !== name)) return graph;
  const hidden = [over.name, again.name];
  const shown = graph.edges.filter(({ from, to }) => !hidden.includes(from) && !hidden.includes(to));
  const onward = ways.filter(({ to }) => to !== name).map((way) => ({ ...way, from: name, ...silent(way) }));
  return { ...graph, nodes: graph.nodes.filter((node) => !hidden.includes(node.name)), edges: merged([...shown, ...onward]) };
}

const silent = ({ why }: Edge): Partial<Edge> => (why === 'otherwise' ? { why: 'silence', label: WORDS.silence } : {});

const needless = (graph: Graph): Node | undefined =>
  graph.nodes.find(
    ({ name, kind }) => kind === 'fault' || kind === 'pass' || (kind === 'choice' && outOf(graph, name).length < 2),
  );

/** Whoever came to the node goes on to where it leads; where it leads nowhere, no way is left. */
function without(graph: Graph, { name }: Node): Graph {
  const onward = outOf(graph, name).find(({ to }) => to !== name);
  const edges = graph.edges.flatMap((edge) => {
    if (edge.from === name) return [];
    if (edge.to !== name) return [edge];
    return onward ? [{ ...edge, to: onward.to }] : [];
  });
  return { ...graph, nodes: graph.nodes.filter((node) => node.name !== name), edges: merged(edges) };
}

/** Several ways from one step to the same next one are one way. */
function merged(edges: Edge[]): Edge[] {
  const ways = Map.groupBy(edges, ({ from, to }) => JSON.stringify([from, to]));
  return [...ways.values()].map(([first, ...others]) => others.reduce(together, first as Edge));
}

/** A way that needs no words may always be taken, so that words for another reason would mislead. */
const together = (a: Edge, b: Edge): Edge => ({
  ...a,
  label: a.label && b.label && a.label !== b.label ? `${a.label} / ${b.label}` : a.label && b.label,
});
