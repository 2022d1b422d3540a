import type { SampleCity } from './sample-city.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Asia/Shanghai. */
const ZONE = 8 * HOUR;

interface Waiting {
  until: number;
  goOn: () => void;
  giveUp: (error: unknown) => void;
}

/** Lets several stories live in one city: time passes only while all of them wait, up to the earliest instant waited for. */
export class SharedTime {
  readonly city: SampleCity;
  #telling = 0;
  #waiting: Waiting[] = [];

  constructor(city: SampleCity) {
    this.city = city;
  }

  /** Tells all stories side by side; answers when the last is over. */
  tell<T>(stories: (() => Promise<T>)[]): Promise<PromiseSettledResult<T>[]> {
    this.#telling += stories.length;
    return Promise.allSettled(
      stories.map((story) =>
        story().finally(() => {
          this.#telling--;
          this.#pass();
        }),
      ),
    );
  }

  hours(count: number): Promise<void> {
    return this.until(this.city.now() + count * HOUR);
  }

  /** Waits as long as people take to answer: three hours, in the evening until nine the next morning. */
  officeHours(): Promise<void> {
    const then = this.city.now() + 3 * HOUR;
    const hour = new Date(then + ZONE).getUTCHours();
    if (hour >= 9 && hour < 18) return this.until(then);
    const midnight = Math.floor((then + ZONE) / DAY) * DAY - ZONE;
    return this.until(midnight + (hour < 9 ? 0 : DAY) + 9 * HOUR);
  }

  /** Waits for an instant; does nothing when it has passed. */
  until(instant: number | string): Promise<void> {
    const until = typeof instant === 'number' ? instant : Date.parse(instant);
    return new Promise((goOn, giveUp) => {
      this.#waiting.push({ until, goOn, giveUp });
      this.#telling--;
      this.#pass();
    });
  }

  #pass(): void {
    if (this.#telling > 0 || this.#waiting.length === 0) return;
    const next = Math.min(...this.#waiting.map(({ until }) => until));
    // While the clock moves nobody tells; whoever is due then goes on.
    const passing = next > this.city.now() ? this.city.until(next) : Promise.resolve();
    this.#telling++;
    passing.then(
      () =>
        this.#resume(
          ({ until }) => until <= next,
          ({ goOn }) => goOn(),
        ),
      (error) =>
        this.#resume(
          () => true,
          ({ giveUp }) => giveUp(error),
        ),
    );
  }

  #resume(whom: (one: Waiting) => boolean, how: (one: Waiting) => void): void {
    const resumed = this.#waiting.filter(whom);
    this.#waiting = this.#waiting.filter((one) => !whom(one));
    this.#telling += resumed.length - 1;
    for (const one of resumed) how(one);
  }
}
