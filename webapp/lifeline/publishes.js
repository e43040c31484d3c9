// @ts-check
import { ChannelError } from './channel-error.js';
import { need } from './options.js';
import { encode } from './payload.js';

/** `CloseCode.TOO_BIG`: by its name, every bundle would carry the whole list. */
const TOO_BIG = 1009;

/**
 * A message that was not answered.
 *
 * @typedef {object} Entry
 * @property {string} channel
 * @property {ReturnType<typeof encode>} payload
 * @property {number} size bytes
 * @property {(position: import('./subscription.js').Position | null) => void} resolve
 * @property {(error: Error) => void} reject
 * @property {boolean} [isSuspect] it was next when a connection ended with 1009
 */

/**
 * What is published, from the call to the server's answer. Its numbers are those
 * of the session and follow from the order alone: the first entry has the number
 * after the last that was answered. So what is sent again has its old number.
 */
export class Publishes {
  #bounds;
  /** @type {Entry[]} those of this session that were sent, on whatever connection, and then those that wait */
  #entries = [];
  /** The last number of this session that was answered. */
  #answered = 0;
  /** How many entries were sent, and may have been taken. */
  #sent = 0;
  /** How many entries were sent on this connection. */
  #asked = 0;
  /** How many may be without an answer. */
  #window = 0;
  /** Bytes of the entries that wait. */
  #bytes = 0;
  /** A connection on which they were sent has ended with 1009. */
  #isTooBig = false;

  /** @param {import('./queue.js').QueueOptions} bounds of what waits */
  constructor(bounds) {
    this.#bounds = bounds;
  }

  /**
   * @param {string} channel
   * @param {import('./payload.js').Payload} data
   * @returns {Promise<import('./subscription.js').Position | null>} rejected where it cannot wait
   */
  add(channel, data) {
    return new Promise((resolve, reject) => {
      const { maxMessages, maxBytes } = this.#bounds;
      const payload = encode(data);
      const size = new Blob([/** @type {BlobPart} */ (data)]).size;
      const waiting = this.#entries.length - this.#sent;
      if (waiting >= maxMessages || this.#bytes + size > maxBytes) {
        throw new DOMException(
          `cannot publish: ${waiting} messages of ${this.#bytes} bytes wait already`,
          'QuotaExceededError',
        );
      }
      this.#bytes += size;
      this.#entries.push({ channel, payload, size, resolve, reject });
    });
  }

  /** The next message to send; undefined where none may be sent now. */
  next() {
    if (this.#asked >= Math.min(this.#window, this.#entries.length)) {
      return undefined;
    }
    const { channel, payload, size } = this.#entries[this.#asked];
    this.#asked += 1;
    if (this.#asked > this.#sent) {
      this.#sent = this.#asked;
      this.#bytes -= size;
    }
    return { type: 'publish', channel, seq: this.#answered + this.#asked, ...payload };
  }

  /**
   * A connection was welcomed: all that was sent is sent again, or, where the
   * session is another, given up. Throws where the numbers cannot be.
   *
   * @param {{resumed: boolean, seq: number, window: number}} welcome
   */
  welcomed({ resumed, seq, window }) {
    if (!resumed) {
      this.#entries.splice(0, this.#sent).forEach(({ reject }) => reject(new ChannelError('unknown-outcome')));
      this.#answered = this.#sent = 0;
    }
    const taken = seq - this.#answered;
    need(window > 0 && taken >= 0 && taken <= this.#sent, 'welcome.seq');
    if (this.#isTooBig && taken < this.#sent) {
      const next = this.#entries[taken];
      if (next.isSuspect) {
        // It has gone first after a welcome, so nothing else was too big; what followed was not looked at.
        this.#entries.splice(taken, 1);
        this.#sent -= 1;
        next.reject(new ChannelError('message-too-big'));
      }
      next.isSuspect = true;
    }
    this.#isTooBig = false;
    this.#window = window;
  }

  /**
   * The connection is gone.
   *
   * @param {number} code
   */
  lost(code) {
    this.#isTooBig ||= code === TOO_BIG && this.#asked > 0;
    this.#asked = 0;
  }

  /**
   * An `ack` or a `refused`, which come in the order of the numbers. Throws where
   * it is another's turn.
   *
   * @param {{type: string, seq: number, epoch?: string, offset?: number, reason: string}} answer
   */
  answered({ type, seq, epoch, offset, reason }) {
    if (seq <= this.#answered) {
      return;
    }
    need(this.#asked > 0 && seq === this.#answered + 1, `${type}.seq`);
    const { resolve, reject } = /** @type {Entry} */ (this.#entries.shift());
    this.#answered = seq;
    this.#sent -= 1;
    this.#asked -= 1;
    if (type === 'ack') {
      resolve(epoch === undefined || offset === undefined ? null : { epoch, offset });
    } else {
      reject(new ChannelError(reason));
    }
  }

  /** @param {Error} error rejects all that is left */
  end(error) {
    this.#entries.splice(0).forEach(({ reject }) => reject(error));
    this.#sent = this.#asked = this.#bytes = 0;
  }
}
