// @ts-check
import { element } from './log-view.js';
import { countSessions } from './members.js';
import { tidyName } from './settings.js';

/** Names shown; the rest is counted. */
const SHOWN = 12;

/** Who is in the room. */
export class MembersView {
  #title;
  #count;
  #list;

  /** @param {{title: HTMLElement, count: HTMLElement, list: HTMLElement}} parts */
  constructor({ title, count, list }) {
    this.#title = title;
    this.#count = count;
    this.#list = list;
  }

  clear() {
    this.#count.textContent = '';
    this.#list.replaceChildren();
    this.current(true);
  }

  /**
   * @param {readonly import('../lifeline/channels.js').Member[]} members
   * @param {string} self the own identity, which stands first
   */
  show(members, self) {
    const counts = [...countSessions(members)].sort(
      ([a], [b]) => Number(b === self) - Number(a === self) || String(a ?? '').localeCompare(b ?? ''),
    );
    const entries = counts.slice(0, SHOWN).map(([identity, sessions]) => entry(identity, sessions, identity === self));
    if (counts.length > SHOWN) {
      entries.push(element('li', 'more', `and ${(counts.length - SHOWN).toLocaleString('en')} more`));
    }
    this.#count.textContent = String(counts.length || '');
    this.#list.replaceChildren(...entries);
  }

  /** @param {boolean} isCurrent false while nobody tells who comes and goes */
  current(isCurrent) {
    this.#title.textContent = isCurrent ? 'Here now' : 'Here when the line was lost';
    this.#list.toggleAttribute('data-stale', !isCurrent);
  }
}

/**
 * What a piece of news says.
 *
 * @param {import('./members.js').News} news
 * @returns {(string | Node)[]}
 */
export function sentence({ what, names, more }) {
  const people = names.flatMap((name, i) => {
    const isLast = i === names.length - 1 && more === 0;
    return [i === 0 ? '' : isLast ? ' and ' : ', ', element('bdi', 'who', shownName(name))];
  });
  return [...people, more > 0 ? ` and ${more} more ${what}` : ` ${what}`];
}

/** @param {string | null} identity */
function shownName(identity) {
  return tidyName(identity ?? '') || 'nameless';
}

/**
 * @param {string | null} identity
 * @param {number} sessions
 * @param {boolean} isSelf
 */
function entry(identity, sessions, isSelf) {
  const made = element('li', 'member');
  const name = element('bdi', 'name', shownName(identity));
  name.title = shownName(identity);
  made.append(name);
  if (isSelf) {
    made.append(' ', element('span', 'self', '(you)'));
  }
  if (sessions > 1) {
    const count = element('span', 'sessions', `×\u00a0${sessions}`);
    count.append(element('span', 'visually-hidden', ' sessions'));
    made.append(' ', count);
  }
  return made;
}
