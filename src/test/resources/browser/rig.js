import { Lifeline } from '/lifeline/lifeline.js';

/** Virtual time. Begins below zero, since a monotonic clock may begin anywhere. */
export class FakeClock {
  /** What the client calls when it needs the clock no more. */
  close = () => {};
  #now = -5_000_000;
  #order = 0;
  /** @type {{task: () => void, at: number, order: number}[]} */
  #timers = [];

  now = () => this.#now;

  setTimeout = (task, millis) => {
    const timer = { task, at: this.#now + millis, order: this.#order++ };
    this.#timers.push(timer);
    return timer;
  };

  clearTimeout = (timer) => {
    this.#timers = this.#timers.filter((other) => other !== timer);
  };

  get timers() {
    return this.#timers.length;
  }

  /** Lets time pass and runs what falls due, each at its own time. */
  advance(millis) {
    const end = this.#now + millis;
    for (let due = this.#next(end); due; due = this.#next(end)) {
      this.clearTimeout(due);
      this.#now = Math.max(this.#now, due.at);
      due.task();
    }
    this.#now = end;
  }

  /** Calls the timer that is due next, so many ms too soon. */
  callNextEarly(millis) {
    const next = this.#next(Infinity);
    this.clearTimeout(next);
    this.#now = next.at - millis;
    next.task();
  }

  /** Lets time pass while nothing runs, as in a frozen page. */
  freeze(millis) {
    this.#now += millis;
  }

  #next(end) {
    return this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];
  }
}

/** A socket that does what the case says; it never answers by itself. */
export class FakeSocket extends EventTarget {
  sent = [];
  bufferedAmount = 0;
  /** @type {unknown[] | null} the arguments of close(); null before */
  closedWith = null;
  ended = false;
  readyState = 0;

  constructor(url, protocols) {
    super();
    this.url = url;
    this.protocols = protocols;
  }

  send(data) {
    this.sent.push(data);
  }

  close(...how) {
    this.closedWith = how;
  }

  open() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  message(data) {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  /** The other side has begun to close; the end is not told yet. */
  closing() {
    this.readyState = 2;
  }

  end(code, reason = '') {
    this.ended = true;
    this.readyState = 3;
    this.dispatchEvent(new CloseEvent('close', { code, reason, wasClean: code !== 1006 }));
  }
}

const WORDS = {
  open: () => 'open',
  message: ({ data }) => `message:${data}`,
  error: () => 'error',
  close: ({ code, reason }) => `close:${code}:${reason}`,
  status: ({ detail }) => detail.state,
  rtt: ({ detail }) => `rtt:${detail}`,
};

/** An event as the cases write it. */
export const words = (event) => WORDS[event.type](event);

/** A Lifeline between a fake clock, fake sockets and a fake page, and a recorder of its events. */
export class Rig {
  clock = new FakeClock();
  /** @type {FakeSocket[]} */
  sockets = [];
  /** What the injected random number generator says. */
  random = () => 0.5;
  /** Whether the network is not known to be away. */
  online = true;
  /** Whether the Lifeline has taken its listeners off the page. */
  sleeps = false;
  wake = () => {};
  #doubt = () => {};
  #events = [];

  constructor(options = {}, urls = 'ws://fake/') {
    const rig = this;
    // Beside the connection in use, a candidate may lead back to a better server.
    const most = urls.length > 1 && Array.isArray(urls) ? 2 : 1;
    this.lifeline = new Lifeline(urls, {
      clock: this.clock,
      random: () => this.random(),
      surroundings: {
        isOnline: () => this.online,
        watch: (wake, doubt) => {
          this.wake = wake;
          this.#doubt = doubt;
          return () => (this.sleeps = true);
        },
      },
      WebSocket: class extends FakeSocket {
        constructor(url, protocols) {
          super(url, protocols);
          rig.sockets.push(this);
          const live = rig.sockets.filter(({ closedWith, ended }) => !closedWith && !ended);
          check(live.length <= most, `${live.length} sockets at a time`);
        }
      },
      ...options,
    });
    for (const type of Object.keys(WORDS)) {
      this.lifeline.addEventListener(type, (event) => this.#events.push(words(event)));
    }
  }

  /** Tells the page that the network went or returned. */
  network(online) {
    this.online = online;
    (online ? this.wake : this.#doubt)();
  }

  static opened(options) {
    const rig = new Rig(options);
    rig.socket.open();
    rig.take();
    return rig;
  }

  /** The newest socket. */
  get socket() {
    return this.sockets.at(-1);
  }

  get state() {
    return this.lifeline.status.state;
  }

  /** Milliseconds until the next try. */
  get delay() {
    equal(this.state, 'waiting');
    return this.lifeline.status.due - this.clock.now();
  }

  /** The events since the last call. */
  take() {
    return this.#events.splice(0).join(' ');
  }
}

export function check(holds, words) {
  if (!holds) {
    throw new Error(words);
  }
}

export function equal(actual, expected, about = '') {
  const [got, wanted] = [actual, expected].map((value) => JSON.stringify(value));
  check(got === wanted, `${about} expected ${wanted} but was ${got}`);
}

/** The name of the error that the call ends with. */
export function thrownBy(act) {
  try {
    act();
  } catch (error) {
    return error.name;
  }
  return 'nothing';
}

export function throws(name, act) {
  equal(thrownBy(act), name);
}
