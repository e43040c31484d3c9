// @ts-check
import { LONGEST_TIMER, Timer } from './clock.js';

/**
 * How long to wait before the next attempt.
 *
 * @typedef {object} ReconnectOptions
 * @property {'exponential' | 'fixed' | ((retry: number) => number)} policy a function gives the ms before a retry, from 0
 * @property {number} base ms; the bound of the first delay, or each delay when fixed
 * @property {number} ceiling ms; no delay is longer, but those of a function
 * @property {number} stableAfter ms an open connection must last before the count of retries starts anew
 * @property {number} maxRetries since the last stable connection
 */

/** Doubling further than this changes nothing under any sane ceiling. */
const MOST_DOUBLINGS = 30;

/** Counts the retries since the last stable connection, and spaces them. */
export class Backoff {
  #options;
  #random;
  #stableTimer;
  #retries = 0;
  /** What was counted before the connection became stable. */
  #before = 0;

  /**
   * @param {ReconnectOptions} options
   * @param {import('./clock.js').Clock} clock
   * @param {() => number} random from 0 up to 1
   */
  constructor(options, clock, random) {
    this.#options = options;
    this.#random = random;
    this.#stableTimer = new Timer(clock, () => {
      this.#before = this.#retries;
      this.#retries = 0;
    });
  }

  get retries() {
    return this.#retries;
  }

  get isUsedUp() {
    return this.#retries >= this.#options.maxRetries;
  }

  opened() {
    this.#stableTimer.start(this.#options.stableAfter);
  }

  /** The connection is gone, stable or not. */
  ended() {
    this.#stableTimer.stop();
  }

  /** The connection was of no use, however long it lasted. */
  revoke() {
    this.#retries ||= this.#before;
  }

  /** One more retry, whatever its delay. */
  count() {
    this.#retries += 1;
  }

  /**
   * The delay before the next retry, in ms. Exponential delays are drawn from
   * the whole range between nothing and the bound, the first one too: after a
   * server's restart the clients must not return in step.
   */
  delay() {
    const { policy, base, ceiling } = this.#options;
    if (typeof policy === 'function') {
      return Math.min(Math.max(0, Number(policy(this.#retries)) || 0), LONGEST_TIMER);
    }
    if (policy === 'fixed') {
      return Math.min(base, ceiling);
    }
    return this.#random() * Math.min(ceiling, base * 2 ** Math.min(this.#retries, MOST_DOUBLINGS));
  }
}
