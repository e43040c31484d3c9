// @ts-check

/** So many messages wait for their reader, at most. */
const MOST_MESSAGES = 1_000;

/**
 * @typedef {object} ChannelMessage
 * @property {string | Uint8Array} data
 * @property {string} [from] the publisher's identity, where it has one
 * @property {number} offset
 */

/**
 * The messages of a channel for one `for await`. Nothing is dropped: a reader
 * that is too slow gets what has waited, and then an error.
 */
export class Inbox {
  /** @type {ChannelMessage[]} */
  #messages = [];
  /** @type {(() => void)[]} calls of `next` that wait */
  #wakes = [];
  #isOver = false;
  /** @type {Error | undefined} thrown once, after the last message */
  #error;

  /**
   * @param {ChannelMessage} message
   * @returns {boolean} whether it takes another
   */
  add(message) {
    if (this.#messages.length < MOST_MESSAGES) {
      if (!this.#isOver) {
        this.#messages.push(message);
        this.#wake();
      }
    } else {
      this.end(new DOMException(`${MOST_MESSAGES} messages wait to be read`, 'QuotaExceededError'));
    }
    return !this.#isOver;
  }

  /**
   * No message follows.
   *
   * @param {Error} [error]
   */
  end(error) {
    if (!this.#isOver) {
      this.#isOver = true;
      this.#error = error;
      this.#wake();
    }
  }

  /** @returns {Promise<IteratorResult<ChannelMessage, undefined>>} */
  async next() {
    while (!this.#isOver && this.#messages.length === 0) {
      await /** @type {Promise<void>} */ (new Promise((wake) => this.#wakes.push(wake)));
    }
    const value = this.#messages.shift();
    if (value) {
      return { value, done: false };
    }
    const error = this.#error;
    this.#error = undefined;
    if (error) {
      throw error;
    }
    return { value: undefined, done: true };
  }

  /**
   * The reader has left its loop.
   *
   * @returns {Promise<IteratorResult<ChannelMessage, undefined>>}
   */
  async return() {
    this.end();
    this.#messages = [];
    this.#error = undefined;
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  #wake() {
    this.#wakes.splice(0).forEach((wake) => wake());
  }
}
