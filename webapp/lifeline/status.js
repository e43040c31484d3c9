// @ts-check

/**
 * What a Lifeline is doing. `due` is in the clock's milliseconds; `code` and
 * `reason` say how the last connection ended.
 *
 * @typedef {object} Status
 * @property {State} state
 * @property {number} [due] when `waiting` ends
 * @property {number} [code]
 * @property {string} [reason]
 *
 * @typedef {'connecting' | 'open' | 'checking' | 'waiting' | 'offline' | 'closed'} State
 */

/** @type {Readonly<Record<State, readonly State[]>>} */
const NEXT = {
  connecting: ['open', 'waiting', 'offline', 'closed'],
  open: ['checking', 'connecting', 'waiting', 'offline', 'closed'],
  checking: ['open', 'connecting', 'waiting', 'offline', 'closed'],
  // A wait that becomes shorter is a new status: it has another end.
  waiting: ['connecting', 'waiting', 'offline', 'closed'],
  offline: ['connecting', 'closed'],
  closed: [],
};

/** The one state machine: what may follow what. */
export class StatusMachine {
  /** @type {Readonly<Status>} */
  #status = Object.freeze({ state: 'connecting' });

  get status() {
    return this.#status;
  }

  /** Whether a socket is up and in use. */
  get isLive() {
    return this.#status.state === 'open' || this.#status.state === 'checking';
  }

  /** Whether something is waited for before the next attempt. */
  get isPausing() {
    return this.#status.state === 'waiting' || this.#status.state === 'offline';
  }

  /** @param {Status} status */
  to(status) {
    const from = this.#status.state;
    if (!NEXT[from].includes(status.state)) {
      throw new Error(`a Lifeline cannot go from ${from} to ${status.state}`);
    }
    this.#status = Object.freeze(status);
    return this.#status;
  }
}
