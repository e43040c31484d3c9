// @ts-check
import { tidyName } from './settings.js';

/**
 * A message as the page shows it.
 *
 * @typedef {object} ChatMessage
 * @property {'chat' | 'plain' | 'binary'} kind
 * @property {string} name
 * @property {string} text
 * @property {string} id empty for what did not come from a page like this
 */

/** Characters of one message that are shown; the rest is counted. */
const SHOWN = 4_000;

/** Text longer than this is not parsed: no page like this sends it. */
const PARSED = 100_000;

/**
 * @param {string} name
 * @param {string} text
 * @param {string} id
 */
export function encode(name, text, id) {
  return JSON.stringify({ name, text, id });
}

/**
 * @param {string | ArrayBuffer} data
 * @returns {ChatMessage}
 */
export function decode(data) {
  if (typeof data !== 'string') {
    return { kind: 'binary', name: 'binary message', text: bytes(data.byteLength), id: '' };
  }
  const chat = data.length <= PARSED ? parse(data) : null;
  return chat ?? { kind: 'plain', name: 'plain client', text: shorten(data), id: '' };
}

/**
 * @param {string} data
 * @returns {ChatMessage | null}
 */
function parse(data) {
  let message;
  try {
    message = JSON.parse(data);
  } catch {
    return null;
  }
  if (typeof message?.name !== 'string' || typeof message.text !== 'string') {
    return null;
  }
  const id = typeof message.id === 'string' ? message.id.slice(0, 64) : '';
  return { kind: 'chat', name: tidyName(message.name) || 'nameless', text: shorten(message.text), id };
}

/** @param {string} text */
function shorten(text) {
  const more = text.length - SHOWN;
  return more > 0 ? `${text.slice(0, SHOWN)}… and ${more.toLocaleString('en')} characters more` : text;
}

/** @param {number} count */
function bytes(count) {
  return count === 1 ? '1 byte' : `${count.toLocaleString('en')} bytes`;
}

/** Unconfirmed messages kept; with more the network is no place to type into. */
const KEPT = 50;

/** A message that did not come back from this many sends is given up. */
const TRIES = 3;

/**
 * Our own messages until the server has sent them back. The Lifeline keeps those
 * that were never handed to a connection; what was handed to one that is lost is
 * sent again under its old id, by which receivers know it.
 */
export class Outbox {
  /** @type {Map<string, {frame: string, sends: number}>} by id, in order */
  #waiting = new Map();

  get isFull() {
    return this.#waiting.size >= KEPT;
  }

  /**
   * @param {string} id
   * @param {string} frame
   * @param {boolean} isSent whether there is a connection that it leaves by at once
   */
  add(id, frame, isSent) {
    this.#waiting.set(id, { frame, sends: isSent ? 1 : 0 });
  }

  /**
   * A connection has opened: what an earlier one has taken with it is sent again.
   * What the Lifeline kept follows by itself.
   *
   * @param {(frame: string) => void} send
   * @returns {string[]} ids of those given up
   */
  resend(send) {
    const lost = [];
    for (const [id, message] of this.#waiting) {
      if (message.sends === TRIES) {
        this.#waiting.delete(id);
        lost.push(id);
      } else {
        if (message.sends > 0) {
          send(message.frame);
        }
        message.sends += 1;
      }
    }
    return lost;
  }

  /**
   * @param {string} id
   * @returns {boolean} whether it was ours and waiting
   */
  confirm(id) {
    return this.#waiting.delete(id);
  }
}
