// @ts-check
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
 */

/**
 * One socket, from its first byte to its end: a generation. A link that was let
 * go tells nothing any more, whatever its socket still does.
 */
export class Link {
  #socket;
  /** @type {LinkListener | null} null once ended or let go */
  #listener;
  #connectTimer;

  /**
   * @param {() => WebSocket} connect
   * @param {import('./clock.js').Clock} clock
   * @param {number} connectTimeout ms
   * @param {LinkListener} listener
   */
  constructor(connect, clock, connectTimeout, listener) {
    this.#socket = connect();
    this.#listener = listener;
    this.#connectTimer = new Timer(clock, () => this.#timedOut());
    this.#connectTimer.start(connectTimeout);
    this.#socket.addEventListener('open', () => {
      this.#connectTimer.stop();
      this.#listener?.open();
    });
    this.#socket.addEventListener('message', (event) => this.#listener?.message(event));
    this.#socket.addEventListener('close', (event) => this.#end(event));
  }

  get socket() {
    return this.#socket;
  }

  /** False from the moment that either side begins to close, before the end is told. */
  get isOpen() {
    return this.#socket.readyState === 1;
  }

  /**
   * Closes the socket without waiting for its answer, which a dead network
   * would withhold for minutes.
   *
   * @param {number} [code]
   * @param {string} [reason]
   */
  letGo(code, reason) {
    this.#listener = null;
    this.#connectTimer.stop();
    if (code === undefined) {
      this.#socket.close();
    } else {
      this.#socket.close(code, reason);
    }
  }

  #timedOut() {
    const listener = this.#listener;
    this.letGo();
    listener?.end({ code: ABNORMAL, reason: 'connect time-out', wasClean: false });
  }

  /** @param {CloseEvent} event */
  #end({ code, reason, wasClean }) {
    const listener = this.#listener;
    this.#listener = null;
    this.#connectTimer.stop();
    listener?.end({ code, reason, wasClean });
  }
}
