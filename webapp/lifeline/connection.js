// @ts-check
import { Backoff } from './backoff.js';
import { ABNORMAL, isFinal, returnTime } from './close-codes.js';
import { Announcer, closeEvent } from './events.js';
import { Failback } from './failback.js';
import { Heartbeat } from './heartbeat.js';
import { Link } from './link.js';
import { Queue } from './queue.js';
import { Servers } from './servers.js';
import { StatusMachine } from './status.js';
import { Wait } from './wait.js';

/** @typedef {import('./link.js').End} End */

/**
 * The connection of a Lifeline, or of a ChannelLine, over all its links.
 *
 * At any time there is at most one link in use and one timer that leads to the
 * next: each way out of a link goes through `#drop`.
 */
export class Connection {
  rtt = /** @type {number | null} */ (null);
  lastHeard;
  binaryType;
  #options;
  #machine = new StatusMachine();
  #events;
  #servers;
  #backoff;
  #wait;
  #failback;
  #heartbeat;
  #queue;
  #stopWatching;
  /** @type {Link | null} null between two attempts and when closed */
  #link = null;

  /**
   * @param {string[]} urls
   * @param {ReturnType<typeof import('./options.js').completeOptions>} options
   * @param {EventTarget} target hears the events
   */
  constructor(urls, options, target) {
    const { clock, heartbeat, reconnect, random, servers, queue, surroundings } = options;
    this.#options = options;
    this.#events = new Announcer(target);
    this.lastHeard = clock.now();
    this.binaryType = options.binaryType;
    this.#servers = new Servers(urls, servers.coolDown, clock);
    this.#backoff = new Backoff(reconnect, clock, random);
    this.#wait = new Wait(clock, () => this.#change(() => this.#attempt()));
    this.#queue = new Queue(queue);
    this.#heartbeat = heartbeat && this.#newHeartbeat(heartbeat);
    this.#failback = new Failback(
      this.#servers,
      clock,
      (server, listener) => this.#newLink(server, listener),
      (link) => this.#change(() => this.#takeOver(link)),
    );
    this.#stopWatching = surroundings.watch(
      () => this.#change(() => this.#wake()),
      () => this.#heartbeat?.probe(),
    );
    this.#change(() => this.#attempt());
  }

  /** The link in use, or in the making; null between two attempts and when closed. */
  get link() {
    return this.#link;
  }

  get url() {
    return this.#servers.url(this.#link?.server ?? this.#servers.next());
  }

  get status() {
    return this.#machine.status;
  }

  get retries() {
    return this.#backoff.retries;
  }

  get queuedBytes() {
    return this.#queue.bytes;
  }

  /** Whether what is sent now leaves at once. */
  get isOpen() {
    return this.#link !== null && this.#link.isTold && this.#link.isOpen;
  }

  /** @param {import('./queue.js').Data} data */
  send(data) {
    if (this.status.state === 'closed') {
      throw new DOMException('cannot send: closed', 'InvalidStateError');
    }
    if (this.isOpen) {
      this.#put(data);
    } else {
      this.#queue.add(data);
    }
  }

  /**
   * @param {number} code
   * @param {string} reason
   */
  close(code, reason) {
    if (this.status.state !== 'closed') {
      this.#change(() => {
        this.#drop(code, reason);
        this.#finish({ code, reason, wasClean: true });
      });
    }
  }

  reconnect() {
    this.#change(() => {
      if (this.#machine.isLive) {
        this.#replace('reconnect', () => this.#connect());
      } else if (this.#machine.isPausing) {
        this.#connect();
      }
    });
  }

  /** @param {End} end of the link in use, which a protocol spoken over it has found useless: the server's failure */
  fail(end) {
    // One that was never welcomed was of no use, however long it lasted.
    end.wasClean || this.#backoff.revoke();
    this.#change(() => this.#ended(end));
  }

  /** @param {import('./heartbeat.js').HeartbeatOptions} options */
  #newHeartbeat(options) {
    return new Heartbeat(options, this.#options.clock, {
      buffered: () => this.#link?.bufferedAmount ?? 0,
      send: (message) => this.#beat(message),
      overdue: () => this.#to({ state: 'checking' }),
      alive: () => this.#to({ state: 'open' }),
      dead: () => this.#change(() => this.#dead()),
      rtt: (millis) => {
        this.rtt = millis;
        this.#events.tell(new CustomEvent('rtt', { detail: millis }));
      },
    });
  }

  /**
   * @param {number} server
   * @param {import('./link.js').LinkListener} listener
   */
  #newLink(server, listener) {
    return new Link(server, this.#servers.url(server), this.binaryType, this.#options, listener);
  }

  /** What the link in use tells. */
  #inUse = {
    open: () => this.#change(() => this.#opened()),
    message: (/** @type {MessageEvent} */ event) => this.#change(() => this.#received(event)),
    end: (/** @type {End} */ end) => this.#change(() => this.#ended(end)),
  };

  /** Attempts, unless it is known to be in vain. */
  #attempt() {
    if (this.#options.surroundings.isOnline()) {
      this.#connect();
    } else {
      const { code, reason } = this.status;
      this.#to({ state: 'offline', code, reason });
    }
  }

  #connect() {
    this.#wait.end();
    this.#link = this.#newLink(this.#servers.next(), this.#inUse);
    if (this.status.state !== 'connecting') {
      this.#to({ state: 'connecting' });
    }
    this.#link.start();
  }

  #opened() {
    const link = /** @type {Link} */ (this.#link);
    this.lastHeard = this.#options.clock.now();
    this.#heartbeat?.start();
    this.#backoff.opened();
    if (this.#options.servers.failback) {
      this.#failback.start(link.server);
    }
    this.#events.afterwards(() => (link.isTold = true));
    if (this.status.state !== 'open') {
      this.#to({ state: 'open' });
    }
    this.#events.tell(new Event('open'), () => link === this.#link);
    // After the listeners of the opening: what they send goes first.
    this.#events.afterwards(() => this.#flush());
  }

  #flush() {
    while (this.#queue.length > 0 && this.isOpen) {
      this.#put(this.#queue.take());
    }
  }

  /** @param {import('./queue.js').Data} data */
  #put(data) {
    this.#heartbeat?.sent();
    this.#link?.send(data);
  }

  /** @param {string} message */
  #beat(message) {
    // A link that is closing tells its end soon; until then a browser would complain of a beat.
    if (this.#link?.isOpen) {
      this.#link.send(message);
    }
  }

  /** @param {MessageEvent} event */
  #received({ data, origin }) {
    const link = this.#link;
    this.lastHeard = this.#options.clock.now();
    if (!this.#heartbeat?.heard(data)) {
      this.#events.tell(new MessageEvent('message', { data, origin }), () => link === this.#link);
    }
  }

  /** @param {Link} link an earlier server's, open */
  #takeOver(link) {
    this.#replace('failback', () => {
      link.passTo(this.#inUse);
      link.binaryType = this.binaryType;
      this.#link = link;
    });
    this.#opened();
  }

  /**
   * Ends what is there, by us, for another link.
   *
   * @param {string} reason
   * @param {() => void} next
   */
  #replace(reason, next) {
    const end = { code: 1000, reason, wasClean: true };
    const wasOpen = this.#drop(end.code, reason);
    next();
    this.#tellEnd(end, wasOpen);
  }

  /** No answer came: the socket may take minutes to say so, hence it is not asked. */
  #dead() {
    this.#lost({ code: ABNORMAL, reason: 'no answer to a heartbeat', wasClean: false }, () => {
      this.#backoff.count();
      this.#connect();
    });
  }

  /** @param {End} end of the attempt or of the connection, and not by us */
  #ended(end) {
    const ordered = returnTime(end);
    if (isFinal(end.code)) {
      this.#drop();
      this.#finish(end);
    } else if (ordered === null) {
      this.#lost(end, () => this.#pause(end, this.#backoff.delay(), false));
    } else {
      this.#retry(end, this.#drop(), () => this.#pause(end, ordered, true));
    }
  }

  /**
   * The server is to blame, or the network.
   *
   * @param {End} end
   * @param {() => void} next
   */
  #lost(end, next) {
    this.#servers.failed(/** @type {Link} */ (this.#link).server);
    const wasOpen = this.#drop();
    if (this.#options.surroundings.isOnline()) {
      this.#retry(end, wasOpen, next);
    } else {
      this.#to({ state: 'offline', code: end.code, reason: end.reason });
      this.#tellEnd(end, wasOpen);
    }
  }

  /**
   * @param {End} end
   * @param {boolean} wasOpen
   * @param {() => void} next
   */
  #retry(end, wasOpen, next) {
    if (this.#backoff.isUsedUp) {
      this.#finish({ ...end, reason: `gave up after ${this.retries} retries` });
    } else {
      next();
      this.#tellEnd(end, wasOpen);
    }
  }

  /**
   * @param {End} end
   * @param {number} delay ms
   * @param {boolean} isOrdered by the server
   */
  #pause({ code, reason }, delay, isOrdered) {
    this.#backoff.count();
    this.#wait.start(delay, isOrdered);
    this.#to({ state: 'waiting', due: this.#wait.due, code, reason });
  }

  /** @param {End} end */
  #finish(end) {
    this.#stopWatching();
    this.#queue.clear();
    this.#options.clock.close?.();
    this.#to({ state: 'closed', code: end.code, reason: end.reason });
    this.#tellEnd(end, true);
  }

  /**
   * Ends what is there: no link is in use then, and no timer runs.
   *
   * @param {number} [code]
   * @param {string} [reason]
   * @returns {boolean} whether the link's opening had been told
   */
  #drop(code, reason) {
    const wasOpen = this.#link?.isTold ?? false;
    this.#wait.stop();
    this.#backoff.ended();
    this.#heartbeat?.stop();
    this.#failback.stop(code, reason);
    this.#link?.letGo(code, reason);
    this.#link = null;
    return wasOpen;
  }

  #wake() {
    if (this.status.state === 'waiting') {
      if (this.#wait.hurry()) {
        this.#to({ ...this.status, due: this.#wait.due });
      }
    } else if (this.status.state === 'offline') {
      if (this.#options.surroundings.isOnline()) {
        this.#connect();
      }
    } else {
      this.#heartbeat?.probe();
    }
  }

  /**
   * @param {End} end
   * @param {boolean} wasOpen
   */
  #tellEnd(end, wasOpen) {
    if (!end.wasClean) {
      this.#events.tell(new Event('error'));
    }
    if (wasOpen) {
      this.#events.tell(closeEvent(end));
    }
  }

  /** @param {import('./status.js').Status} status */
  #to(status) {
    this.#events.tell(new CustomEvent('status', { detail: this.#machine.to(status) }));
  }

  /** @param {() => void} change of the state, told when it is complete */
  #change(change) {
    this.#events.during(change);
  }
}
