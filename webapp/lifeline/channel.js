// @ts-check

/** A channel, as the application has it. What users may rely on is told in channels.d.ts. */
export class Channel extends EventTarget {
  #subscription;

  /** @param {import('./subscription.js').Subscription} subscription */
  constructor(subscription) {
    super();
    this.#subscription = subscription;
  }

  get name() {
    return this.#subscription.name;
  }

  get position() {
    return this.#subscription.position;
  }

  get members() {
    return this.#subscription.members;
  }

  /** @param {import('./payload.js').Payload} data */
  publish(data) {
    return this.#subscription.publish(data);
  }

  close() {
    this.#subscription.close();
  }

  /**
   * @param {string} type
   * @param {EventListenerOrEventListenerObject | null} listener
   * @param {boolean | AddEventListenerOptions} [options]
   */
  addEventListener(type, listener, options) {
    if (type === 'message') {
      this.#subscription.forgetEarly();
    }
    super.addEventListener(type, listener, options);
  }

  [Symbol.asyncIterator]() {
    return this.#subscription.read();
  }
}
