// @ts-check

/** @typedef {import('./messages.js').ChatMessage} ChatMessage */

/**
 * Keeps the messages that were published before a subscription until the last of
 * them has come, so that they are counted before they are shown.
 */
export class CatchUp {
  #tell;
  /** @type {ChatMessage[] | null} null while nothing is to be kept */
  #kept = null;
  /** The offset of the last one that was published before. */
  #until = 0;

  /** @param {(messages: ChatMessage[]) => void} tell */
  constructor(tell) {
    this.#tell = tell;
  }

  get isOver() {
    return this.#kept === null;
  }

  /**
   * Begins, or goes on where the connection was lost in between.
   *
   * @param {number} from the offset that has come
   * @param {number} until
   */
  begin(from, until) {
    this.#kept ??= [];
    this.#until = until;
    this.#look(from);
  }

  /**
   * @param {number} offset
   * @param {ChatMessage} [message] none where it is shown already
   */
  add(offset, message) {
    if (message) {
      this.#kept?.push(message);
    }
    this.#look(offset);
  }

  /** No more of them come. */
  end() {
    const kept = this.#kept;
    this.#kept = null;
    if (kept) {
      this.#tell(kept);
    }
  }

  /** @param {number} offset */
  #look(offset) {
    if (offset >= this.#until) {
      this.end();
    }
  }
}
