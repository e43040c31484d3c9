// @ts-check

/**
 * The `on…` attributes and the constants of a WebSocket. A handler is a listener
 * that is replaced by the next one.
 */
export class SocketEvents extends EventTarget {
  /** @readonly */
  static CONNECTING = 0;
  /** @readonly */
  static OPEN = 1;
  /** @readonly */
  static CLOSING = 2;
  /** @readonly */
  static CLOSED = 3;
  /** @readonly */
  CONNECTING = 0;
  /** @readonly */
  OPEN = 1;
  /** @readonly */
  CLOSING = 2;
  /** @readonly */
  CLOSED = 3;

  /** @type {Record<string, {handler: Function, listener: EventListener}>} */
  #handlers = {};

  /** @type {((event: Event) => any) | null} */
  get onopen() {
    return this.#handler('open');
  }

  set onopen(handler) {
    this.#handle('open', handler);
  }

  /** @type {((event: MessageEvent) => any) | null} */
  get onmessage() {
    return this.#handler('message');
  }

  set onmessage(handler) {
    this.#handle('message', handler);
  }

  /** @type {((event: CloseEvent) => any) | null} */
  get onclose() {
    return this.#handler('close');
  }

  set onclose(handler) {
    this.#handle('close', handler);
  }

  /** @type {((event: Event) => any) | null} */
  get onerror() {
    return this.#handler('error');
  }

  set onerror(handler) {
    this.#handle('error', handler);
  }

  /**
   * @param {string} type
   * @returns {any} null where there is none
   */
  #handler(type) {
    return this.#handlers[type]?.handler ?? null;
  }

  /**
   * @param {string} type
   * @param {unknown} handler what is no function is none
   */
  #handle(type, handler) {
    this.removeEventListener(type, this.#handlers[type]?.listener ?? null);
    delete this.#handlers[type];
    if (typeof handler === 'function') {
      const listener = (/** @type {Event} */ event) => handler.call(this, event);
      this.#handlers[type] = { handler, listener };
      this.addEventListener(type, listener);
    }
  }
}

/**
 * Tells events one after the other, each to all its listeners, and none before
 * the change that it tells of is complete. What a listener brings about by a
 * call happens at once, but is told after what is already waiting to be told:
 * everybody hears everything in the order in which it happened, and no listener
 * finds the state half changed.
 */
export class Announcer {
  #target;
  /** @type {(() => void)[]} */
  #waiting = [];
  #isBusy = false;

  /** @param {EventTarget} target */
  constructor(target) {
    this.#target = target;
  }

  /** @param {() => void} change what it tells is told when it is complete */
  during(change) {
    if (this.#isBusy) {
      change();
      return;
    }
    this.#isBusy = true;
    try {
      change();
      for (let next; (next = this.#waiting.shift()); ) {
        next();
      }
    } finally {
      this.#isBusy = false;
    }
  }

  /**
   * @param {Event} event
   * @param {() => boolean} [isTrue] asked when the event's turn has come
   */
  tell(event, isTrue = () => true) {
    this.afterwards(() => isTrue() && this.#target.dispatchEvent(event));
  }

  /** @param {() => void} task has its turn among the events */
  afterwards(task) {
    this.during(() => this.#waiting.push(task));
  }
}

/** @param {import('./link.js').End} end */
export function closeEvent(end) {
  // Node has had no CloseEvent until lately.
  return globalThis.CloseEvent ? new CloseEvent('close', end) : Object.assign(new Event('close'), end);
}
