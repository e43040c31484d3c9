// @ts-check
import { tidyName } from './settings.js';

/**
 * A message as the page shows it.
 *
 * @typedef {object} ChatMessage
 * @property {'chat' | 'plain' | 'binary'} kind `plain`: of a client that does not say who it is
 * @property {string} name
 * @property {string} text
 * @property {string} id empty for what did not come from a page like this
 * @property {number | null} at epoch milliseconds, of messages that are heard by the sender's clock; null where it makes no sense
 * @property {boolean} isMine of the same identity as this page, perhaps of another window
 */

/** Characters of one message that are shown; the rest is counted. */
const SHOWN = 4_000;

/** Text longer than this is not parsed: no page like this sends it. */
const PARSED = 100_000;

/** In ms, a minute: a clock that is further ahead is wrong. */
const AHEAD = 60_000;

/** In ms, a week: longer than any room remembers. */
const OLDEST = 7 * 24 * 3_600_000;

/** @typedef {Omit<ChatMessage, 'isMine'>} Decoded */

/**
 * The name is for plain clients, to whom the server does not tell the publisher.
 *
 * @param {ChatMessage} message
 */
export function encode({ name, text, id, at }) {
  return JSON.stringify({ name, text, id, at });
}

/**
 * @param {string | Uint8Array} data
 * @param {string} [from] the publisher's identity, as the server knows it; what the message itself says counts for nothing
 * @returns {Decoded}
 */
export function decode(data, from) {
  const name = from === undefined ? 'plain client' : tidyName(from) || 'nameless';
  if (typeof data !== 'string') {
    return { kind: 'binary', name, text: bytes(data.byteLength), id: '', at: null };
  }
  if (from === undefined) {
    return { kind: 'plain', name, text: shorten(data), id: '', at: null };
  }
  const { text, id, at } = parse(data);
  return {
    kind: 'chat',
    name,
    text: shorten(typeof text === 'string' ? text : data),
    id: typeof id === 'string' ? id.slice(0, 64) : '',
    at: plausible(at),
  };
}

/**
 * @param {string} data of whatever form
 * @returns {{text?: unknown, id?: unknown, at?: unknown}}
 */
function parse(data) {
  try {
    return (data.length <= PARSED && JSON.parse(data)) || {};
  } catch {
    return {};
  }
}

/**
 * @param {unknown} at
 * @returns {number | null}
 */
function plausible(at) {
  const now = Date.now();
  return typeof at === 'number' && at > now - OLDEST && at < now + AHEAD ? at : null;
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
