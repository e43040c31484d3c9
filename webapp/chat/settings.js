// @ts-check

/**
 * Timings that the page's address may override, in milliseconds, for tests and
 * for the curious: `?interval=500&timeout=500&connect=500&base=200&ceiling=1000`,
 * and `?policy=fixed` for equal delays. Out of bounds means the nearest bound.
 *
 *   name      default  least  most
 *   interval  2000     100    60000  silence before a beat
 *   timeout   2000     100    60000  the time its answer may take
 *   connect   3000     100    60000  the time a connection may take to open
 *   base      1000     50     60000  bound of the first delay before a retry
 *   ceiling   10000    50     60000  bound of all of them
 */
const LIMITS = {
  interval: [2_000, 100, 60_000],
  timeout: [2_000, 100, 60_000],
  connect: [3_000, 100, 60_000],
  base: [1_000, 50, 60_000],
  ceiling: [10_000, 50, 60_000],
};

/**
 * @param {string} query
 * @returns {import('../lifeline/channels.js').ChannelLineOptions & {heartbeat: {interval: number}}}
 */
export function timings(query) {
  const params = new URLSearchParams(query);
  const of = (/** @type {keyof typeof LIMITS} */ name) => {
    const [normal, least, most] = LIMITS[name];
    const given = params.get(name) ? Number(params.get(name)) : NaN;
    return Number.isFinite(given) ? Math.min(Math.max(given, least), most) : normal;
  };
  const policy = params.get('policy') === 'fixed' ? 'fixed' : 'exponential';
  return {
    connectTimeout: of('connect'),
    heartbeat: { interval: of('interval'), timeout: of('timeout') },
    reconnect: { policy, base: of('base'), ceiling: of('ceiling') },
  };
}

/**
 * The address of a room's channel beside this page.
 *
 * `pings=off`: the browser answers control pings below JavaScript, so with them
 * a frozen page would look alive; this one is judged by its messages alone.
 *
 * @param {string} room
 */
export function channelUrl(room) {
  const url = new URL(`channels/${room}`, document.baseURI);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.search = '?pings=off';
  return url.href;
}

/**
 * Why a room's name cannot be used; empty when it can.
 *
 * @param {string} room
 */
export function roomProblem(room) {
  if (room === '') {
    return 'Give the room a name.';
  }
  const odd = room.match(/[^A-Za-z0-9\-_.:]/u);
  if (odd) {
    const shown = /\s/u.test(odd[0]) ? 'a space' : `“${odd[0]}”`;
    return `A room cannot contain ${shown}.`;
  }
  if (room.length > 128) {
    return `A room has at most 128 characters; this one has ${room.length}.`;
  }
  // An address reads these two as "here" and "one up", whatever their encoding.
  if (room === '.' || room === '..') {
    return 'A room cannot be dots alone.';
  }
  return '';
}

/** The longest name shown, of ours and of others. */
const NAME_LENGTH = 40;

/** @param {string} name */
export function tidyName(name) {
  const tidy = name.replace(/[\s\p{Cc}]+/gu, ' ').replace(/\p{Surrogate}/gu, '\ufffd').trim();
  return Array.from(tidy).slice(0, NAME_LENGTH).join('');
}

/** @returns {string} the room in the page's address, or nothing */
export function roomOfAddress() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return location.hash.slice(1);
  }
}

/** What one tab remembers over a reload; nothing where storage is forbidden. */
export const memory = {
  /** @param {string} key */
  get(key) {
    try {
      return sessionStorage.getItem(`lifeline.${key}`) ?? '';
    } catch {
      return '';
    }
  },

  /**
   * @param {string} key
   * @param {string} value
   */
  set(key, value) {
    try {
      sessionStorage.setItem(`lifeline.${key}`, value);
    } catch {
      // A tab without storage asks for the name again, and that is all.
    }
  },
};
