// @ts-check

/**
 * @typedef {object} QueueOptions
 * @property {number} maxMessages
 * @property {number} maxBytes of payload, text as UTF-8
 *
 * @typedef {string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBuffer>} Data what `WebSocket.send` takes
 */

/** Messages that wait for a connection, in order and within bounds. */
export class Queue {
  #options;
  /** @type {{data: Data, size: number}[]} */
  #messages = [];
  #bytes = 0;

  /** @param {QueueOptions | false} options false: nothing may wait */
  constructor(options) {
    this.#options = options;
  }

  get length() {
    return this.#messages.length;
  }

  get bytes() {
    return this.#bytes;
  }

  /**
   * Throws where the message cannot wait: it is then neither sent nor kept.
   *
   * @param {Data} data
   */
  add(data) {
    if (!this.#options) {
      throw new DOMException('cannot send: no connection is open, and there is no queue', 'InvalidStateError');
    }
    const { maxMessages, maxBytes } = this.#options;
    const size = new Blob([/** @type {BlobPart} */ (data)]).size;
    if (this.length >= maxMessages || this.#bytes + size > maxBytes) {
      throw new DOMException(
        `cannot send: ${this.length} messages of ${this.#bytes} bytes wait, ${maxMessages} of ${maxBytes} may`,
        'QuotaExceededError',
      );
    }
    this.#messages.push({ data: copy(data), size });
    this.#bytes += size;
  }

  /** @returns {Data} the oldest, which is the caller's now; not on an empty queue */
  take() {
    const { data, size } = /** @type {{data: Data, size: number}} */ (this.#messages.shift());
    this.#bytes -= size;
    return data;
  }

  clear() {
    this.#messages = [];
    this.#bytes = 0;
  }
}

/**
 * The caller may go on to write into its buffer, as it may with a WebSocket.
 *
 * @param {Data} data
 * @returns {Data}
 */
function copy(data) {
  if (ArrayBuffer.isView(data)) {
    return data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
  }
  return data instanceof ArrayBuffer ? data.slice(0) : data;
}
