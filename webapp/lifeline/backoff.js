// @ts-check

/**
 * How long to wait before the next try.
 *
 * @typedef {object} ReconnectOptions
 * @property {'exponential' | 'fixed'} policy
 * @property {number} base ms; the bound of the first delay, or each delay when fixed
 * @property {number} ceiling ms; no delay is longer
 * @property {number} stableAfter ms an open connection must last before the count of tries starts anew
 */

/** Doubling further than this changes nothing under any sane ceiling. */
const MOST_DOUBLINGS = 30;

/**
 * The delay before retry number `retry` (from 0). Exponential delays are drawn
 * from the whole range between nothing and the bound, the first one too: after
 * a server's restart the clients must not return in step.
 *
 * @param {ReconnectOptions} options
 * @param {number} retry
 * @param {() => number} random from 0 up to 1
 */
export function delayBefore(options, retry, random) {
  if (options.policy === 'fixed') {
    return Math.min(options.base, options.ceiling);
  }
  const bound = Math.min(options.ceiling, options.base * 2 ** Math.min(retry, MOST_DOUBLINGS));
  return random() * bound;
}
