import { type Edge, type Graph, graphOf, type Node } from './graph.ts';
import { FRAME, LOOKS } from './looks.ts';
import type { Machine } from './machine.ts';
import { escaped, Ids, small } from './notation.ts';
import { inOrder } from './order.ts';
import { simplified } from './simplify.ts';

export interface Options {
  /** With all that only those want to know who maintain the machine. */
  full?: boolean;
}

/** A machine as a mermaid flowchart, for people who know the procedure, read Chinese, and have never seen a state machine. */
export function mermaid(machine: Machine, { full = false }: Options = {}): string {
  return new Drawing(shown(machine, { full }), full).text();
}

/** The steps and ways that the diagram of a machine shows. */
export function shown(machine: Machine, { full = false }: Options = {}): Graph {
  const graph = graphOf([machine]);
  return inOrder(full ? graph : simplified(graph));
}

/** A graph and those that run inside its steps. */
export const levels = (graph: Graph): Graph[] => [graph, ...graph.nodes.flatMap(({ inner }) => (inner ? levels(inner) : []))];

class Drawing {
  readonly #graph: Graph;
  readonly #full: boolean;
  readonly #ids = new Ids();

  constructor(graph: Graph, full: boolean) {
    this.#graph = graph;
    this.#full = full;
  }

  text(): string {
    const all = levels(this.#graph);
    const kinds = new Set(all.flatMap(({ nodes }) => nodes.map(({ kind }) => kind)));
    return [
      'flowchart TD',
      ...this.#steps(this.#graph),
      // After all steps: a step belongs to the frame in which it is named first.
      ...all.flatMap((graph) => this.#ways(graph)),
      ...[...kinds].map((kind) => `  classDef ${kind}Step ${LOOKS[kind].style}`),
      ...(all.length > 1 ? [`  classDef frame ${FRAME}`] : []),
    ].join('\n');
  }

  #steps({ nodes }: Graph, indent = '  '): string[] {
    return nodes.flatMap((node) => (node.inner ? this.#framed(node.name, node.inner, indent) : [indent + this.#step(node)]));
  }

  /** The frame has no title, which the ways would cross: what runs inside begins with a step that bears the name. */
  #framed(name: string, inner: Graph, indent: string): string[] {
    const id = this.#ids.of(`${name} (frame)`);
    return [`${indent}subgraph ${id}[" "]`, ...this.#steps(inner, `${indent}  `), `${indent}end`, `${indent}class ${id} frame`];
  }

  /** The name in Chinese, then, smaller, the one that stands in the console and the logs; without the one the other alone. */
  #step({ name, kind, comment, detail }: Node): string {
    const { open, close } = LOOKS[kind];
    const ownName = kind !== 'point' && kind !== 'done';
    const names = comment ? [escaped(comment), ...(ownName ? [small(name)] : [])] : [escaped(name)];
    const words = [...names, ...(this.#full && detail ? [small(detail)] : [])].join('<br/>');
    return `${this.#ids.of(name)}${open}"${words}"${close}:::${kind}Step`;
  }

  /** A way from a step in which others run begins where those are done: not every mermaid can draw one from a frame. */
  #ways({ nodes, edges }: Graph): string[] {
    const ends = new Map(nodes.map(({ name, inner }) => [name, inner?.end]));
    return edges.map(
      ({ from, to, ...way }) => `  ${this.#ids.of(ends.get(from) ?? from)} -->${this.#label(way)} ${this.#ids.of(to)}`,
    );
  }

  #label({ label, detail }: Partial<Edge>): string {
    const text = label ?? (this.#full ? detail : undefined);
    return text ? `|"${escaped(text)}"|` : '';
  }
}
