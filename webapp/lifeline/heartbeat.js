// @ts-check
import { Timer } from './clock.js';

/**
 * @typedef {object} HeartbeatOptions
 * @property {string} message what is sent
 * @property {string | null} answer what comes back and is kept from the application; null where any message is the answer
 * @property {number} interval ms of silence before a beat
 * @property {number} quiet ms after which a beat is sent although messages arrive, if none of ours left meanwhile
 * @property {number} timeout ms after a beat within which anything must arrive
 * @property {number} patience ms after a beat before the wait for its answer is worth telling
 * @property {number} probeTimeout ms allowed to the answer of a beat sent because the page woke up
 *
 * @typedef {object} HeartbeatListener
 * @property {() => void} beat send the message now
 * @property {() => void} overdue an answer is taking its time
 * @property {() => void} alive it came after all
 * @property {() => void} dead it did not come
 * @property {(millis: number) => void} rtt
 */

/**
 * A verdict that is itself later than this, in ms, was delayed by a frozen or
 * throttled page: messages may be queued behind it, so it must ask again.
 */
const LATE = 1000;

/**
 * Judges one connection by what arrives: silence, then a beat, then a deadline.
 * And gives the other side something to judge by: who only listens to a lively
 * channel would look dead to a server.
 */
export class Heartbeat {
  #options;
  #clock;
  #listener;
  #timer;
  /** @type {'stopped' | 'quiet' | 'asked' | 'overdue'} */
  #phase = 'stopped';
  #deadline = 0;
  /** When we last sent anything. */
  #sentAt = 0;
  /** @type {number | null} when the unanswered beat left; null with none under way */
  #askedAt = null;
  #secondChance = true;

  /**
   * @param {HeartbeatOptions} options
   * @param {import('./clock.js').Clock} clock
   * @param {HeartbeatListener} listener
   */
  constructor(options, clock, listener) {
    this.#options = options;
    this.#clock = clock;
    this.#listener = listener;
    this.#timer = new Timer(clock, () => this.#due());
  }

  start() {
    this.#askedAt = null;
    this.sent();
    this.#rest();
  }

  /** Something left. */
  sent() {
    this.#sentAt = this.#clock.now();
  }

  stop() {
    this.#phase = 'stopped';
    this.#timer.stop();
  }

  /**
   * Something arrived.
   *
   * @param {unknown} data
   * @returns {boolean} whether it was the answer to a beat, and nothing for the application
   */
  heard(data) {
    if (this.#phase === 'stopped') {
      return false;
    }
    const wasOverdue = this.#phase === 'overdue';
    const isAnswer = this.#options.answer !== null && data === this.#options.answer;
    const askedAt = isAnswer ? this.#askedAt : null;
    if (isAnswer) {
      this.#askedAt = null;
    }
    this.#rest();
    if (wasOverdue) {
      this.#listener.alive();
    }
    if (askedAt !== null) {
      this.#listener.rtt(this.#clock.now() - askedAt);
    }
    return isAnswer;
  }

  /** Asks at once, with the short deadline, unless a shorter one is running. */
  probe() {
    const { probeTimeout } = this.#options;
    if (this.#phase === 'quiet' || (this.#waiting() && this.#deadline - this.#clock.now() > probeTimeout)) {
      this.#ask(probeTimeout);
    }
  }

  #waiting() {
    return this.#phase === 'asked' || this.#phase === 'overdue';
  }

  // Armed anew by each message, not lazily by the timer: browsers slow chains of
  // timers in hidden tabs down to one a minute, but not a timer that a message set.
  #rest() {
    this.#phase = 'quiet';
    this.#secondChance = true;
    const { interval, quiet, timeout } = this.#options;
    const left = this.#sentAt + quiet - this.#clock.now();
    if (left > 0) {
      this.#timer.start(Math.min(interval, left));
    } else {
      this.#ask(timeout);
    }
  }

  /** @param {number} timeout */
  #ask(timeout) {
    const now = this.#clock.now();
    this.#askedAt ??= now;
    this.#sentAt = now;
    this.#deadline = now + timeout;
    if (this.#phase !== 'overdue') {
      this.#phase = 'asked';
    }
    this.#timer.start(this.#phase === 'asked' ? Math.min(this.#options.patience, timeout) : timeout);
    this.#listener.beat();
  }

  #due() {
    const left = this.#deadline - this.#clock.now();
    if (this.#phase === 'quiet') {
      this.#ask(this.#options.timeout);
    } else if (left > 0) {
      const first = this.#phase === 'asked';
      this.#phase = 'overdue';
      this.#timer.start(left);
      if (first) {
        this.#listener.overdue();
      }
    } else if (-left > LATE && this.#secondChance) {
      this.#secondChance = false;
      this.#ask(this.#options.probeTimeout);
    } else {
      this.stop();
      this.#listener.dead();
    }
  }
}
