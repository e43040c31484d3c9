// @ts-check
import { LONGEST_TIMER, systemClock } from './clock.js';
import { surroundings } from './wake.js';
import { workerClock } from './worker-clock.js';

/**
 * What may be given; lifeline.d.ts tells each option's meaning and default.
 *
 * @typedef {object} LifelineOptions
 * @property {string | string[]} [protocols]
 * @property {BinaryType} [binaryType]
 * @property {number} [connectTimeout]
 * @property {Partial<import('./heartbeat.js').HeartbeatOptions> | false} [heartbeat]
 * @property {Partial<import('./backoff.js').ReconnectOptions>} [reconnect]
 * @property {Partial<import('./servers.js').ServersOptions>} [servers]
 * @property {import('./authentication.js').AuthenticationOptions} [authentication]
 * @property {Partial<import('./queue.js').QueueOptions> | false} [queue]
 * @property {'page' | 'worker'} [timers]
 * @property {import('./link.js').SocketConstructor} [WebSocket]
 * @property {import('./clock.js').Clock} [clock]
 * @property {() => number} [random]
 * @property {import('./wake.js').Surroundings} [surroundings]
 */

/**
 * Fills in the defaults and refuses what cannot work, naming the option.
 *
 * @param {LifelineOptions} options
 */
export function completeOptions(options) {
  const complete = {
    protocols: options.protocols ?? [],
    binaryType: options.binaryType ?? 'blob',
    // A browser itself may hold a new socket back for up to 5 s after many failures.
    connectTimeout: options.connectTimeout ?? 6_000,
    heartbeat: options.heartbeat === false ? null : completeHeartbeat(options.heartbeat),
    reconnect: {
      policy: /** @type {import('./backoff.js').ReconnectOptions['policy']} */ ('exponential'),
      base: 1_000,
      ceiling: 10_000,
      stableAfter: 5_000,
      maxRetries: Infinity,
      ...options.reconnect,
    },
    servers: { coolDown: 30_000, failback: true, ...options.servers },
    authentication: options.authentication ?? null,
    queue:
      options.queue === false ? /** @type {const} */ (false) : { maxMessages: 1_000, maxBytes: 2 ** 20, ...options.queue },
    WebSocket: options.WebSocket ?? globalThis.WebSocket,
    random: options.random ?? Math.random,
    surroundings: options.surroundings ?? surroundings,
  };
  check(complete);
  // Last, since a worker's clock is held until it is closed.
  return { ...complete, clock: options.clock ?? clockOf(options.timers) };
}

/**
 * @param {Partial<import('./heartbeat.js').HeartbeatOptions>} [given]
 * @returns {import('./heartbeat.js').HeartbeatOptions}
 */
function completeHeartbeat(given) {
  const { interval = 5_000, timeout = 3_000, serverMessage = null } = given ?? {};
  return {
    message: 'ping',
    answer: 'pong',
    interval,
    timeout,
    quiet: 2 * interval,
    patience: timeout / 4,
    probeTimeout: Math.min(timeout, 2_000),
    maxBuffered: timeout,
    serverMessage,
    serverAnswer: serverMessage,
    ...given,
  };
}

/** @param {unknown} timers */
function clockOf(timers = 'page') {
  need(timers === 'page' || timers === 'worker', `timers ${timers}: 'page' or 'worker' is allowed`);
  return timers === 'worker' ? workerClock() : systemClock;
}

/** @typedef {Omit<ReturnType<typeof completeOptions>, 'clock'>} Checked */

/** @param {Checked} options */
function check({ connectTimeout, heartbeat, reconnect, servers, authentication, queue, WebSocket }) {
  const { policy, maxRetries } = reconnect;
  times('', { connectTimeout }, ['connectTimeout']);
  times('reconnect.', reconnect, ['base', 'ceiling', 'stableAfter']);
  times('servers.', servers, ['coolDown']);
  if (heartbeat) {
    times('heartbeat.', heartbeat, ['interval', 'quiet', 'timeout', 'patience', 'probeTimeout', 'maxBuffered']);
    // Else two ends would answer each other's answers for ever.
    need(
      heartbeat.serverMessage === null || heartbeat.serverMessage !== heartbeat.answer,
      'heartbeat.serverMessage: another text than heartbeat.answer is allowed',
    );
  }
  number('reconnect.maxRetries', maxRetries, 0, Infinity);
  need(
    policy === 'exponential' || policy === 'fixed' || typeof policy === 'function',
    `reconnect.policy ${policy}: 'exponential', 'fixed' or a function is allowed`,
  );
  if (queue) {
    number('queue.maxMessages', queue.maxMessages, 0, Infinity);
    number('queue.maxBytes', queue.maxBytes, 0, Infinity);
  }
  need(
    !authentication || (typeof authentication.token === 'function' && !authentication.query !== !authentication.message),
    'authentication: a function token and one of query and message are allowed',
  );
  need(typeof WebSocket === 'function', 'WebSocket: there is none here, so its constructor is needed');
}

/**
 * @template {string} Name
 * @param {string} group
 * @param {Record<Name, unknown>} options
 * @param {Name[]} names of those that are milliseconds
 */
function times(group, options, names) {
  for (const name of names) {
    number(group + name, options[name], Number.MIN_VALUE, LONGEST_TIMER);
  }
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {number} least
 * @param {number} most
 */
function number(name, value, least, most) {
  if (typeof value !== 'number' || !(value >= least && value <= most)) {
    throw new RangeError(`${name} ${value}: a number from ${least} to ${most} is allowed`);
  }
}

/**
 * @param {boolean} holds
 * @param {string} words
 */
export function need(holds, words) {
  if (!holds) {
    throw new TypeError(words);
  }
}

/**
 * As `WebSocket` reads its URL: relative ones stand beside the page, http means ws.
 *
 * @param {string | URL | readonly (string | URL)[]} urls
 * @returns {string[]} at least one
 */
export function completeUrls(urls) {
  const complete = [urls].flat().map((url) => completeUrl(String(url)));
  need(complete.length > 0, 'a URL is needed');
  return complete;
}

/** @param {string} given */
function completeUrl(given) {
  try {
    const url = new URL(given, globalThis.document?.baseURI ?? globalThis.location?.href);
    if (/^(ws|http)s?:$/.test(url.protocol) && !url.hash) {
      return url.href.replace(/^http/, 'ws');
    }
  } catch {
    // Refused below, as all that cannot be a server's.
  }
  throw new DOMException(`${given}: a WebSocket's URL is allowed`, 'SyntaxError');
}
