// @ts-check
import { askForToken, withToken } from './authentication.js';
import { Timer } from './clock.js';
import { ABNORMAL } from './close-codes.js';

/**
 * How a link ended.
 *
 * @typedef {object} End
 * @property {number} code
 * @property {string} reason
 * @property {boolean} wasClean
 *
 * @typedef {object} LinkListener
 * @property {() => void} open
 * @property {(event: MessageEvent) => void} message
 * @property {(end: End) => void} end told at most once, and last
 *
 * @typedef {object} LinkOptions
 * @property {typeof WebSocket} WebSocket
 * @property {string | string[]} protocols
 * @property {number} connectTimeout ms until it is open, its token included
 * @property {import('./authentication.js').AuthenticationOptions | null} authentication
 * @property {import('./clock.js').Clock} clock
 */

/**
 * One attempt and the socket that comes of it, from the asking for a token to
 * the end: a generation. A link that was let go tells nothing any more, whatever
 * its socket still does.
 */
export class Link {
  /** Whether the opening has been told: from then on, what is sent leaves at once. */
  isTold = false;
  #url;
  #options;
  #connectTimer;
  /** @type {LinkListener | null} null once ended or let go */
  #listener;
  /** @type {BinaryType} */
  #binaryType;
  /** @type {WebSocket | null} null until the token is there */
  #socket = null;

  /**
   * @param {number} server its place in the list
   * @param {string} url
   * @param {BinaryType} binaryType
   * @param {LinkOptions} options
   * @param {LinkListener} listener
   */
  constructor(server, url, binaryType, options, listener) {
    this.server = server;
    this.#url = url;
    this.#binaryType = binaryType;
    this.#options = options;
    this.#listener = listener;
    this.#connectTimer = new Timer(options.clock, () => this.#fail('connect time-out'));
  }

  /** False from the moment that either side begins to close, before the end is told. */
  get isOpen() {
    return this.#socket?.readyState === 1;
  }

  get bufferedAmount() {
    return this.#socket?.bufferedAmount ?? 0;
  }

  get protocol() {
    return this.#socket?.protocol ?? '';
  }

  get extensions() {
    return this.#socket?.extensions ?? '';
  }

  set binaryType(/** @type {BinaryType} */ type) {
    this.#binaryType = type;
    if (this.#socket) {
      this.#socket.binaryType = type;
    }
  }

  /** Begins; everything is told from now on. */
  start() {
    const { connectTimeout, authentication } = this.#options;
    this.#connectTimer.start(connectTimeout);
    if (authentication) {
      askForToken(authentication).then(
        (token) => this.#connect(token),
        () => this.#fail('no token'),
      );
    } else {
      this.#connect('');
    }
  }

  /** @param {LinkListener} listener told instead of the one so far */
  passTo(listener) {
    this.#listener = listener;
  }

  /** @param {import('./queue.js').Data} data */
  send(data) {
    this.#socket?.send(/** @type {string} */ (data));
  }

  /**
   * Closes the socket without waiting for its answer, which a dead network
   * would withhold for minutes.
   *
   * @param {number} [code]
   * @param {string} [reason]
   */
  letGo(code, reason) {
    this.#connectTimer.stop();
    if (this.#listener) {
      this.#listener = null;
      if (code === undefined) {
        this.#socket?.close();
      } else {
        this.#socket?.close(code, reason);
      }
    }
  }

  /** @param {string} token */
  #connect(token) {
    if (!this.#listener) {
      return;
    }
    const { WebSocket, protocols, authentication } = this.#options;
    const query = authentication?.query;
    try {
      this.#socket = new WebSocket(query ? withToken(this.#url, query, token) : this.#url, protocols);
    } catch (error) {
      this.#fail(String(error));
      return;
    }
    const socket = this.#socket;
    socket.binaryType = this.#binaryType;
    socket.addEventListener('open', () => this.#opened(token));
    socket.addEventListener('message', (event) => this.#listener?.message(event));
    socket.addEventListener('close', (event) => this.#end(event));
    // The close tells it all; but a socket of the npm package `ws` throws an error that nobody hears.
    socket.addEventListener('error', () => {});
  }

  /** @param {string} token */
  #opened(token) {
    const message = this.#options.authentication?.message;
    if (this.#listener && message) {
      // Before the timer is stopped: a function that throws makes a failed attempt.
      this.send(message(token));
    }
    this.#connectTimer.stop();
    this.#listener?.open();
  }

  /** @param {string} reason */
  #fail(reason) {
    const listener = this.#listener;
    this.letGo();
    listener?.end({ code: ABNORMAL, reason, wasClean: false });
  }

  /** @param {CloseEvent} event */
  #end({ code, reason, wasClean }) {
    const listener = this.#listener;
    this.#listener = null;
    this.#connectTimer.stop();
    listener?.end({ code, reason, wasClean });
  }
}
