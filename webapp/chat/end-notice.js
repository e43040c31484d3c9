// @ts-check
import { ending } from './words.js';

/** Stands where one writes, once the room is over: why, and the way back. */
export class EndNotice {
  #notice;
  #words;
  #code;
  #back;
  #composer;
  #ended;

  /**
   * @param {{notice: HTMLElement, words: HTMLElement, code: HTMLElement, back: HTMLElement, composer: HTMLElement}} parts
   * @param {() => void} ended called when it is shown
   */
  constructor({ notice, words, code, back, composer }, ended) {
    this.#notice = notice;
    this.#words = words;
    this.#code = code;
    this.#back = back;
    this.#composer = composer;
    this.#ended = ended;
  }

  /**
   * @param {import('./words.js').End} end
   * @param {number} [code]
   * @param {string} [reason]
   */
  show({ words, back }, code, reason) {
    const wasWriting = this.#composer.contains(document.activeElement);
    this.#notice.hidden = false;
    this.#composer.hidden = true;
    this.#words.textContent = words;
    this.#code.textContent = code === undefined ? '' : `Close code ${ending(code, reason)}`;
    this.#back.textContent = back;
    // Hiding the focused field would throw a keyboard user back to the top.
    if (wasWriting) {
      this.#back.focus();
    }
    this.#ended();
  }

  hide() {
    this.#notice.hidden = true;
    this.#words.textContent = '';
    this.#composer.hidden = false;
  }
}
