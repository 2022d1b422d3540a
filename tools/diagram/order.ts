import type { Graph, Node } from './graph.ts';

/**
 * The steps in the order in which the procedure comes to them, whatever their order in the definition, without those to which no
 * way leads (any more). What runs inside a step keeps its end, because the step's own ways begin there.
 */
export function inOrder(graph: Graph, keep: string[] = []): Graph {
  const met = new Set<string>();
  const walk = (name: string): void => {
    if (met.has(name)) return;
    met.add(name);
    for (const { from, to } of graph.edges) if (from === name) walk(to);
  };
  for (const name of [graph.begin, ...keep]) walk(name);
  const names = [...met];
  return {
    ...graph,
    nodes: names.flatMap((name) => graph.nodes.filter((node) => node.name === name).map(inside)),
    edges: names.flatMap((name) => graph.edges.filter(({ from }) => from === name)),
  };
}

const inside = (node: Node): Node => (node.inner ? { ...node, inner: inOrder(node.inner, [node.inner.end]) } : node);
