import { check, equal, Rig, throws } from './rig.js';

const STATES = {
  connecting: () => {},
  open: (rig) => rig.socket.open(),
  checking: (rig) => {
    rig.socket.open();
    rig.clock.advance(6_000);
  },
  waiting: (rig) => rig.socket.end(1006),
  offline: (rig) => {
    rig.online = false;
    rig.socket.end(1006);
  },
};

const TOKEN = { token: () => 'secret' };

export const cases = {
  'Closing ends everything in every state'() {
    for (const [state, reach] of Object.entries(STATES)) {
      const rig = new Rig();
      reach(rig);
      equal(rig.state, state);
      rig.take();
      rig.lifeline.close(3001, 'bye');
      equal(rig.take(), 'closed close:3001:bye', state);
      equal(rig.lifeline.status, { state: 'closed', code: 3001, reason: 'bye' });
      equal(rig.clock.timers, 0, state);
      check(rig.sleeps, `${state}: still listens to the page`);
      equal(rig.socket.closedWith, state === 'waiting' || state === 'offline' ? null : [3001, 'bye'], state);

      rig.lifeline.close();
      rig.lifeline.reconnect();
      rig.wake();
      rig.socket.end(1006);
      rig.clock.advance(1_000_000);
      equal(rig.take(), '', state);
      equal(rig.sockets.length, 1, state);
    }
  },

  'Closing gives the clock back'() {
    for (const end of [({ lifeline }) => lifeline.close(), ({ socket }) => socket.end(4400)]) {
      const rig = new Rig();
      let closed = 0;
      rig.clock.close = () => closed++;
      end(rig);
      rig.lifeline.close();
      equal(closed, 1);
    }
  },

  'The ready state is 1 where what is sent leaves at once, and 3 at the end alone'() {
    for (const [state, reach] of Object.entries(STATES)) {
      const rig = new Rig();
      reach(rig);
      equal(rig.lifeline.readyState, state === 'open' || state === 'checking' ? 1 : 0, state);
      rig.lifeline.close();
      equal(rig.lifeline.readyState, 3, state);
      throws('InvalidStateError', () => rig.lifeline.send('too late'));
    }
    const closing = Rig.opened();
    closing.socket.closing();
    equal(closing.lifeline.readyState, 0);
  },

  'Options that cannot work are refused by their name'() {
    const bad = [
      ['RangeError', 'connectTimeout', { connectTimeout: 0 }],
      ['RangeError', 'connectTimeout', { connectTimeout: 2 ** 31 }],
      ['RangeError', 'heartbeat.interval', { heartbeat: { interval: -1 } }],
      ['RangeError', 'heartbeat.timeout', { heartbeat: { timeout: NaN } }],
      ['RangeError', 'heartbeat.maxBuffered', { heartbeat: { maxBuffered: 0 } }],
      ['TypeError', 'heartbeat.serverMessage', { heartbeat: { serverMessage: 'pong' } }],
      ['RangeError', 'reconnect.base', { reconnect: { base: Infinity } }],
      ['RangeError', 'reconnect.ceiling', { reconnect: { ceiling: '5s' } }],
      ['RangeError', 'reconnect.maxRetries', { reconnect: { maxRetries: -1 } }],
      ['TypeError', 'reconnect.policy', { reconnect: { policy: 'random' } }],
      ['RangeError', 'servers.coolDown', { servers: { coolDown: null } }],
      ['RangeError', 'queue.maxBytes', { queue: { maxBytes: '1MB' } }],
      ['TypeError', 'authentication', { authentication: TOKEN }],
      ['TypeError', 'authentication', { authentication: { ...TOKEN, query: 't', message: String } }],
      ['TypeError', 'authentication', { authentication: { query: 't' } }],
      ['TypeError', 'timers', { clock: undefined, timers: 'workers' }],
    ];
    for (const [error, option, options] of bad) {
      let message = '';
      throws(error, () => {
        try {
          new Rig(options);
        } catch (refusal) {
          message = refusal.message;
          throw refusal;
        }
      });
      check(message.startsWith(option), `${option}: ${message}`);
    }
    throws('TypeError', () => new Rig({}, []));
  },
};
