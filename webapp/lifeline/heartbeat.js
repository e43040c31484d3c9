// @ts-check
import { Timer } from './clock.js';

/**
 * @typedef {object} HeartbeatOptions
 * @property {string} message what is sent
 * @property {string | null} answer what comes back and is kept from the application; null where any message is the answer
 * @property {string | null} serverMessage by what the server beats, kept from the application too; null where it does not
 * @property {string | null} serverAnswer what it is answered
 * @property {number} interval ms of silence before a beat
 * @property {number} quiet ms after which a beat is sent although messages arrive, if none of ours left meanwhile
 * @property {number} timeout ms after a beat within which anything must arrive
 * @property {number} patience ms after a beat before the wait for its answer is worth telling
 * @property {number} probeTimeout ms allowed to the answer of a beat sent because the page woke up
 * @property {number} maxBuffered ms for which a beat waits for the socket's buffer to empty
 *
 * @typedef {object} HeartbeatListener
 * @property {() => number} buffered bytes that the socket has not sent yet
 * @property {(message: string) => void} send
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

/** How often a buffer is looked at: so many times an interval, but within these bounds in ms. */
const LOOKS = 20;
const LEAST_LOOK = 50;
const MOST_LOOK = 1_000;

/**
 * Judges one connection by what arrives: silence, then a beat, then a deadline.
 * And gives the other side something to judge by: who only listens to a lively
 * channel would look dead to a server.
 *
 * A beat that is due while the buffer is not empty is held back, since it would
 * only queue behind data; a buffer that does not move in time is a dead link's.
 */
export class Heartbeat {
  #options;
  #clock;
  #listener;
  #timer;
  /** @type {'stopped' | 'quiet' | 'held' | 'asked' | 'overdue'} */
  #phase = 'stopped';
  /** Of the answer, or of the buffer while a beat is held. */
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

  /** A connection is new. */
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
   * @returns {boolean} whether it was a beat or the answer to one, and nothing for the application
   */
  heard(data) {
    if (this.#phase === 'stopped') {
      return false;
    }
    const { answer, serverMessage, serverAnswer } = this.#options;
    const wasOverdue = this.#phase === 'overdue';
    const isAnswer = answer !== null && data === answer;
    const isBeat = serverAnswer !== null && data === serverMessage;
    const askedAt = isAnswer ? this.#askedAt : null;
    if (isAnswer) {
      this.#askedAt = null;
    }
    if (isBeat) {
      this.sent();
      this.#listener.send(serverAnswer);
    }
    this.#rest();
    if (wasOverdue) {
      this.#listener.alive();
    }
    if (askedAt !== null) {
      this.#listener.rtt(this.#clock.now() - askedAt);
    }
    return isAnswer || isBeat;
  }

  /** Asks at once, with the short deadline, unless a shorter one is running. */
  probe() {
    const { probeTimeout } = this.#options;
    const hasDeadline = this.#phase !== 'quiet';
    if (this.#phase !== 'stopped' && !(hasDeadline && this.#left <= probeTimeout)) {
      this.#ask(probeTimeout);
    }
  }

  get #left() {
    return this.#deadline - this.#clock.now();
  }

  // Armed anew by each message, not lazily by the timer: browsers slow chains of
  // timers in hidden tabs down to one a minute, but not a timer that a message set.
  #rest() {
    this.#phase = 'quiet';
    this.#secondChance = true;
    const { interval, quiet } = this.#options;
    const left = this.#sentAt + quiet - this.#clock.now();
    if (left > 0) {
      this.#timer.start(Math.min(interval, left));
    } else {
      this.#beat();
    }
  }

  #beat() {
    const { timeout, maxBuffered } = this.#options;
    if (this.#listener.buffered() === 0) {
      this.#ask(timeout);
    } else {
      this.#phase = 'held';
      this.#deadline = this.#clock.now() + maxBuffered;
      this.#hold();
    }
  }

  #hold() {
    const look = Math.min(Math.max(this.#options.interval / LOOKS, LEAST_LOOK), MOST_LOOK);
    this.#timer.start(Math.min(look, this.#left));
  }

  /** @param {number} timeout */
  #ask(timeout) {
    const { message, patience } = this.#options;
    const now = this.#clock.now();
    this.#askedAt ??= now;
    this.#sentAt = now;
    this.#deadline = now + timeout;
    if (this.#phase !== 'overdue') {
      this.#phase = 'asked';
    }
    this.#timer.start(this.#phase === 'asked' ? Math.min(patience, timeout) : timeout);
    this.#listener.send(message);
  }

  #due() {
    const left = this.#left;
    if (this.#phase === 'quiet') {
      this.#beat();
    } else if (this.#phase === 'held' && this.#listener.buffered() === 0) {
      this.#ask(this.#options.timeout);
    } else if (left > 0) {
      this.#stillWaiting(left);
    } else if (-left > LATE && this.#secondChance) {
      this.#secondChance = false;
      this.#ask(this.#options.probeTimeout);
    } else {
      this.stop();
      this.#listener.dead();
    }
  }

  /** @param {number} left ms */
  #stillWaiting(left) {
    if (this.#phase === 'held') {
      this.#hold();
      return;
    }
    const isNew = this.#phase === 'asked';
    this.#phase = 'overdue';
    this.#timer.start(left);
    if (isNew) {
      this.#listener.overdue();
    }
  }
}
