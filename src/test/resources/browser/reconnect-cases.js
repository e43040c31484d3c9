import { check, equal, Rig } from './rig.js';

const LOST = { code: 1006, reason: '' };

/** What client-cases.json cannot say: what a status tells, dice at their ends, a page that begins without a network. */
export const cases = {
  'A delay may be as long as its bound, almost'() {
    const rig = new Rig();
    rig.random = () => 1 - Number.EPSILON / 2;
    for (const bound of [1_000, 2_000, 4_000, 8_000, 10_000]) {
      rig.socket.end(1006);
      equal(Math.round(rig.delay), bound);
      check(rig.delay <= bound, `${rig.delay} ms`);
      rig.clock.advance(bound);
    }
  },

  'The ceiling holds after a thousand tries'() {
    const rig = new Rig();
    for (let i = 0; i < 1_000; i++) {
      rig.socket.end(1006);
      rig.clock.advance(rig.delay);
    }
    rig.socket.end(1006);
    equal(rig.delay, 5_000);
    equal(rig.lifeline.retries, 1_001);
  },

  'A function that gives no number means no delay'() {
    for (const value of [NaN, -1, undefined, 'soon']) {
      const rig = new Rig({ reconnect: { policy: () => value } });
      rig.socket.end(1006);
      equal(rig.delay, 0, String(value));
    }
  },

  'A function that gives more than a timer can hold gets the longest'() {
    const rig = new Rig({ reconnect: { policy: () => Infinity } });
    rig.socket.end(1006);
    equal(rig.delay, 2 ** 31 - 1);
  },

  'A wait tells its end, and how the last connection ended'() {
    const rig = Rig.opened();
    rig.socket.end(1011, 'internal-error');
    const due = rig.clock.now() + 500;
    equal(rig.lifeline.status, { state: 'waiting', due, code: 1011, reason: 'internal-error' });
  },

  'A wait that becomes shorter is told with its new end'() {
    const rig = new Rig({ reconnect: { policy: 'fixed', base: 9_000 } });
    const start = rig.clock.now();
    rig.socket.end(1006);
    rig.clock.advance(300);
    rig.take();
    rig.wake();
    equal(rig.take(), 'waiting');
    equal(rig.lifeline.status, { state: 'waiting', due: start + 1_000, ...LOST });
    rig.wake();
    equal(rig.take(), '');
  },

  'A time-out says so in the status'() {
    const rig = new Rig();
    rig.clock.advance(6_000);
    equal(rig.take(), 'waiting error');
    equal(rig.lifeline.status.reason, 'connect time-out');
  },

  'A page without a network does not begin'() {
    const rig = new Rig({ surroundings: { isOnline: () => false, watch: () => () => {} } });
    equal(rig.state, 'offline');
    equal(rig.sockets.length, 0);
    equal(rig.clock.timers, 0);
    rig.lifeline.send('kept');
    rig.lifeline.reconnect();
    rig.socket.open();
    equal(rig.socket.sent, ['kept']);
  },

  'The network that returns is used at once, however often it does'() {
    const rig = new Rig();
    for (let i = 1; i < 5; i++) {
      rig.online = false;
      rig.socket.end(1006);
      equal(rig.state, 'offline');
      rig.network(true);
      equal(rig.state, 'connecting');
      equal(rig.sockets.length, i + 1);
      equal(rig.clock.timers, 1);
    }
  },

  'A page that wakes without a network goes on waiting for it'() {
    const rig = new Rig({ reconnect: { policy: 'fixed', base: 9_000 } });
    rig.socket.end(1006);
    rig.online = false;
    rig.clock.advance(1_000);
    rig.wake();
    equal(rig.lifeline.status, { state: 'offline', ...LOST });
    equal(rig.clock.timers, 0);
    rig.wake();
    equal(rig.state, 'offline');
    // An event was missed, as in a frozen page: the next reason to look finds the network.
    rig.online = true;
    rig.wake();
    equal(rig.state, 'connecting');
  },

  'A failback is told as a close and an opening, while the state stays open'() {
    const rig = new Rig({ heartbeat: false }, ['ws://a/', 'ws://b/']);
    rig.socket.end(1006);
    rig.clock.advance(500);
    rig.socket.open();
    rig.take();
    equal(rig.lifeline.url, 'ws://b/');
    rig.clock.advance(29_500);
    const [, b, a] = rig.sockets;
    equal(rig.lifeline.url, 'ws://b/');
    a.open();
    equal(rig.take(), 'close:1000:failback open');
    equal(rig.lifeline.url, 'ws://a/');
    equal(b.closedWith, [1000, 'failback']);
  },

  'A timer that is called a moment early finds no candidate, and comes again'() {
    const rig = new Rig({ heartbeat: false }, ['ws://a/', 'ws://b/']);
    rig.socket.end(1006);
    rig.clock.advance(500);
    rig.socket.open();
    rig.clock.callNextEarly(0.25);
    equal(rig.sockets.length, 2);
    rig.clock.advance(29_500);
    equal(rig.sockets.map(({ url }) => url), ['ws://a/', 'ws://b/', 'ws://a/']);
  },
};
