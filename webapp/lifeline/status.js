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
 * @typedef {'connecting' | 'open' | 'checking' | 'waiting' | 'closed'} State
 */

/** @type {Readonly<Record<State, readonly State[]>>} */
const NEXT = {
  connecting: ['open', 'waiting', 'closed'],
  open: ['checking', 'connecting', 'waiting', 'closed'],
  checking: ['open', 'connecting', 'waiting', 'closed'],
  waiting: ['connecting', 'closed'],
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
  get live() {
    return this.#status.state === 'open' || this.#status.state === 'checking';
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
