// @ts-check
import { ChannelError } from './channel-error.js';
import { Timer } from './clock.js';
import { ABNORMAL } from './close-codes.js';
import { Connection } from './connection.js';
import { closeEvent } from './events.js';
import { completeOptions, completeUrls, need } from './options.js';
import { Publishes } from './publishes.js';
import { Subscriptions } from './subscriptions.js';

/**
 * Those of a Lifeline, and who says hello.
 *
 * @typedef {import('./options.js').LifelineOptions & {
 *   name?: string,
 *   token?: () => string | undefined | Promise<string | undefined>,
 * }} ChannelLineOptions
 */

/** In ms, 2 s: so long the server's answer to a `bye` is waited for. */
const BYE_TIMEOUT = 2_000;

/**
 * In ms, a minute: if the protocol is broken more often within it than there are
 * servers, it is the end, lest all clients return for ever.
 */
const FORGIVING = 60_000;

/** Of the codes for applications (RFC 6455, 7.4.2). */
const PROTOCOL_ERROR = 3002;

/**
 * What is said on `lifeline.v1`, over all links of a Connection. That knows
 * nothing of it: it connects, beats and comes back.
 */
export class Session {
  connection;
  subscriptions;
  #options;
  #clock;
  #connectTimeout;
  #target;
  #publishes;
  /** Of the welcome, or of the close that answers a `bye`. */
  #timer;
  /** @type {'away' | 'greeting' | 'welcomed' | 'parting' | 'closed'} */
  #phase = 'away';
  /** @type {string | undefined} what the session is resumed by: a secret */
  #id;
  /** Which connection it is: a token that comes late is none for the next one. */
  #generation = 0;
  #mostFaults;
  /** @type {number[]} when the protocol was broken within the last minute */
  #faults = [];

  /**
   * @param {string | URL | (string | URL)[]} urls
   * @param {ChannelLineOptions} options
   * @param {EventTarget} target hears the events
   */
  constructor(urls, options, target) {
    need(options.queue !== false, 'queue false: its bounds are allowed');
    const servers = completeUrls(urls);
    const complete = completeOptions({ ...options, protocols: 'lifeline.v1' });
    const { clock, connectTimeout, queue } = complete;
    this.#options = options;
    this.#clock = clock;
    this.#connectTimeout = connectTimeout;
    this.#mostFaults = servers.length;
    this.#target = target;
    this.#publishes = new Publishes(/** @type {import('./queue.js').QueueOptions} */ (queue));
    this.subscriptions = new Subscriptions(this, complete);
    this.#timer = new Timer(clock, () => this.#overdue());
    const beneath = new EventTarget();
    // What waits, waits here, where it has its number.
    this.connection = new Connection(servers, { ...complete, queue: false }, beneath);
    const hear = (/** @type {string} */ type, /** @type {(event: any) => void} */ listener) =>
      beneath.addEventListener(type, listener);
    hear('open', () => this.#opened());
    hear('message', ({ data }) => this.#heard(data));
    hear('close', (end) => this.#closed(end));
    for (const type of ['status', 'rtt']) {
      hear(type, ({ detail }) => this.#tell(type, detail));
    }
  }

  /**
   * @param {string} name
   * @param {import('./subscription.js').ChannelOptions} options
   */
  channel(name, options) {
    checkName(name);
    if (this.#isOver) {
      throw new DOMException('no channel: closed', 'InvalidStateError');
    }
    return this.subscriptions.open(name, options).channel;
  }

  /**
   * @param {string} name
   * @param {import('./payload.js').Payload} data
   */
  async publish(name, data) {
    checkName(name);
    if (this.#isOver) {
      throw new ChannelError('closed');
    }
    const answer = this.#publishes.add(name, data);
    this.#flush();
    return answer;
  }

  close() {
    if (this.#isOver) {
      return;
    }
    const isWelcomed = this.#phase === 'welcomed' && this.connection.isOpen;
    this.#phase = 'parting';
    this.subscriptions.end();
    if (isWelcomed) {
      this.say({ type: 'bye' });
      this.#timer.start(BYE_TIMEOUT);
    } else {
      this.connection.close(1000, '');
    }
  }

  /** @param {object} message lost where the connection has just ended, which is told soon */
  say(message) {
    if (this.connection.isOpen) {
      this.connection.send(JSON.stringify(message));
    }
  }

  get #isOver() {
    return this.#phase === 'parting' || this.#phase === 'closed';
  }

  #opened() {
    this.#phase = 'greeting';
    this.#timer.start(this.#connectTimeout);
    const { name } = this.#options;
    this.#withToken((token) => this.say({ type: 'hello', session: this.#id, token, name }));
  }

  /** @param {(token: string | undefined) => unknown} use not called if the connection has ended meanwhile */
  async #withToken(use) {
    const generation = this.#generation;
    /** @type {() => unknown} */
    let act;
    try {
      const token = await this.#options.token?.();
      act = () => use(token);
    } catch (error) {
      // The time-out, or the expiry, leads to the next connection; another at once would ask again and again.
      act = () => this.#tell('error', { reason: 'no-token', detail: String(error) });
    }
    if (generation === this.#generation && !this.#isOver) {
      act();
    }
  }

  #overdue() {
    if (this.#phase === 'parting') {
      this.connection.close(1000, '');
    } else {
      this.#fail({ code: ABNORMAL, reason: 'no welcome', wasClean: false });
    }
  }

  /** @param {CloseEvent} end of a connection, or of it all */
  #closed({ code, reason, wasClean }) {
    this.#generation += 1;
    this.#timer.stop();
    this.#publishes.lost(code);
    this.subscriptions.lost();
    if (this.connection.status.state === 'closed') {
      const error = new ChannelError('closed', `${code} ${reason}`);
      this.#phase = 'closed';
      this.#publishes.end(error);
      this.subscriptions.end(error);
      this.#target.dispatchEvent(closeEvent({ code, reason, wasClean }));
    } else if (this.#phase === 'parting') {
      this.connection.close(1000, '');
    } else {
      this.#phase = 'away';
    }
  }

  /** @param {unknown} data */
  #heard(data) {
    // What is no object is a heartbeat that the Lifeline was not told of.
    if (typeof data === 'string' && !data.startsWith('{')) {
      return;
    }
    try {
      this.#handle(JSON.parse(/** @type {string} */ (data)));
    } catch (error) {
      this.#broken(error);
    }
  }

  /**
   * @param {any} message of whatever kind; one that cannot be understood throws
   * @returns {void}
   */
  #handle(message) {
    const { type, channel, seq } = message;
    switch (type) {
      case 'welcome':
        return this.#welcomed(message);
      case 'ack':
        return this.#answered(message);
      case 'refused':
        return seq === undefined ? this.subscriptions.find(channel)?.refused(message) : this.#answered(message);
      case 'subscribed':
        return this.subscriptions.find(channel)?.subscribed(message);
      case 'message':
        return this.subscriptions.find(channel)?.message(message);
      case 'presence':
        return this.subscriptions.find(channel)?.presence(message);
      case 'unsubscribed':
        return need(this.subscriptions.left(channel), 'unsubscribed.channel');
      case 'expiring':
        this.#tell(type, message);
        return this.#renew();
      case 'draining':
      case 'error':
        return this.#tell(type, message);
    }
  }

  /** @param {any} welcome the answer to a hello, or to an `authenticate`, after which all goes on as before */
  #welcomed({ session, ...welcome }) {
    if (this.#phase === 'greeting') {
      need(typeof session === 'string', 'welcome.session');
      this.#publishes.welcomed(welcome);
      this.#timer.stop();
      this.#id = session;
      this.#phase = 'welcomed';
      this.#flush();
      this.subscriptions.welcomed();
    }
    this.#tell('welcome', welcome);
  }

  /** @param {any} answer */
  #answered(answer) {
    this.#publishes.answered(answer);
    this.#flush();
  }

  #renew() {
    if (this.#options.token && this.#phase === 'welcomed') {
      this.#withToken((token) => token && this.say({ type: 'authenticate', token }));
    }
  }

  #flush() {
    while (this.#phase === 'welcomed' && this.connection.isOpen) {
      const message = this.#publishes.next();
      if (!message) {
        return;
      }
      this.say(message);
    }
  }

  /** @param {unknown} error what the server said makes no sense */
  #broken(error) {
    const now = this.#clock.now();
    this.#faults = [...this.#faults.filter((at) => now - at < FORGIVING), now];
    if (this.#faults.length > this.#mostFaults) {
      this.connection.close(PROTOCOL_ERROR, 'bad-message');
    } else {
      this.#fail({ code: PROTOCOL_ERROR, reason: 'bad-message', wasClean: true });
    }
    // Its end is told after this event: this comes before it, and finds it done.
    this.#tell('error', { reason: 'bad-message', detail: String(error) });
  }

  /** @param {import('./link.js').End} end of the connection, unless it has just been replaced */
  #fail(end) {
    if (this.connection.link?.isTold) {
      this.connection.fail(end);
    }
  }

  /**
   * @param {string} type
   * @param {any} detail
   */
  #tell(type, detail) {
    // Whoever has closed wants to hear of the end alone.
    if (this.#phase !== 'parting' || detail.state === 'closed') {
      this.#target.dispatchEvent(new CustomEvent(type, { detail }));
    }
  }
}

/** @param {string} name of a channel; any other ends the connection */
function checkName(name) {
  need(/^[\w.:-]{1,128}$/.test(name), `channel ${name}: 1 to 128 letters, digits, - _ . and : are allowed`);
}
