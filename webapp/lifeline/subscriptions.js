// @ts-check
import { Subscription } from './subscription.js';

/** The channels of a session, by their names. */
export class Subscriptions {
  #session;
  #timing;
  /** @type {Map<string, Subscription>} */
  #byName = new Map();
  /** @type {Set<string>} whose `unsubscribed` has not come yet: nothing that comes of them is meant for anybody */
  #leaving = new Set();
  #isWelcomed = false;

  /**
   * @param {import('./session.js').Session} session
   * @param {import('./subscription.js').Timing} timing
   */
  constructor(session, timing) {
    this.#session = session;
    this.#timing = timing;
  }

  /**
   * @param {string} name
   * @param {import('./subscription.js').ChannelOptions} options of no meaning where it is there already
   */
  open(name, options) {
    let subscription = this.#byName.get(name);
    if (!subscription) {
      subscription = new Subscription(name, options, this.#session, this.#timing);
      this.#byName.set(name, subscription);
      this.begin(subscription);
    }
    return subscription;
  }

  /**
   * @param {string} name
   * @returns {Subscription | undefined} whom a message of that channel is for
   */
  find(name) {
    return this.#leaving.has(name) ? undefined : this.#byName.get(name);
  }

  welcomed() {
    this.#isWelcomed = true;
    this.#byName.forEach((subscription) => this.begin(subscription));
  }

  /** The connection is gone. */
  lost() {
    this.#isWelcomed = false;
    this.#leaving.clear();
    this.#byName.forEach((subscription) => subscription.lost());
  }

  /** @param {Error} [error] why all end, where it is not the application's wish */
  end(error) {
    const all = [...this.#byName.values()];
    this.#byName.clear();
    all.forEach((subscription) => subscription.end(error));
  }

  /** @param {Subscription} subscription asks if it may; else it will when it may */
  begin(subscription) {
    if (this.#isWelcomed && !this.#leaving.has(subscription.name)) {
      subscription.ask();
    }
  }

  /** @param {Subscription} subscription wanted no more */
  forget(subscription) {
    if (this.#byName.get(subscription.name) === subscription) {
      this.#byName.delete(subscription.name);
      this.unsubscribe(subscription);
    }
  }

  /** @param {Subscription} subscription */
  unsubscribe({ name, isAsked }) {
    if (isAsked) {
      this.#leaving.add(name);
      this.#session.say({ type: 'unsubscribe', channel: name });
    }
  }

  /**
   * `unsubscribed` has come.
   *
   * @param {string} name
   * @returns {boolean} whether it was to come
   */
  left(name) {
    if (!this.#leaving.delete(name)) {
      return false;
    }
    const subscription = this.#byName.get(name);
    if (subscription?.position) {
      // It was left because of a hole.
      subscription.again();
    } else if (subscription) {
      this.begin(subscription);
    }
    return true;
  }
}
