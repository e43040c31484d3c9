// @ts-check

/**
 * Where time comes from. `now` is in milliseconds and never runs backwards.
 *
 * @typedef {object} Clock
 * @property {() => number} now
 * @property {(task: () => void, millis: number) => unknown} setTimeout
 * @property {(handle: any) => void} clearTimeout
 * @property {() => void} [close] gives back what the clock holds, once the last timer is stopped
 */

/** The longest delay of `setTimeout`, in ms: with a longer one a browser calls at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** @type {Clock} */
export const systemClock = Object.freeze({
  now: () => performance.now(),
  setTimeout: (task, millis) => globalThis.setTimeout(task, millis),
  clearTimeout: (handle) => globalThis.clearTimeout(handle),
});

/** One task that is due at most once: starting it again replaces the old date. */
export class Timer {
  #clock;
  #task;
  /** @type {unknown} the clock's handle; null while nothing is due */
  #handle = null;

  /**
   * @param {Clock} clock
   * @param {() => void} task
   */
  constructor(clock, task) {
    this.#clock = clock;
    this.#task = task;
  }

  /** @param {number} millis */
  start(millis) {
    this.stop();
    this.#handle = this.#clock.setTimeout(() => {
      this.#handle = null;
      this.#task();
    }, millis);
  }

  stop() {
    if (this.#handle !== null) {
      this.#clock.clearTimeout(this.#handle);
      this.#handle = null;
    }
  }
}
