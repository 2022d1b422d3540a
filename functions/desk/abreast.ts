/** So many are asked for at once: a page takes no more of the API than that. */
const MOST = 10;

/** Does the same with each, some at a time, and answers in their order. */
export async function abreast<T, R>(items: readonly T[], each: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let i = 0; i < items.length; i += MOST) done.push(...(await Promise.all(items.slice(i, i + MOST).map(each))));
  return done;
}
