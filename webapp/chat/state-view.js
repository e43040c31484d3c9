// @ts-check
import { CloseCode } from '../lifeline/lifeline.js';
import { endOf } from './words.js';

/** Often enough that a countdown never shows a second that is over. */
const TICK = 200;

/** The state of the connection in words, with its countdown and its button. */
export class StateView {
  #state;
  #text;
  #detail;
  #button;
  /** @type {import('../lifeline/lifeline.js').Status} */
  #status = { state: 'closed' };

  /**
   * @param {{state: HTMLElement, text: HTMLElement, detail: HTMLElement, button: HTMLButtonElement}} parts
   */
  constructor({ state, text, detail, button }) {
    this.#state = state;
    this.#text = text;
    this.#detail = detail;
    this.#button = button;
    setInterval(() => this.#tick(), TICK);
  }

  /** @param {import('../lifeline/lifeline.js').Status} status */
  show(status) {
    this.#status = status;
    this.#state.dataset.state = status.state;
    const words = sentence(status);
    if (this.#text.textContent !== words) {
      this.#text.textContent = words;
    }
    const offered = ['waiting', 'offline'].includes(status.state);
    // Hiding the focused button would throw a keyboard user back to the top.
    if (!offered && document.activeElement === this.#button) {
      document.getElementById('message')?.focus();
    }
    this.#button.hidden = !offered;
    this.#tick();
  }

  /** @param {string} words of an end that is not the connection's */
  over(words) {
    this.show({ state: 'closed' });
    this.#text.textContent = words;
  }

  // The countdown stands outside of what is read out: a screen reader hears
  // "Reconnecting" once, not each second.
  #tick() {
    const { state, due } = this.#status;
    const left = state === 'waiting' && due !== undefined ? Math.max(0, due - performance.now()) : null;
    const words = left === null ? '' : `in ${Math.ceil(left / 1000)} s`;
    if (this.#detail.textContent !== words) {
      this.#detail.textContent = words;
    }
  }
}

/** @param {import('../lifeline/lifeline.js').Status} status */
function sentence({ state, code, reason }) {
  switch (state) {
    case 'open':
      return 'Connected';
    case 'checking':
      return 'Checking…';
    case 'connecting':
      return 'Connecting…';
    case 'waiting':
      return code === CloseCode.SERVICE_RESTART ? 'The server restarts; back' : 'Reconnecting';
    case 'offline':
      return 'No network';
    case 'closed':
      return code === undefined ? 'Not connected' : endOf(code, reason ?? '').state;
  }
}
