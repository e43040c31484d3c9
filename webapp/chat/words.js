// @ts-check

/**
 * An end in words.
 *
 * @typedef {object} End
 * @property {string} state the connection's, in a word or two
 * @property {string} words
 * @property {string} back what the button says that leads back
 */

/** @type {Readonly<Record<number, End>>} */
const ENDS = {
  3002: { state: 'Closed', words: 'The server broke the protocol, and did so again: this page stays away.', back: 'Try again' },
  4400: { state: 'Closed', words: 'The server does not allow a room of this name.', back: 'Try again' },
  4401: { state: 'Not admitted', words: 'The server does not accept who this page says you are.', back: 'Try again' },
  4402: { state: 'Closed', words: 'The server did not understand this page. Reload it: it may be outdated.', back: 'Try again' },
  4403: {
    state: 'Signed out',
    words: 'This name has joined elsewhere, so this window was signed out.',
    back: 'Use it here',
  },
  4409: { state: 'Closed', words: 'Another connection has taken this session over.', back: 'Use it here' },
};

/** @type {Readonly<Record<string, string>>} */
const REFUSALS = {
  forbidden: 'You are not allowed into this room.',
  'invalid-channel': 'The server does not allow a room of this name.',
  'too-many-subscriptions': 'The server gives this connection no more rooms.',
};

/** @type {Readonly<Record<string, string>>} */
const FAILURES = {
  forbidden: 'Not delivered: you may not write here',
  vetoed: 'Not delivered: the server did not let it pass',
  unavailable: 'Not delivered: the server could not store it',
  'invalid-channel': 'Not delivered: there is no such room',
  'message-too-big': 'Not delivered: it is too long',
  'unknown-outcome': 'May not have been delivered: the server has forgotten the session',
  closed: 'May not have been delivered: the connection was closed',
  QuotaExceededError: 'Not delivered: too many messages wait already',
};

/**
 * @param {number} code of a close that is final
 * @param {string} reason
 * @returns {End}
 */
export function endOf(code, reason) {
  return ENDS[code] ?? { state: 'Closed', words: `The connection was closed: ${ending(code, reason)}.`, back: 'Try again' };
}

/**
 * @param {string} reason why the room is not to be had
 * @returns {End}
 */
export function refusal(reason) {
  return { state: 'Not in the room', words: REFUSALS[reason] ?? `The server refuses this room: ${reason}.`, back: 'Try again' };
}

/** @param {unknown} error by which a publish was rejected */
export function failure(error) {
  const { reason, name } = /** @type {{reason?: string, name?: string}} */ (error);
  return FAILURES[reason ?? name ?? ''] ?? `Not delivered: ${reason ?? name}`;
}

/**
 * What has become of the session and of what was said meanwhile.
 *
 * @param {boolean} isResumed
 * @param {number} missed messages of others that have come
 * @param {number | null} [lost] messages that have not; null where nobody can tell
 */
export function resumption(isResumed, missed, lost = 0) {
  const parts = [];
  if (lost !== 0) {
    parts.push(lost === null ? 'some messages may be lost' : `${messages(lost)} lost`);
  }
  if (missed > 0) {
    parts.push(`${messages(missed)} caught up`);
  }
  const what = parts.join(', ') || 'nothing missed';
  return isResumed ? `Session resumed, ${what}` : `New session: the server has forgotten the old one; ${what}`;
}

/** @param {number | null} lost messages; null where nobody can tell */
export function gap(lost) {
  return lost === null
    ? 'Some messages may be lost: the server has forgotten the room’s history'
    : `${messages(lost)} ${lost === 1 ? 'is' : 'are'} lost: the room’s history no longer reaches back`;
}

/** @param {number} retryIn ms */
export function draining(retryIn) {
  return `The server restarts. This page will be back in ${duration(retryIn)}.`;
}

/** @param {number} left ms */
export function expiring(left) {
  return `Your sign-in expires in ${duration(left)}, and this page has no token to renew it by.`;
}

/** @param {string} reason of an error that is not final */
export function trouble(reason) {
  return reason === 'bad-message'
    ? 'The server said what makes no sense: this page connects anew.'
    : `Something failed at the server (${reason}); this page goes on.`;
}

/** @param {number} count */
export function messages(count) {
  return count === 1 ? '1 message' : `${count.toLocaleString('en')} messages`;
}

/**
 * @param {number} code
 * @param {string} [reason]
 */
export function ending(code, reason) {
  return reason ? `${code} ${reason}` : String(code);
}

/** @param {number} millis */
export function duration(millis) {
  const seconds = Math.ceil(millis / 1000);
  return seconds >= 120 && seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
