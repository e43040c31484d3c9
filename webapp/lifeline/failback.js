// @ts-check
import { Timer } from './clock.js';

/**
 * Leads from a backup back to an earlier server: beside the connection in use, a
 * candidate is tried, one at most. If it opens it takes over; if it fails, its
 * server cools again, and the connection in use has not noticed.
 */
export class Failback {
  #servers;
  #clock;
  #connect;
  #takeOver;
  #timer;
  /** @type {import('./link.js').Link | null} */
  #candidate = null;
  #inUse = 0;
  #openedAt = 0;

  /**
   * @param {import('./servers.js').Servers} servers
   * @param {import('./clock.js').Clock} clock
   * @param {(server: number, listener: import('./link.js').LinkListener) => import('./link.js').Link} connect
   * @param {(link: import('./link.js').Link) => void} takeOver
   */
  constructor(servers, clock, connect, takeOver) {
    this.#servers = servers;
    this.#clock = clock;
    this.#connect = connect;
    this.#takeOver = takeOver;
    this.#timer = new Timer(clock, () => this.#try());
  }

  /** @param {number} server which a connection is open to, since now */
  start(server) {
    this.#inUse = server;
    this.#openedAt = this.#clock.now();
    this.#schedule();
  }

  /**
   * Lets a candidate go.
   *
   * @param {number} [code]
   * @param {string} [reason]
   */
  stop(code, reason) {
    this.#timer.stop();
    this.#candidate?.letGo(code, reason);
    this.#candidate = null;
  }

  #schedule() {
    const at = this.#servers.failbackAt(this.#inUse, this.#openedAt);
    if (at < Infinity) {
      this.#timer.start(Math.max(0, at - this.#clock.now()));
    }
  }

  #try() {
    const server = this.#servers.next();
    if (server >= this.#inUse) {
      // Browsers may call a moment early, by the clock that the cool-down is measured with.
      this.#schedule();
      return;
    }
    const candidate = this.#connect(server, {
      open: () => {
        this.#candidate = null;
        this.#takeOver(candidate);
      },
      message: () => {},
      end: () => {
        this.#candidate = null;
        this.#servers.failed(server);
        this.#schedule();
      },
    });
    this.#candidate = candidate;
    candidate.start();
  }
}
