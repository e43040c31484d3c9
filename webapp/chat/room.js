// @ts-check
import { Lifeline } from '../lifeline/lifeline.js';
import { decode, encode, Outbox } from './messages.js';
import { channelUrl } from './settings.js';
import { ending } from './state-view.js';

/** Ids of messages remembered, by which one that was sent twice is shown once. */
const REMEMBERED = 1_000;

/**
 * @typedef {object} RoomParts
 * @property {import('./log-view.js').LogView} log
 * @property {import('./state-view.js').StateView} state
 * @property {import('./rtt-plot.js').RttPlot} plot
 * @property {import('./timeline.js').Timeline} timeline
 */

/** One person in one room: a Lifeline and what the page shows of it. */
export class Room {
  #name;
  #parts;
  #outbox = new Outbox();
  /** @type {Set<string>} */
  #seen = new Set();
  #lifeline;
  /** @type {number | null} when the line was last known to live, while it is down */
  #downSince = null;
  #wasLive = false;
  #left = false;

  /**
   * @param {string} name
   * @param {string} room
   * @param {RoomParts} parts
   * @param {import('../lifeline/lifeline.js').LifelineOptions} options
   */
  constructor(name, room, parts, options) {
    this.#name = name;
    this.#parts = parts;
    this.#lifeline = new Lifeline(channelUrl(room), { ...options, binaryType: 'arraybuffer' });
    this.#parts.state.show(this.#lifeline.status);
    this.#lifeline.addEventListener('status', () => this.#changed());
    this.#lifeline.addEventListener('open', () => this.#opened(room));
    this.#lifeline.addEventListener('rtt', ({ detail }) => parts.plot.add(detail));
    this.#lifeline.addEventListener('message', ({ data }) => this.#received(data));
    this.#lifeline.addEventListener('close', (event) => this.#lost(event));
  }

  get isClosed() {
    return this.#lifeline.status.state === 'closed';
  }

  reconnect() {
    this.#lifeline.reconnect();
  }

  leave() {
    this.#left = true;
    this.#lifeline.close();
  }

  /**
   * @param {string} text
   * @returns {boolean} whether it was taken
   */
  say(text) {
    if (this.#outbox.isFull || this.isClosed) {
      return false;
    }
    const id = newId();
    const frame = encode(this.#name, text, id);
    this.#parts.log.message({ kind: 'chat', name: this.#name, text, id }, true);
    this.#outbox.add(id, frame, this.#lifeline.readyState === Lifeline.OPEN);
    this.#lifeline.send(frame);
    return true;
  }

  #changed() {
    this.#parts.state.show(this.#lifeline.status);
  }

  /** @param {string} room */
  #opened(room) {
    const { log, plot, timeline } = this.#parts;
    if (!this.#wasLive) {
      log.note(`You are in ${room}. Whoever opens this page’s address is there too.`);
    } else if (this.#downSince !== null) {
      const away = Math.ceil((performance.now() - this.#downSince) / 1000);
      log.note(`Connected again. What others wrote in the last ${away} s may be missing.`);
    }
    this.#wasLive = true;
    this.#downSince = null;
    plot.alive();
    timeline.back();
    for (const id of this.#outbox.resend((frame) => this.#lifeline.send(frame))) {
      log.delivery(id, 'failed');
    }
  }

  /** @param {CloseEvent} end */
  #lost({ code, reason }) {
    if (this.#left) {
      return;
    }
    const { log, plot, timeline } = this.#parts;
    this.#downSince ??= this.#lifeline.lastHeard;
    plot.dead(this.#lifeline.lastHeard);
    if (this.isClosed) {
      log.note(`The server closed the room: ${ending(code, reason)}`);
    } else {
      log.note('Connection lost');
    }
    timeline.lost(ending(code, reason));
  }

  /** @param {string | ArrayBuffer} data */
  #received(data) {
    const message = decode(data);
    if (message.id && this.#outbox.confirm(message.id)) {
      this.#parts.log.delivery(message.id, 'delivered');
      this.#remember(message.id);
    } else if (!message.id || this.#remember(message.id)) {
      this.#parts.log.message(message, false);
    }
  }

  /**
   * @param {string} id
   * @returns {boolean} whether it was new
   */
  #remember(id) {
    if (this.#seen.has(id)) {
      return false;
    }
    this.#seen.add(id);
    if (this.#seen.size > REMEMBERED) {
      this.#seen.delete(/** @type {string} */ (this.#seen.values().next().value));
    }
    return true;
  }
}

/** A random id; `crypto.randomUUID` is not there on plain http. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
