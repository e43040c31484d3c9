// @ts-check
import { element } from './log-view.js';
import { ending } from './words.js';

/** Outages shown; older ones go. */
const MOST = 5;

const TICK = 250;

/**
 * One outage: its start, and the list of what followed.
 *
 * @typedef {object} Outage
 * @property {number} start on the clock of performance.now()
 * @property {HTMLElement} list
 * @property {boolean} over the client is back
 * @property {boolean} noticed
 * @property {import('./dead-network.js').DeadNetworkSocket[]} ghosts not yet closed by the server
 * @property {HTMLElement | null} silence the line that counts while a ghost is there
 */

/** Tells outages as they go: who noticed what, and after how long. */
export class Timeline {
  #root;
  /** @type {Outage[]} the newest first */
  #outages = [];

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    setInterval(() => this.#outages.forEach(count), TICK);
  }

  /** @param {import('./dead-network.js').DeadNetworkSocket[]} ghosts */
  cut(ghosts) {
    const outage = this.#begin('cut', 'Network cut');
    outage.ghosts = ghosts;
    outage.noticed = ghosts.length === 0;
    if (ghosts.length > 0) {
      outage.silence = line(outage, 'silence', '');
      count(outage);
    }
  }

  restored() {
    const outage = this.#outages[0];
    if (outage) {
      line(outage, 'restored', `Network restored after ${seconds(since(outage))}`);
    }
  }

  /**
   * The client gave a connection up.
   *
   * @param {string} why
   * @param {string} title
   */
  lost(why, title = 'Connection lost') {
    const outage = this.#outages[0];
    if (!outage || outage.over) {
      this.#begin('lost', `${title}: ${why}`).noticed = true;
    } else if (!outage.noticed) {
      outage.noticed = true;
      line(outage, 'noticed', `Client noticed after ${seconds(since(outage))}`);
    }
  }

  back() {
    const outage = this.#outages[0];
    if (outage && !outage.over) {
      outage.over = true;
      line(outage, 'back', `Back after ${seconds(since(outage))}`);
    }
  }

  /** @param {string} words what has become of the session and the messages */
  resumed(words) {
    const outage = this.#outages[0];
    if (outage) {
      line(outage, 'resumed', words);
    }
  }

  /**
   * The server ended a connection that the page had long lost.
   *
   * @param {import('./dead-network.js').DeadNetworkSocket} socket
   * @param {number} code
   * @param {string} reason
   */
  ghostClosed(socket, code, reason) {
    const outage = this.#outages.find(({ ghosts }) => ghosts.includes(socket));
    if (outage) {
      outage.ghosts = outage.ghosts.filter((ghost) => ghost !== socket);
      outage.silence?.remove();
      outage.silence = null;
      const silent = performance.now() - socket.lastSent;
      line(outage, 'ghost-closed', `Server closed the ghost after ${seconds(silent)} of silence: ${ending(code, reason)}`);
    }
  }

  /**
   * @param {string} event
   * @param {string} title
   */
  #begin(event, title) {
    const item = element('li', 'outage');
    const list = element('ol', 'lines');
    item.append(list);
    /** @type {Outage} */
    const outage = { start: performance.now(), list, over: false, noticed: false, ghosts: [], silence: null };
    line(outage, event, title);
    this.#root.prepend(item);
    this.#outages.unshift(outage);
    for (const old of this.#outages.splice(MOST)) {
      old.list.parentElement?.remove();
    }
    return outage;
  }
}

/** @param {Outage} outage */
function count({ silence, ghosts }) {
  if (silence && ghosts.length > 0) {
    const silent = Math.floor((performance.now() - ghosts[0].lastSent) / 1000);
    const words = `Server has heard nothing for ${silent} s`;
    if (silence.textContent !== words) {
      silence.textContent = words;
    }
  }
}

/**
 * Adds a line, above the counting one if there is one.
 *
 * @param {Outage} outage
 * @param {string} event
 * @param {string} text
 */
function line(outage, event, text) {
  const item = element('li', 'line', text);
  item.dataset.event = event;
  item.dataset.millis = String(Math.round(since(outage)));
  outage.list.insertBefore(item, outage.silence);
  (outage.silence ?? item).scrollIntoView({ block: 'nearest' });
  return item;
}

/** @param {Outage} outage */
function since(outage) {
  return performance.now() - outage.start;
}

/** @param {number} millis */
function seconds(millis) {
  return `${(millis / 1000).toFixed(1)} s`;
}
