// @ts-check

/** @typedef {import('../lifeline/channels.js').Member} Member */

/** In ms, 2 s: who reloads, or is back after a break, has not left. */
const SETTLING = 2_000;

/** In a room of more people, who comes and goes is no news. */
const MANY = 20;

/** Names in one piece of news. */
const NAMED = 3;

/**
 * The sessions of each identity; those without one are together, under null.
 *
 * @param {readonly Member[]} members
 * @returns {Map<string | null, number>}
 */
export function countSessions(members) {
  const counts = new Map();
  for (const { identity = null } of members) {
    counts.set(identity, (counts.get(identity) ?? 0) + 1);
  }
  return counts;
}

/**
 * People in a piece of news.
 *
 * @typedef {object} News
 * @property {'joined' | 'left'} what
 * @property {string[]} names at most three
 * @property {number} more who are not named
 */

/** Tells who came and who left: several at once, and nobody who was away for a moment. */
export class PresenceNews {
  #tell;
  #self = '';
  /** @type {Set<string> | null} who is known to be there; null before the first are */
  #known = null;
  /** @type {Set<string>} */
  #present = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {(news: News) => void} tell */
  constructor(tell) {
    this.#tell = tell;
  }

  /**
   * @param {readonly Member[]} members
   * @param {string} self the identity whose coming and going is no news
   */
  changed(members, self) {
    this.#self = self;
    this.#present = new Set([...countSessions(members).keys()].flatMap((name) => name ?? []));
    if (this.#known === null) {
      this.#known = this.#present;
    } else {
      this.#timer ??= setTimeout(() => this.#settled(), SETTLING);
    }
  }

  stop() {
    clearTimeout(this.#timer);
  }

  #settled() {
    const known = this.#known ?? new Set();
    const present = this.#present;
    this.#timer = undefined;
    this.#known = present;
    if (Math.max(known.size, present.size) <= MANY) {
      this.#say('left', [...known].filter((name) => !present.has(name)));
      this.#say('joined', [...present].filter((name) => !known.has(name)));
    }
  }

  /**
   * @param {'joined' | 'left'} what
   * @param {string[]} who
   */
  #say(what, who) {
    const names = who.filter((name) => name !== this.#self);
    if (names.length > 0) {
      this.#tell({ what, names: names.slice(0, NAMED), more: Math.max(0, names.length - NAMED) });
    }
  }
}
