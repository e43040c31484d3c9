// @ts-check
import { Timer } from './clock.js';

/** Who wakes up again and again still leaves so many ms between the beginnings of two attempts. */
const LEAST_BETWEEN_ATTEMPTS = 1_000;

/** The time until the next attempt. */
export class Wait {
  #clock;
  #attempt;
  #timer;
  #attemptedAt = -Infinity;
  #due = 0;
  /** Whether the server named the time: then nothing but the user's wish shortens it. */
  #isOrdered = false;

  /**
   * @param {import('./clock.js').Clock} clock
   * @param {() => void} attempt
   */
  constructor(clock, attempt) {
    this.#clock = clock;
    this.#attempt = attempt;
    this.#timer = new Timer(clock, attempt);
  }

  get due() {
    return this.#due;
  }

  /** An attempt begins now, whatever the wait was. */
  end() {
    this.stop();
    this.#attemptedAt = this.#clock.now();
  }

  stop() {
    this.#timer.stop();
  }

  /**
   * @param {number} millis
   * @param {boolean} isOrdered
   */
  start(millis, isOrdered) {
    this.#isOrdered = isOrdered;
    this.#due = this.#clock.now() + millis;
    this.#timer.start(millis);
  }

  /**
   * There is hope: attempts at once, or as soon as it is decent.
   *
   * @returns {boolean} whether the wait goes on, and is shorter than it was
   */
  hurry() {
    if (this.#isOrdered) {
      return false;
    }
    const now = this.#clock.now();
    const decent = this.#attemptedAt + LEAST_BETWEEN_ATTEMPTS;
    if (decent <= now) {
      this.stop();
      this.#attempt();
      return false;
    }
    const isShorter = decent < this.#due;
    if (isShorter) {
      this.start(decent - now, false);
    }
    return isShorter;
  }
}
