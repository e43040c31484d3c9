import { equal, Rig, thrownBy, words } from './rig.js';

/** The kinds of the table, and the errors that stand for them here. */
const KINDS = {
  InvalidStateError: 'not-open',
  QuotaExceededError: 'queue-full',
  InvalidAccessError: 'bad-argument',
  SyntaxError: 'bad-argument',
};

/** Runs one case of the table that the browser client and the Java client have in common. */
class Player {
  #rig;
  /** @type {{resolve: (token: string) => void, reject: () => void}[]} outstanding requests, the oldest first */
  #tokens = [];
  /** Told since the last expectation of events. */
  #events = [];
  /** How many texts of each socket an expectation has seen. */
  #seen = new Map();

  constructor({ options: { urls, ...options }, random = [0.5] }) {
    let thrown = 0;
    this.#rig = new Rig({ ...options, ...this.#functions(options), random: () => random[thrown++ % random.length] }, urls);
    for (const type of ['open', 'message', 'error', 'close']) {
      this.#rig.lifeline.addEventListener(type, (event) => this.#events.push(words(event)));
    }
  }

  async play(steps) {
    for (const [i, step] of steps.entries()) {
      const kind = Object.keys(step).find((key) => key in this);
      try {
        await this[kind](step[kind], step);
      } catch (error) {
        throw new Error(`step ${i + 1} ${JSON.stringify(step)}: ${error.message}`);
      }
    }
  }

  /** The options that a table can only describe. */
  #functions({ reconnect = {}, authentication }) {
    const delays = reconnect.policy;
    const policy = Array.isArray(delays) && ((retry) => delays[Math.min(retry, delays.length - 1)]);
    const token = () => new Promise((resolve, reject) => this.#tokens.push({ resolve, reject }));
    const message = authentication?.message && ((text) => authentication.message + text);
    return {
      reconnect: policy ? { ...reconnect, policy } : reconnect,
      authentication: authentication && { ...authentication, token, message },
    };
  }

  advance = (millis) => this.#rig.clock.advance(millis);

  freeze = (millis) => this.#rig.clock.freeze(millis);

  network = (online) => this.#rig.network(online);

  wake = () => this.#rig.wake();

  socket = (what, { of = this.#rig.sockets.length - 1 }) => {
    const socket = this.#rig.sockets[of];
    if (typeof what === 'string') {
      ({ open: () => socket.open(), fail: () => socket.end(1006), closing: () => socket.closing() })[what]();
    } else if ('message' in what) {
      socket.message(what.message);
    } else if ('close' in what) {
      socket.end(what.close, what.reason);
    } else {
      socket.bufferedAmount = what.buffered;
    }
  };

  call = (what, { throws = 'nothing' }) => {
    const { lifeline } = this.#rig;
    const calls = {
      close: () => (what === 'close' ? lifeline.close() : lifeline.close(what.close, what.reason)),
      reconnect: () => lifeline.reconnect(),
      send: () => lifeline.send(what.send),
    };
    const [name] = typeof what === 'string' ? [what] : Object.keys(what);
    const thrown = thrownBy(calls[name]);
    equal(KINDS[thrown] ?? thrown, throws);
  };

  token = (how) => {
    const { resolve, reject } = this.#tokens.shift();
    if (how === 'reject') {
      reject();
    } else {
      resolve(how.replace('resolve:', ''));
    }
    // It is handed on in microtasks, which are done when a task begins.
    return new Promise((done) => setTimeout(done));
  };

  expect = (expected) => {
    for (const [name, value] of Object.entries(expected)) {
      equal(this.#found[name](), value, name);
    }
  };

  #found = {
    state: () => this.#rig.state,
    due: () => this.#rig.delay,
    sockets: () => this.#rig.sockets.length,
    url: () => this.#rig.socket.url,
    closed: () => this.#rig.sockets.flatMap(({ closedWith }, i) => (closedWith ? [i] : [])),
    sent: () => this.#newTexts(),
    events: () => this.#events.splice(0),
    timers: () => this.#rig.clock.timers,
    retries: () => this.#rig.lifeline.retries,
  };

  #newTexts() {
    const { socket } = this.#rig;
    const seen = this.#seen.get(socket) ?? 0;
    this.#seen.set(socket, socket?.sent.length ?? 0);
    return socket?.sent.slice(seen) ?? [];
  }
}

const table = await (await fetch(new URL('client-cases.json', import.meta.url))).json();

export const cases = Object.fromEntries(table.map((entry) => [entry.name, () => new Player(entry).play(entry.steps)]));
