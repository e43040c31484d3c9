// @ts-check
import { systemClock } from './clock.js';

/** The whole worker. A message is a timer's number and its delay in ms; without one it is stopped. */
const SOURCE = `
const timers = new Map();
onmessage = ({ data: [id, millis] }) => {
  clearTimeout(timers.get(id));
  timers.delete(id);
  if (millis !== undefined) {
    timers.set(id, setTimeout(() => {
      timers.delete(id);
      postMessage(id);
    }, millis));
  }
};`;

/**
 * A timer that was started and has not run.
 *
 * @typedef {object} Pending
 * @property {() => void} task
 * @property {number} due
 */

/** Timers in a worker, for all Lifelines of the page. */
class WorkerTimers {
  #url = URL.createObjectURL(new Blob([SOURCE], { type: 'text/javascript' }));
  /** @type {Worker | null} null where none can be made, or once it failed */
  #worker = null;
  /** @type {Map<number, Pending>} */
  #pending = new Map();
  #last = 0;

  constructor() {
    try {
      this.#worker = new Worker(this.#url);
      this.#worker.onmessage = ({ data }) => this.#run(data);
      this.#worker.onerror = () => this.#fallBack();
    } catch {
      // No workers here, or the page's policy forbids them: the page's own timers serve.
    }
  }

  /**
   * @param {() => void} task
   * @param {number} millis
   */
  start(task, millis) {
    const id = ++this.#last;
    this.#pending.set(id, { task, due: systemClock.now() + millis });
    this.#set(id, millis);
    return id;
  }

  /** @param {number} id */
  stop(id) {
    this.#pending.delete(id);
    this.#worker?.postMessage([id]);
  }

  end() {
    this.#worker?.terminate();
    URL.revokeObjectURL(this.#url);
  }

  /**
   * @param {number} id
   * @param {number} millis
   */
  #set(id, millis) {
    if (this.#worker) {
      this.#worker.postMessage([id, millis]);
    } else {
      systemClock.setTimeout(() => this.#run(id), millis);
    }
  }

  /** @param {number} id */
  #run(id) {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.task();
  }

  /** A policy may also let the worker fail after it was made. */
  #fallBack() {
    this.end();
    this.#worker = null;
    for (const [id, { due }] of this.#pending) {
      this.#set(id, due - systemClock.now());
    }
  }
}

/** @type {WorkerTimers | null} null while no clock is in use */
let timers = null;
let users = 0;

/**
 * A clock whose timers run in a Web Worker, since browsers slow those of hidden
 * pages down, at worst to one a minute. All such clocks of a page share one
 * worker, which ends when the last of them is closed. Where a worker cannot be
 * made (the page's Content-Security-Policy needs `worker-src blob:`), the
 * page's own timers serve.
 *
 * @returns {import('./clock.js').Clock & { close: () => void }}
 */
export function workerClock() {
  const shared = (timers ??= new WorkerTimers());
  users += 1;
  let isClosed = false;
  return {
    now: systemClock.now,
    setTimeout: (task, millis) => shared.start(task, millis),
    clearTimeout: (id) => shared.stop(id),
    close() {
      if (!isClosed) {
        isClosed = true;
        users -= 1;
        if (users === 0) {
          shared.end();
          timers = null;
        }
      }
    },
  };
}
