// @ts-check
import { checkClose } from './close-codes.js';
import { Connection } from './connection.js';
import { SocketEvents } from './events.js';
import { completeOptions, completeUrls } from './options.js';

export { CloseCode } from './close-codes.js';

/**
 * A WebSocket connection that knows when it is dead, and comes back. What users
 * may rely on is told in lifeline.d.ts.
 */
export class Lifeline extends SocketEvents {
  #connection;

  /**
   * @param {string | URL | (string | URL)[]} urls
   * @param {import('./options.js').LifelineOptions | string | string[]} [options] protocols alone, as for WebSocket
   */
  constructor(urls, options = {}) {
    super();
    const given = typeof options === 'string' || Array.isArray(options) ? { protocols: options } : options;
    this.#connection = new Connection(completeUrls(urls), completeOptions(given), this);
  }

  get url() {
    return this.#connection.url;
  }

  get status() {
    return this.#connection.status;
  }

  get readyState() {
    if (this.#connection.isOpen) {
      return this.OPEN;
    }
    return this.status.state === 'closed' ? this.CLOSED : this.CONNECTING;
  }

  get protocol() {
    return this.#connection.link?.protocol ?? '';
  }

  get extensions() {
    return this.#connection.link?.extensions ?? '';
  }

  get binaryType() {
    return this.#connection.binaryType;
  }

  set binaryType(type) {
    this.#connection.binaryType = type;
    if (this.#connection.link) {
      this.#connection.link.binaryType = type;
    }
  }

  get bufferedAmount() {
    return (this.#connection.link?.bufferedAmount ?? 0) + this.#connection.queuedBytes;
  }

  get rtt() {
    return this.#connection.rtt;
  }

  get lastHeard() {
    return this.#connection.lastHeard;
  }

  get retries() {
    return this.#connection.retries;
  }

  /** @param {import('./queue.js').Data} data */
  send(data) {
    this.#connection.send(data);
  }

  close(code = 1000, reason = '') {
    checkClose(code, reason);
    this.#connection.close(code, reason);
  }

  reconnect() {
    this.#connection.reconnect();
  }
}
