/** A binary heap: the least element, by `before`, is always at hand. */
export class Heap<T> {
  readonly #before: (a: T, b: T) => boolean;
  readonly #all: T[] = [];

  constructor(before: (a: T, b: T) => boolean) {
    this.#before = before;
  }

  peek(): T | undefined {
    return this.#all[0];
  }

  push(element: T): void {
    let place = this.#all.push(element) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#before(element, this.#all[parent]!)) break;
      this.#all[place] = this.#all[parent]!;
      place = parent;
    }
    this.#all[place] = element;
  }

  pop(): T | undefined {
    const least = this.#all[0];
    const last = this.#all.pop();
    if (last === undefined || this.#all.length === 0) return least;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= this.#all.length) break;
      if (child + 1 < this.#all.length && this.#before(this.#all[child + 1]!, this.#all[child]!)) child++;
      if (!this.#before(this.#all[child]!, last)) break;
      this.#all[place] = this.#all[child]!;
      place = child;
    }
    this.#all[place] = last;
    return least;
  }
}
