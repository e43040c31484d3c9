// @ts-check

/** What the server remembers of this page, and how far the room was heard. */
export class SessionView {
  #text;
  #detail;

  /** @param {{text: HTMLElement, detail: HTMLElement}} parts the first one is read out when it changes */
  constructor({ text, detail }) {
    this.#text = text;
    this.#detail = detail;
  }

  clear() {
    this.say('');
    this.#detail.textContent = '';
  }

  /** @param {string} words */
  say(words) {
    if (this.#text.textContent !== words) {
      this.#text.textContent = words;
    }
  }

  /** @param {import('../lifeline/channels.js').Position} position */
  at({ epoch, offset }) {
    const place = offset === 0 ? 'Before the first message' : `At message ${offset.toLocaleString('en')}`;
    this.#detail.textContent = `${place} of epoch ${epoch}`;
  }
}
