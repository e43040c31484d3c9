// @ts-check
import { encode } from './messages.js';
import { failure } from './words.js';

/** @typedef {import('../lifeline/channels.js').Position} Position */

/** What this page publishes, from the sending to the return: each message stands in the log once. */
export class OwnMessages {
  #channel;
  #log;
  /** @type {Map<string, Position | null>} those that were not heard yet, by id, with their places once they are known */
  #unheard = new Map();
  /** @type {Set<Promise<void>>} */
  #unanswered = new Set();

  /**
   * @param {import('../lifeline/channels.js').Channel} channel
   * @param {import('./log-view.js').LogView} log
   */
  constructor(channel, log) {
    this.#channel = channel;
    this.#log = log;
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  say(name, text) {
    const message = { kind: /** @type {const} */ ('chat'), name, text, id: newId(), at: Date.now(), isMine: true };
    this.#log.pending(message);
    this.#unheard.set(message.id, null);
    const answer = this.#publish(message);
    this.#unanswered.add(answer);
    answer.then(() => this.#unanswered.delete(answer));
  }

  /**
   * @param {string} id of a message that the room has told
   * @returns {boolean} whether it is one of these, and stands in the log already
   */
  heard(id) {
    const isOwn = this.#unheard.delete(id);
    if (isOwn) {
      this.#log.delivered(id);
    }
    return isOwn;
  }

  /**
   * After a gap: how many of these are in it. They are in the log, and miss nobody.
   *
   * @param {Position} from
   * @param {Position} to
   */
  async within(from, to) {
    await Promise.all(this.#unanswered);
    const passed = [...this.#unheard].flatMap(([id, position]) =>
      position?.epoch === to.epoch && position.offset <= to.offset ? [{ id, position }] : [],
    );
    passed.forEach(({ id }) => this.#unheard.delete(id));
    return passed.filter(({ position }) => position.offset > from.offset).length;
  }

  /** @param {import('./messages.js').ChatMessage} message */
  async #publish(message) {
    const { id } = message;
    try {
      const position = await this.#channel.publish(encode(message));
      this.#log.delivered(id);
      if (this.#unheard.has(id)) {
        this.#unheard.set(id, position);
      }
    } catch (error) {
      // One of which nobody knows may have been heard, or may be yet.
      if (this.#unheard.has(id)) {
        this.#log.failed(id, failure(error));
      }
    }
  }
}

/** A random id; `crypto.randomUUID` is not there on plain http. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
