import { check, equal, Rig, throws } from './rig.js';

const STATES = {
  connecting: () => {},
  open: (rig) => rig.socket.open(),
  checking: (rig) => {
    rig.socket.open();
    rig.clock.advance(6_000);
  },
  waiting: (rig) => rig.socket.end(1006),
};

/** One life with every kind of event in it. */
function live(rig) {
  rig.socket.open();
  rig.socket.message('news');
  rig.clock.advance(5_000);
  rig.socket.message('pong');
  rig.socket.end(1006);
  rig.clock.advance(100_000);
}

export const cases = {
  'A socket that is closing gets no beat, and nothing can be sent through it'() {
    const rig = new Rig();
    rig.socket.open();
    rig.socket.closing();
    rig.clock.advance(5_000);
    equal(rig.socket.sent, []);
    equal(rig.lifeline.readyState, 0);
    throws('InvalidStateError', () => rig.lifeline.send('late'));
  },

  'Closing ends everything in every state'() {
    for (const [state, reach] of Object.entries(STATES)) {
      const rig = new Rig();
      reach(rig);
      equal(rig.state, state);
      rig.take();
      rig.lifeline.close(3001, 'bye');
      equal(rig.take(), 'closed close:3001:bye', state);
      equal(rig.clock.timers, 0, state);
      check(rig.sleeps, `${state}: still listens to the page`);
      equal(rig.socket.closedWith, state === 'waiting' ? null : [3001, 'bye'], state);

      rig.lifeline.close();
      rig.lifeline.reconnect();
      rig.wake();
      rig.socket.end(1006);
      rig.clock.advance(1_000_000);
      equal(rig.take(), '', state);
      equal(rig.sockets.length, 1, state);
    }
  },

  'Nothing can be sent unless a connection is open'() {
    for (const [state, reach] of Object.entries(STATES)) {
      const rig = new Rig();
      reach(rig);
      if (state === 'open' || state === 'checking') {
        rig.lifeline.send('now');
        equal(rig.socket.sent.at(-1), 'now');
        equal(rig.lifeline.readyState, 1);
      } else {
        throws('InvalidStateError', () => rig.lifeline.send('now'));
        equal(rig.lifeline.readyState, 0);
      }
      rig.lifeline.close();
      throws('InvalidStateError', () => rig.lifeline.send('too late'));
      equal(rig.lifeline.readyState, 3);
    }
  },

  'A close that a WebSocket would refuse changes nothing'() {
    const rig = Rig.opened();
    for (const code of [999, 1001, 2999, 5000]) {
      throws('InvalidAccessError', () => rig.lifeline.close(code));
    }
    throws('SyntaxError', () => rig.lifeline.close(1000, 'ä'.repeat(62)));
    equal(rig.state, 'open');
    equal(rig.take(), '');
    rig.lifeline.close(4999, 'a'.repeat(123));
    equal(rig.state, 'closed');
  },

  'A listener of any event may close'() {
    for (const type of ['open', 'status', 'message', 'rtt', 'error', 'close']) {
      const rig = new Rig();
      let thrown = '';
      const catching = (event) => {
        thrown = event.message;
        event.preventDefault();
      };
      globalThis.addEventListener('error', catching);
      rig.lifeline.addEventListener(type, () => rig.lifeline.close(), { once: true });
      live(rig);
      globalThis.removeEventListener('error', catching);
      equal(thrown, '', type);
      equal(rig.state, 'closed', type);
      equal(rig.clock.timers, 0, type);
      equal(rig.sockets.length, 1, type);
    }
  },

  'A listener of the checking and of the death may close'() {
    for (const millis of [5_750, 8_000]) {
      const rig = Rig.opened();
      rig.clock.advance(millis - 1);
      rig.lifeline.addEventListener('status', () => rig.lifeline.close(), { once: true });
      rig.clock.advance(1);
      equal(rig.state, 'closed', `${millis} ms`);
      equal(rig.clock.timers, 0, `${millis} ms`);
      check(rig.sockets.every(({ closedWith }) => closedWith), `${millis} ms: a socket is left`);
    }
  },

  'Options that cannot work are refused by their name'() {
    const bad = [
      ['RangeError', { connectTimeout: 0 }],
      ['RangeError', { heartbeat: { interval: -1 } }],
      ['RangeError', { heartbeat: { timeout: NaN } }],
      ['RangeError', { reconnect: { base: Infinity } }],
      ['RangeError', { reconnect: { ceiling: '5s' } }],
      ['TypeError', { reconnect: { policy: 'random' } }],
    ];
    for (const [error, options] of bad) {
      throws(error, () => new Rig(options));
    }
  },
};
