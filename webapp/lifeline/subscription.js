// @ts-check
import { Backoff } from './backoff.js';
import { Channel } from './channel.js';
import { ChannelError } from './channel-error.js';
import { Timer } from './clock.js';
import { Inbox } from './inbox.js';
import { need } from './options.js';
import { decode } from './payload.js';

/**
 * How far a channel was heard: the messages after it are missing. Offsets of two
 * epochs have nothing to do with each other.
 *
 * @typedef {object} Position
 * @property {string} epoch
 * @property {number} offset
 *
 * @typedef {object} Member
 * @property {string} [identity]
 * @property {string} session a public name
 *
 * @typedef {object} ChannelOptions
 * @property {number} [history] how many of the last messages come first
 * @property {boolean} [presence] whether to be a member, and to be told the others
 *
 * @typedef {object} Timing
 * @property {import('./clock.js').Clock} clock
 * @property {import('./backoff.js').ReconnectOptions} reconnect
 * @property {() => number} random
 */

/** The most that the server takes for a history. */
const MOST_HISTORY = 1_000_000;

/**
 * What is heard of one channel over all connections: every message once and in
 * order, or the gap is told first.
 */
export class Subscription {
  name;
  channel = new Channel(this);
  /** @type {Readonly<Position> | null} null before the first `subscribed` */
  position = null;
  /** @type {readonly Member[]} */
  members = [];
  /** Whether it was asked for on this connection, and neither refused nor left since. */
  isAsked = false;
  #options;
  #session;
  #backoff;
  #retryTimer;
  /** Whether messages may come: `subscribed` was said on this connection. */
  #isOn = false;
  /** Begins with the channel; null once somebody reads, or listens. */
  #early = /** @type {Inbox | null} */ (new Inbox());
  #inboxes = [/** @type {Inbox} */ (this.#early)];
  /** @type {{error?: Error} | null} */
  #end = null;

  /**
   * @param {string} name
   * @param {ChannelOptions} options
   * @param {import('./session.js').Session} session
   * @param {Timing} timing
   */
  constructor(name, options, session, { clock, reconnect, random }) {
    const { history = 0 } = options;
    need(
      Number.isInteger(history) && history >= 0 && history <= MOST_HISTORY,
      `history ${history}: a whole number from 0 to ${MOST_HISTORY} is allowed`,
    );
    this.name = name;
    this.#options = options;
    this.#session = session;
    this.#backoff = new Backoff(reconnect, clock, random);
    this.#retryTimer = new Timer(clock, () => session.subscriptions.begin(this));
  }

  /** @param {import('./payload.js').Payload} data */
  publish(data) {
    return this.#session.publish(this.name, data);
  }

  /** By the application. */
  close() {
    this.#session.subscriptions.forget(this);
    this.end();
  }

  /** @returns {Inbox} what was not read or listened to so far, and what comes */
  read() {
    let inbox = this.#early;
    this.#early = null;
    if (!inbox) {
      inbox = new Inbox();
      this.#inboxes.push(inbox);
      if (this.#end) {
        inbox.end(this.#end.error);
      }
    }
    return inbox;
  }

  /** Somebody listens: nothing is kept for a reader who may never come. */
  forgetEarly() {
    this.#early?.return();
    this.#early = null;
  }

  /** Asks; the session is welcomed. */
  ask() {
    const { history, presence } = this.#options;
    this.#retryTimer.stop();
    this.isAsked = true;
    this.#session.say({ type: 'subscribe', channel: this.name, ...(this.position ?? { history }), presence });
  }

  /** The connection is gone. */
  lost() {
    this.isAsked = this.#isOn = false;
    this.#retryTimer.stop();
    this.#backoff.ended();
  }

  /** @param {Error} [error] why, where it is not the application's wish */
  end(error) {
    this.lost();
    this.#end ??= { error };
    this.#inboxes.forEach((inbox) => inbox.end(error));
  }

  /** @param {{epoch: string, offset: number, last?: number, recovered?: boolean, members?: Member[]}} message */
  subscribed({ epoch, offset, last = offset, recovered, members }) {
    need(typeof epoch === 'string' && [offset, last].every(Number.isSafeInteger), 'subscribed.offset');
    const from = this.position;
    const to = (this.position = Object.freeze({ epoch, offset }));
    this.#isOn = true;
    this.#backoff.opened();
    if (members) {
      this.members = [...members];
    }
    const end = Object.freeze({ epoch, offset: last });
    this.#tell('subscribed', { position: to, last: end, recovered });
    if (from) {
      // Whatever it is called: what does not go on from there leaves something out.
      const isGap = !recovered || from.epoch !== epoch || from.offset !== offset;
      this.#tell(isGap ? 'gap' : 'recovered', { from, to: isGap ? to : end });
    }
  }

  /** @param {{offset: number, from?: string, text?: string, binary?: string}} message */
  message({ offset, from, text, binary }) {
    need(Number.isSafeInteger(offset), 'message.offset');
    const position = /** @type {Position} */ (this.position);
    if (!this.#isOn || offset <= position.offset) {
      return;
    }
    if (offset > position.offset + 1) {
      // A hole: all from there on is asked for again, and nothing is taken meanwhile.
      this.#session.subscriptions.unsubscribe(this);
      this.lost();
      return;
    }
    const data = decode({ text, binary });
    this.position = Object.freeze({ epoch: position.epoch, offset });
    this.#inboxes = this.#inboxes.filter((inbox) => inbox.add({ data, from, offset }));
    this.channel.dispatchEvent(Object.assign(new MessageEvent('message', { data }), { from, offset }));
  }

  /** @param {{joined: Member[], left: Member[]}} message */
  presence({ joined, left }) {
    const changed = [...left, ...joined].map(({ session }) => session);
    this.members = [...this.members.filter(({ session }) => !changed.includes(session)), ...joined];
    this.#tell('presence', { joined, left });
  }

  /** @param {{reason: string}} message */
  refused({ reason }) {
    this.lost();
    if (reason === 'unavailable') {
      this.again();
      this.#tell('refused', { reason });
    } else {
      this.#session.subscriptions.forget(this);
      this.#tell('refused', { reason });
      this.end(new ChannelError(reason));
    }
  }

  /** Asks again, but not at once: what went wrong may go wrong for many. */
  again() {
    this.#retryTimer.start(this.#backoff.delay());
    this.#backoff.count();
  }

  /**
   * @param {string} type
   * @param {unknown} detail
   */
  #tell(type, detail) {
    if (!this.#end) {
      this.channel.dispatchEvent(new CustomEvent(type, { detail }));
    }
  }
}
