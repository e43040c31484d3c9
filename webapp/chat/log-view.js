// @ts-check

/** Entries kept in the document; older ones go. */
const MOST = 500;

/** Pixels from the end within which a reader counts as following. */
const FOLLOWING = 48;

/** Pixels above an entry that is scrolled to. */
const ABOVE = 16;

/** Milliseconds within which messages of one person stand together. */
const TOGETHER = 120_000;

const timeOfDay = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** @typedef {import('./messages.js').ChatMessage} ChatMessage */

/** The messages. Everything of others becomes text, never markup. */
export class LogView {
  #log;
  #newer;
  /** @type {ChatMessage | null} */
  #previous = null;
  #unseen = 0;
  /** Whether the reader stands at the end, and is kept there. */
  #following = true;
  /** Whether the next frame scrolls to the end: one layout for many messages. */
  #scrolling = false;
  /** @type {HTMLElement | null} where the next frame scrolls to instead, with all that is new below it */
  #goal = null;

  /**
   * @param {HTMLElement} log
   * @param {HTMLButtonElement} newer
   */
  constructor(log, newer) {
    this.#log = log;
    this.#newer = newer;
    newer.addEventListener('click', () => {
      this.#follow();
      log.focus({ preventScroll: true });
    });
    log.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    const stay = () => this.#following && this.#follow();
    new ResizeObserver(stay).observe(log);
    // The word about a late delivery shows by an animation, and makes the log longer.
    log.addEventListener('animationstart', stay);
  }

  clear() {
    this.#log.replaceChildren();
    this.#previous = null;
    this.#following = true;
    this.#seen();
  }

  /**
   * What was said before this page came, set apart from all that is new.
   *
   * @param {ChatMessage[]} messages
   */
  earlier(messages) {
    const group = element('div', 'earlier');
    group.setAttribute('role', 'group');
    group.setAttribute('aria-label', 'Earlier messages');
    // Inside of a log that is read out, and not to be.
    group.setAttribute('aria-live', 'off');
    const title = element('p', 'divider', 'Earlier messages');
    title.setAttribute('aria-hidden', 'true');
    group.append(title);
    messages.forEach((message, i) => group.append(article(message, messages[i - 1])));
    this.#log.prepend(group);
    if (this.#following) {
      this.#follow();
    }
  }

  /** @param {ChatMessage} message */
  message(message) {
    const made = article(message, this.#previous);
    this.#previous = message;
    this.#append(made);
    return made;
  }

  /**
   * What was said while nobody was here to read it: who followed goes on at its beginning.
   *
   * @param {string} words
   * @param {ChatMessage[]} messages
   */
  missed(words, messages) {
    const wasFollowing = this.#following;
    const divider = this.divider('away', words);
    messages.forEach((message) => this.message(message));
    this.#goal = wasFollowing ? divider : null;
  }

  /** @param {ChatMessage} message our own, on its way */
  pending(message) {
    const entry = this.message(message);
    entry.dataset.id = message.id;
    entry.dataset.delivery = 'pending';
    entry.append(element('p', 'delivery', 'Not delivered yet'));
    this.#goal = null;
    this.#follow();
  }

  /** @param {string} id of one of our own */
  delivered(id) {
    const entry = this.#own(id);
    if (entry) {
      entry.dataset.delivery = 'delivered';
      entry.querySelector('.delivery')?.remove();
    }
  }

  /**
   * @param {string} id of one of our own
   * @param {string} words
   */
  failed(id, words) {
    const entry = this.#own(id);
    const label = entry?.querySelector('.delivery');
    if (entry && label) {
      entry.dataset.delivery = 'failed';
      label.textContent = words;
    }
  }

  /** @param {...(string | Node)} words of the page itself */
  note(...words) {
    this.#line('note', words);
  }

  /**
   * A line across the log.
   *
   * @param {'away' | 'gap'} kind
   * @param {string} [words] none where they will be set later
   */
  divider(kind, words = '') {
    const entry = this.#line('divider', [words]);
    entry.dataset.kind = kind;
    return entry;
  }

  /**
   * @param {string} className
   * @param {(string | Node)[]} words
   */
  #line(className, words) {
    this.#previous = null;
    const entry = element('p', className);
    entry.append(...words);
    this.#append(entry);
    return entry;
  }

  /** @param {string} id */
  #own(id) {
    const entry = [...this.#log.children].findLast((e) => e instanceof HTMLElement && e.dataset.id === id);
    return entry instanceof HTMLElement ? entry : null;
  }

  /** @param {HTMLElement} entry */
  #append(entry) {
    this.#log.append(entry);
    while (this.#log.childElementCount > MOST) {
      this.#log.firstElementChild?.remove();
    }
    if (this.#following) {
      this.#follow();
    } else if (entry.matches('.message')) {
      this.#offer(this.#unseen + 1);
    }
  }

  /** @param {number} unseen messages below */
  #offer(unseen) {
    this.#unseen = unseen;
    this.#newer.textContent = unseen === 1 ? '1 new message' : `${unseen} new messages`;
    this.#newer.hidden = false;
  }

  #scrolled() {
    if (this.#scrolling) {
      return;
    }
    const { scrollHeight, scrollTop, clientHeight } = this.#log;
    this.#following = scrollHeight - scrollTop - clientHeight < FOLLOWING;
    if (this.#following) {
      this.#seen();
    }
  }

  #follow() {
    this.#following = true;
    this.#seen();
    if (!this.#scrolling) {
      this.#scrolling = true;
      requestAnimationFrame(() => {
        this.#scrolling = false;
        this.#scroll();
      });
    }
  }

  #scroll() {
    const log = this.#log;
    const goal = this.#goal;
    this.#goal = null;
    if (goal?.isConnected) {
      log.scrollTop += goal.getBoundingClientRect().top - log.getBoundingClientRect().top - ABOVE;
      const entries = [...log.children];
      this.#offer(entries.slice(entries.indexOf(goal)).filter((entry) => entry.matches('.message')).length);
      this.#scrolled();
    } else {
      log.scrollTop = log.scrollHeight;
    }
  }

  #seen() {
    this.#unseen = 0;
    this.#newer.hidden = true;
  }
}

/**
 * @param {ChatMessage} message
 * @param {ChatMessage | null} [previous]
 */
function article(message, previous) {
  const isTogether = previous ? belongTogether(previous, message) : false;
  const made = element('article', 'message');
  made.dataset.kind = message.kind;
  made.toggleAttribute('data-mine', message.isMine);
  made.toggleAttribute('data-together', isTogether);
  const head = element('p', isTogether ? 'head visually-hidden' : 'head');
  head.append(element('bdi', 'author', message.name));
  if (message.at !== null) {
    const time = element('time', '', clockTime(message.at));
    time.setAttribute('datetime', new Date(message.at).toISOString());
    head.append(' ', time);
  }
  const text = element('p', 'text', message.text);
  text.dir = 'auto';
  made.append(head, text);
  return made;
}

/**
 * @param {ChatMessage} one
 * @param {ChatMessage} next
 */
function belongTogether(one, next) {
  const isSoon = one.at !== null && next.at !== null ? Math.abs(next.at - one.at) < TOGETHER : one.at === next.at;
  return isSoon && one.name === next.name && one.kind === next.kind && one.isMine === next.isMine;
}

/** @param {number} at */
function clockTime(at) {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return (isToday ? timeOfDay : dayAndTime).format(at);
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} [text]
 */
export function element(tag, className, text = '') {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
