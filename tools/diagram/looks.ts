import type { Kind } from './graph.ts';

export interface Look {
  open: string;
  close: string;
  style: string;
  /** What the legend says of it; where it says nothing, the step's own words do. */
  legend?: string;
}

/** On a light page as on a dark one the same, so that the colours of the legend are true. */
const coloured = (fill: string, stroke: string, more = '') => `fill:${fill},stroke:${stroke},color:#1a1a1a${more}`;

const grey = coloured('#f1f3f5', '#495057');
const oval = { open: '([', close: '])', style: coloured('#ebfbee', '#2b8a3e'), legend: '绿色圆角框是开始、结果或结束' };

/** How each kind of step looks. Printed without colours, the shapes alone must tell. */
export const LOOKS: Record<Kind, Look> = {
  human: {
    open: '[',
    close: ']',
    style: coloured('#ffe8cc', '#d9480f', ',stroke-width:3px'),
    legend: '橙色粗边框由人办理',
  },
  automatic: { open: '[[', close: ']]', style: coloured('#e7f5ff', '#1864ab'), legend: '蓝色双边框由系统自动完成' },
  choice: { open: '{', close: '}', style: coloured('#fff9db', '#866118'), legend: '黄色菱形按结果分流' },
  wait: { open: '{{', close: '}}', style: coloured('#f3f0ff', '#5f3dc4'), legend: '紫色六边形等候时间到来' },
  several: { open: '[/', close: '\\]', style: grey, legend: '虚线框内的步骤对每一项各办一遍' },
  done: { open: '[\\', close: '/]', style: grey },
  point: oval,
  end: oval,
  pass: { open: '(', close: ')', style: grey },
  fault: { open: '>', close: ']', style: coloured('#ffe3e3', '#c92a2a') },
};

/** The frame around what runs for each item. */
export const FRAME = 'fill:none,stroke:#868e96,stroke-dasharray:6 4';

/** One sentence in Chinese on how the kinds that a diagram shows are told apart. */
export function legend(kinds: Iterable<Kind>): string {
  const shown = new Set(kinds);
  const order = Object.keys(LOOKS) as Kind[];
  const parts = new Set(order.filter((kind) => shown.has(kind)).flatMap((kind) => LOOKS[kind].legend ?? []));
  return `图例：${[...parts].join('；')}。`;
}
