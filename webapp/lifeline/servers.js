// @ts-check

/**
 * @typedef {object} ServersOptions
 * @property {number} coolDown ms for which a server that failed is passed over
 * @property {boolean} failback whether a backup is left when an earlier server may be there again
 */

/** The servers in the order of preference. One that failed cools, and is passed over meanwhile. */
export class Servers {
  #urls;
  #coolDown;
  #clock;
  /** @type {number[]} when each server's last cool-down ends, or ended */
  #readyAt;

  /**
   * @param {string[]} urls
   * @param {number} coolDown ms
   * @param {import('./clock.js').Clock} clock
   */
  constructor(urls, coolDown, clock) {
    this.#urls = urls;
    this.#coolDown = coolDown;
    this.#clock = clock;
    this.#readyAt = urls.map(() => -Infinity);
  }

  /** @param {number} server its place in the list */
  url(server) {
    return this.#urls[server];
  }

  /** The first that does not cool; when all do, the one that is ready first. */
  next() {
    const now = this.#clock.now();
    const waits = this.#readyAt.map((at) => Math.max(at, now));
    return waits.indexOf(Math.min(...waits));
  }

  /** @param {number} server */
  failed(server) {
    if (this.#urls.length > 1) {
      this.#readyAt[server] = this.#clock.now() + this.#coolDown;
    }
  }

  /**
   * When to look for a better server than the one in use: as soon as an earlier
   * one has cooled. One that did not cool at the opening has a cool-down from
   * then on, since something spoke against it.
   *
   * @param {number} server the one in use
   * @param {number} openedAt
   * @returns {number} Infinity where none is better
   */
  failbackAt(server, openedAt) {
    const earlier = this.#readyAt.slice(0, server);
    return Math.min(...earlier.map((at) => (at > openedAt ? at : openedAt + this.#coolDown)));
  }
}
