// @ts-check

/** Entries kept in the document; older ones go. */
const MOST = 500;

/** Pixels from the end within which a reader counts as following. */
const FOLLOWING = 48;

/** Milliseconds within which messages of one person stand together. */
const TOGETHER = 120_000;

const timeOfDay = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** The messages. Everything of others becomes text, never markup. */
export class LogView {
  #log;
  #newer;
  /** @type {{name: string, kind: string, mine: boolean, at: number} | null} */
  #previous = null;
  #unseen = 0;
  /** Whether the reader stands at the end, and is kept there. */
  #following = true;
  /** Whether the next frame scrolls to the end: one layout for many messages. */
  #scrolling = false;

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
    new ResizeObserver(() => this.#following && this.#follow()).observe(log);
  }

  clear() {
    this.#log.replaceChildren();
    this.#previous = null;
    this.#following = true;
    this.#seen();
  }

  /**
   * @param {import('./messages.js').ChatMessage} message
   * @param {boolean} mine
   */
  message(message, mine) {
    const now = Date.now();
    const before = this.#previous;
    const together =
      before?.name === message.name &&
      before.kind === message.kind &&
      before.mine === mine &&
      now - before.at < TOGETHER;
    this.#previous = { name: message.name, kind: message.kind, mine, at: now };

    const entry = element('article', 'message');
    entry.dataset.kind = message.kind;
    entry.dataset.id = message.id;
    entry.toggleAttribute('data-mine', mine);
    entry.toggleAttribute('data-together', together);
    const author = element('bdi', 'author', message.name);
    const time = element('time', '', timeOfDay.format(now));
    time.setAttribute('datetime', new Date(now).toISOString());
    const head = element('p', together ? 'head visually-hidden' : 'head');
    head.append(author, ' ', time);
    const text = element('p', 'text', message.text);
    text.dir = 'auto';
    entry.append(head, text);
    if (mine) {
      entry.dataset.delivery = 'pending';
      entry.append(element('p', 'delivery', 'Not delivered yet'));
    }
    this.#append(entry, mine);
  }

  /**
   * @param {string} id
   * @param {'delivered' | 'failed'} delivery
   */
  delivery(id, delivery) {
    const entry = [...this.#log.children].findLast((e) => e instanceof HTMLElement && e.dataset.id === id);
    if (entry instanceof HTMLElement) {
      entry.dataset.delivery = delivery;
      const label = entry.querySelector('.delivery');
      if (delivery === 'delivered') {
        label?.remove();
      } else if (label) {
        label.textContent = 'Could not be delivered';
      }
    }
  }

  /** @param {string} text of the page itself */
  note(text) {
    this.#previous = null;
    const entry = element('p', 'note', text);
    entry.dataset.kind = 'note';
    this.#append(entry, false);
  }

  /**
   * @param {HTMLElement} entry
   * @param {boolean} mine
   */
  #append(entry, mine) {
    const following = mine || this.#following;
    this.#log.append(entry);
    while (this.#log.childElementCount > MOST) {
      this.#log.firstElementChild?.remove();
    }
    if (following) {
      this.#follow();
    } else {
      this.#unseen += 1;
      this.#newer.textContent = this.#unseen === 1 ? '1 new message' : `${this.#unseen} new messages`;
      this.#newer.hidden = false;
    }
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
        this.#log.scrollTop = this.#log.scrollHeight;
      });
    }
  }

  #seen() {
    this.#unseen = 0;
    this.#newer.hidden = true;
  }
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
