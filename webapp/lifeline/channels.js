// @ts-check
import { Session } from './session.js';

export { ChannelError } from './channel-error.js';

/**
 * Many channels over one connection, of which nothing is lost without a word.
 * What users may rely on is told in channels.d.ts.
 */
export class ChannelLine extends EventTarget {
  #session;

  /**
   * @param {string | URL | (string | URL)[]} urls
   * @param {import('./session.js').ChannelLineOptions} [options]
   */
  constructor(urls, options = {}) {
    super();
    this.#session = new Session(urls, options, this);
  }

  get status() {
    return this.#session.connection.status;
  }

  get rtt() {
    return this.#session.connection.rtt;
  }

  /**
   * @param {string} name
   * @param {import('./subscription.js').ChannelOptions} [options]
   */
  channel(name, options = {}) {
    return this.#session.channel(name, options);
  }

  /**
   * @param {string} channel
   * @param {import('./payload.js').Payload} data
   */
  publish(channel, data) {
    return this.#session.publish(channel, data);
  }

  reconnect() {
    this.#session.connection.reconnect();
  }

  close() {
    this.#session.close();
  }
}
