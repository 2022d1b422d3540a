/** What of Koa's context a page needs. */
interface Answering {
  status: number;
  type: string;
  body?: unknown;
  set(name: string, value: string): void;
}

/** Answers with a page, which nobody keeps. */
export function show(ctx: Answering, status: number, html: string): void {
  ctx.status = status;
  ctx.type = 'html';
  ctx.set('cache-control', 'no-store');
  ctx.body = html;
}
