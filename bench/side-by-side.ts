/** Does something for each, so many at a time. */
export async function sideBySide<T>(
  all: readonly T[],
  most: number,
  act: (one: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < all.length; i = next++) await act(all[i]!, i);
  };
  await Promise.all(Array.from({ length: Math.min(most, all.length) }, worker));
}
