// @ts-check
import { delayBefore } from './backoff.js';
import { Timer } from './clock.js';
import { ABNORMAL, checkClose, isFinal } from './close-codes.js';
import { Heartbeat } from './heartbeat.js';
import { Link } from './link.js';
import { completeOptions } from './options.js';
import { StatusMachine } from './status.js';

/**
 * A WebSocket connection that knows when it is dead, and comes back.
 *
 * Events: `open` for every connection; `message`; `error` for one that failed;
 * `close` for an open one that ended, and for the end of it all; `status`, a
 * CustomEvent whose detail is the new status; `rtt`, whose detail is the round
 * trip of a beat in milliseconds.
 *
 * At any time there is at most one link in use and one timer that leads to the
 * next: each way out of a link goes through `#drop`.
 */
export class Lifeline extends EventTarget {
  #url;
  #options;
  #machine = new StatusMachine();
  #heartbeat;
  #retryTimer;
  #stableTimer;
  #stopWaking;
  /** @type {Link | null} null while waiting and when closed */
  #link = null;
  /** Retries since the last stable connection. */
  #retries = 0;
  /** @type {number | null} */
  #rtt = null;
  #lastHeard;

  /**
   * @param {string | URL} url
   * @param {import('./options.js').LifelineOptions} [options]
   */
  constructor(url, options = {}) {
    super();
    this.#url = String(url);
    this.#options = completeOptions(options);
    const { clock, heartbeat } = this.#options;
    this.#lastHeard = clock.now();
    this.#retryTimer = new Timer(clock, () => this.#connect());
    this.#stableTimer = new Timer(clock, () => (this.#retries = 0));
    this.#heartbeat = new Heartbeat(heartbeat, clock, {
      beat: () => this.#beat(heartbeat.message),
      overdue: () => this.#to({ state: 'checking' }),
      alive: () => this.#to({ state: 'open' }),
      dead: () => this.#dead(),
      rtt: (millis) => this.#measured(millis),
    });
    this.#link = this.#newLink();
    this.#stopWaking = this.#options.onWake(() => this.#wake());
  }

  get url() {
    return this.#url;
  }

  get status() {
    return this.#machine.status;
  }

  /** The numbers of `WebSocket.readyState`; 0 also while one connection goes and before the next. */
  get readyState() {
    if (this.#machine.live && this.#link?.isOpen) {
      return 1;
    }
    return this.status.state === 'closed' ? 3 : 0;
  }

  get protocol() {
    return this.#link?.socket.protocol ?? '';
  }

  get bufferedAmount() {
    return this.#link?.socket.bufferedAmount ?? 0;
  }

  /** The last round trip in milliseconds; null before the first. */
  get rtt() {
    return this.#rtt;
  }

  /** When anything last arrived, in the clock's milliseconds; the start before that. */
  get lastHeard() {
    return this.#lastHeard;
  }

  /** @param {string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBuffer>} data */
  send(data) {
    if (!this.#link?.isOpen || !this.#machine.live) {
      throw new DOMException(`cannot send while ${this.status.state}`, 'InvalidStateError');
    }
    this.#heartbeat.sent();
    this.#link.socket.send(data);
  }

  /** Ends everything: no timer is left, and it never comes back. */
  close(code = 1000, reason = '') {
    checkClose(code, reason);
    if (this.status.state !== 'closed') {
      this.#drop(code, reason);
      this.#finish({ code, reason, wasClean: true });
    }
  }

  /** Tries at once: ends a wait, or replaces a connection that is open. */
  reconnect() {
    if (this.#machine.live) {
      this.#replace({ code: 1000, reason: 'reconnect', wasClean: true });
    } else if (this.status.state === 'waiting') {
      this.#connect();
    }
  }

  /** @param {string} message */
  #beat(message) {
    // A link that is closing tells its end soon; until then a browser would complain of a beat.
    if (this.#link?.isOpen) {
      this.#link.socket.send(message);
    }
  }

  #newLink() {
    const { WebSocket, protocols, binaryType, clock, connectTimeout } = this.#options;
    const connect = () => {
      const socket = new WebSocket(this.#url, protocols);
      socket.binaryType = binaryType;
      return socket;
    };
    return new Link(connect, clock, connectTimeout, {
      open: () => this.#opened(),
      message: (event) => this.#received(event),
      end: (end) => this.#ended(end),
    });
  }

  #connect() {
    this.#retryTimer.stop();
    this.#link = this.#newLink();
    this.#to({ state: 'connecting' });
  }

  #opened() {
    this.#lastHeard = this.#options.clock.now();
    this.#heartbeat.start();
    this.#stableTimer.start(this.#options.reconnect.stableAfter);
    this.#to({ state: 'open' });
    if (this.#machine.live) {
      this.dispatchEvent(new Event('open'));
    }
  }

  /** @param {MessageEvent} event */
  #received({ data, origin }) {
    this.#lastHeard = this.#options.clock.now();
    if (!this.#heartbeat.heard(data) && this.#machine.live) {
      this.dispatchEvent(new MessageEvent('message', { data, origin }));
    }
  }

  /** @param {number} millis */
  #measured(millis) {
    this.#rtt = millis;
    this.dispatchEvent(new CustomEvent('rtt', { detail: millis }));
  }

  /** @param {import('./link.js').End} end */
  #ended(end) {
    const wasLive = this.#machine.live;
    this.#link = null;
    this.#heartbeat.stop();
    this.#stableTimer.stop();
    if (isFinal(end.code)) {
      this.#finish(end);
      return;
    }
    const delay = delayBefore(this.#options.reconnect, this.#retries, this.#options.random);
    this.#retries += 1;
    this.#retryTimer.start(delay);
    this.#to({ state: 'waiting', due: this.#options.clock.now() + delay, code: end.code, reason: end.reason });
    this.#tellEnd(end, wasLive);
  }

  /** No answer came: the socket may take minutes to say so, hence it is not asked. */
  #dead() {
    this.#replace({ code: ABNORMAL, reason: 'no answer to a heartbeat', wasClean: false });
  }

  /** @param {import('./link.js').End} end */
  #replace(end) {
    this.#drop();
    this.#connect();
    this.#tellEnd(end, true);
  }

  /** @param {import('./link.js').End} end */
  #finish(end) {
    this.#stopWaking();
    this.#to({ state: 'closed', code: end.code, reason: end.reason });
    this.#tellEnd(end, true);
  }

  /**
   * @param {number} [code]
   * @param {string} [reason]
   */
  #drop(code, reason) {
    this.#retryTimer.stop();
    this.#stableTimer.stop();
    this.#heartbeat.stop();
    this.#link?.letGo(code, reason);
    this.#link = null;
  }

  #wake() {
    if (this.status.state === 'waiting') {
      this.#connect();
    } else {
      this.#heartbeat.probe();
    }
  }

  /**
   * @param {import('./link.js').End} end
   * @param {boolean} wasLive
   */
  #tellEnd(end, wasLive) {
    if (!end.wasClean) {
      this.dispatchEvent(new Event('error'));
    }
    if (wasLive) {
      this.dispatchEvent(closeEvent(end));
    }
  }

  /** @param {import('./status.js').Status} status */
  #to(status) {
    this.dispatchEvent(new CustomEvent('status', { detail: this.#machine.to(status) }));
  }
}

/** @param {import('./link.js').End} end */
function closeEvent(end) {
  // Node has had no CloseEvent until lately.
  return globalThis.CloseEvent ? new CloseEvent('close', end) : Object.assign(new Event('close'), end);
}
