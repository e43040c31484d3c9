// @ts-check
import { systemClock } from './clock.js';
import { onWake } from './wake.js';

/**
 * @typedef {object} LifelineOptions
 * @property {string | string[]} [protocols]
 * @property {BinaryType} [binaryType]
 * @property {number} [connectTimeout] ms a socket may stay in CONNECTING; default 6 s,
 *     since a browser itself may hold a new socket back for up to 5 s after many failures
 * @property {Partial<import('./heartbeat.js').HeartbeatOptions>} [heartbeat]
 * @property {Partial<import('./backoff.js').ReconnectOptions>} [reconnect]
 * @property {typeof WebSocket} [WebSocket] the constructor of sockets
 * @property {import('./clock.js').Clock} [clock]
 * @property {() => number} [random] from 0 up to 1
 * @property {(wake: () => void) => () => void} [onWake]
 */

/**
 * Fills in the defaults and refuses what cannot work, naming the option.
 *
 * @param {LifelineOptions} options
 */
export function completeOptions(options) {
  const heartbeat = { message: 'ping', answer: 'pong', interval: 5_000, timeout: 3_000, ...options.heartbeat };
  const complete = {
    protocols: options.protocols ?? [],
    binaryType: options.binaryType ?? 'blob',
    connectTimeout: options.connectTimeout ?? 6_000,
    heartbeat: {
      quiet: 2 * heartbeat.interval,
      patience: heartbeat.timeout / 4,
      probeTimeout: Math.min(heartbeat.timeout, 2_000),
      ...heartbeat,
    },
    reconnect: completeReconnect(options.reconnect),
    WebSocket: options.WebSocket ?? globalThis.WebSocket,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    onWake: options.onWake ?? onWake,
  };
  check(complete);
  return complete;
}

/**
 * @param {Partial<import('./backoff.js').ReconnectOptions>} [given]
 * @returns {import('./backoff.js').ReconnectOptions}
 */
function completeReconnect(given) {
  return { policy: 'exponential', base: 1_000, ceiling: 10_000, stableAfter: 5_000, ...given };
}

/** @param {ReturnType<typeof completeOptions>} options */
function check({ connectTimeout, heartbeat, reconnect, WebSocket }) {
  positive('connectTimeout', connectTimeout);
  for (const name of /** @type {const} */ (['interval', 'quiet', 'timeout', 'patience', 'probeTimeout'])) {
    positive(`heartbeat.${name}`, heartbeat[name]);
  }
  for (const name of /** @type {const} */ (['base', 'ceiling', 'stableAfter'])) {
    positive(`reconnect.${name}`, reconnect[name]);
  }
  if (reconnect.policy !== 'exponential' && reconnect.policy !== 'fixed') {
    throw new TypeError(`reconnect.policy ${reconnect.policy}: 'exponential' or 'fixed' is allowed`);
  }
  if (typeof WebSocket !== 'function') {
    throw new TypeError('there is no WebSocket here: give its constructor as the option WebSocket');
  }
}

/**
 * @param {string} name
 * @param {unknown} millis
 */
function positive(name, millis) {
  if (typeof millis !== 'number' || !(millis > 0) || !Number.isFinite(millis)) {
    throw new RangeError(`${name} ${millis}: a number of milliseconds above 0 is allowed`);
  }
}
