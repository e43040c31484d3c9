import { equal, Rig } from './rig.js';

/** Ends attempt after attempt and collects the delays between them. */
function delays(rig, count) {
  const found = [];
  for (let i = 0; i < count; i++) {
    rig.socket.end(1006);
    found.push(rig.delay);
    rig.clock.advance(rig.delay);
    equal(rig.state, 'connecting');
  }
  return found;
}

export const cases = {
  'A socket may connect for six seconds, and not one millisecond more'() {
    const rig = new Rig();
    rig.clock.advance(5_999);
    equal(rig.take(), '');
    rig.clock.advance(1);
    equal(rig.take(), 'waiting error');
    equal(rig.socket.closedWith, []);
    equal(rig.lifeline.status.reason, 'connect time-out');
  },

  'A socket that opened in time is not timed out'() {
    const rig = new Rig();
    rig.clock.advance(5_999);
    rig.socket.open();
    rig.clock.advance(1);
    equal(rig.state, 'open');
  },

  'The bound of the delays doubles up to the ceiling'() {
    const rig = new Rig();
    equal(delays(rig, 7), [500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
    equal(rig.clock.timers, 1);
  },

  'A delay is drawn from the whole range below its bound, the first one too'() {
    const almostOne = 1 - Number.EPSILON / 2;
    for (const [random, bounds] of [[0, [0, 0, 0, 0, 0]], [almostOne, [1_000, 2_000, 4_000, 8_000, 10_000]]]) {
      const rig = new Rig();
      rig.random = random;
      equal(delays(rig, 5).map((delay) => Math.round(delay)), bounds, `random ${random}`);
    }
  },

  'The ceiling holds after a thousand tries'() {
    const rig = new Rig();
    equal(delays(rig, 1_000).at(-1), 5_000);
  },

  'Fixed delays are equal, whatever the dice say'() {
    const rig = new Rig({ reconnect: { policy: 'fixed', base: 700 } });
    rig.random = 0.9;
    equal(delays(rig, 4), [700, 700, 700, 700]);
    equal(delays(new Rig({ reconnect: { policy: 'fixed', base: 700, ceiling: 600 } }), 1), [600]);
  },

  'The next try starts when its delay is over, and not one millisecond before'() {
    const rig = new Rig();
    rig.socket.end(1006);
    rig.clock.advance(499);
    equal(rig.sockets.length, 1);
    rig.clock.advance(1);
    equal(rig.sockets.length, 2);
  },

  'The count of tries starts anew after five stable seconds, and not one millisecond before'() {
    for (const [lasted, delay] of [[4_999, 1_000], [5_000, 500]]) {
      const rig = new Rig();
      rig.socket.end(1006);
      rig.clock.advance(500);
      rig.socket.open();
      rig.clock.advance(lasted);
      rig.socket.end(1006);
      equal(rig.delay, delay, `${lasted} ms`);
    }
  },

  'A connection that the server or the network ended comes back'() {
    for (const code of [1000, 1001, 1005, 1006, 1008, 1009, 1011, 1012, 1013, 4000, 4001, 4002, 4399, 4500]) {
      const rig = Rig.opened();
      rig.socket.end(code, 'why');
      const error = code === 1006 ? 'error ' : '';
      equal(rig.take(), `waiting ${error}close:${code}:why`);
      equal([rig.lifeline.status.code, rig.lifeline.status.reason], [code, 'why']);
      rig.clock.advance(rig.delay);
      equal(rig.sockets.length, 2, String(code));
    }
  },

  'The codes from 4400 to 4499 are final'() {
    for (const code of [4400, 4401, 4499]) {
      const rig = Rig.opened();
      rig.socket.end(code, 'stay away');
      equal(rig.take(), `closed close:${code}:stay away`);
      equal(rig.clock.timers, 0);
      equal(rig.sleeps, true);
      rig.wake();
      rig.lifeline.reconnect();
      rig.clock.advance(1_000_000);
      equal(rig.sockets.length, 1);
      equal(rig.take(), '');
    }
  },

  'Waking ends a wait at once and opens one socket'() {
    const rig = new Rig();
    rig.socket.end(1006);
    rig.wake();
    rig.wake();
    rig.lifeline.reconnect();
    equal(rig.sockets.length, 2);
    equal(rig.clock.timers, 1);
  },

  'A reconnect replaces an open connection by one'() {
    const rig = Rig.opened();
    rig.lifeline.reconnect();
    equal(rig.take(), 'connecting close:1000:reconnect');
    equal(rig.sockets.length, 2);
    rig.lifeline.reconnect();
    equal(rig.sockets.length, 2);
    rig.sockets[0].end(1000);
    equal(rig.take(), '');
  },

  'A reconnect from within the news of the loss opens one socket'() {
    const rig = new Rig();
    rig.lifeline.addEventListener('status', () => rig.state === 'waiting' && rig.lifeline.reconnect());
    rig.socket.end(1006);
    equal(rig.sockets.length, 2);
    equal(rig.clock.timers, 1);
  },
};
