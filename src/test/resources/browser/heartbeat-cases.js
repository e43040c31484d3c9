import { equal, Rig } from './rig.js';

/** What client-cases.json cannot say: the round trip, and the order of states and events. */
export const cases = {
  'The answer to a beat is measured'() {
    const rig = Rig.opened();
    equal(rig.lifeline.rtt, null);
    rig.clock.advance(5_000);
    rig.clock.advance(12);
    rig.socket.message('pong');
    equal(rig.take(), 'rtt:12');
    equal(rig.lifeline.rtt, 12);
  },

  'An answer that nobody asked for is not measured'() {
    const rig = Rig.opened();
    rig.socket.message('pong');
    equal(rig.take(), '');
    equal(rig.lifeline.rtt, null);
  },

  'The round trip counts from the first of two questions'() {
    const rig = Rig.opened({ heartbeat: { timeout: 10_000 } });
    rig.clock.advance(6_000);
    rig.wake();
    rig.clock.advance(500);
    rig.socket.message('pong');
    equal(rig.take(), 'rtt:1500');
  },

  'The worry and its end are told before the message that ended it'() {
    const rig = Rig.opened();
    rig.clock.advance(5_750);
    equal(rig.take(), 'checking');
    rig.socket.message('news');
    equal(rig.take(), 'open message:news');
  },

  'A dead connection is told as an error and a close, once the next is in the making'() {
    const rig = Rig.opened();
    rig.clock.advance(8_000);
    equal(rig.take(), 'checking connecting error close:1006:no answer to a heartbeat');
    equal(rig.sockets[0].closedWith, []);
  },

  'The word that the network is gone makes an open connection ask, and no more'() {
    const rig = Rig.opened();
    rig.network(false);
    equal(rig.socket.sent, ['ping']);
    rig.clock.advance(1_999);
    rig.socket.message('pong');
    rig.clock.advance(1);
    equal(rig.take(), 'checking open rtt:1999');
    equal(rig.sockets.length, 1);
  },

  'The word that the network is gone changes nothing while there is no connection'() {
    const rig = new Rig();
    rig.network(false);
    equal(rig.take(), '');
    rig.socket.end(1006);
    equal(rig.take(), 'offline error');
    rig.network(false);
    rig.wake();
    equal(rig.take(), '');
    equal(rig.clock.timers, 0);
  },

  'What was heard last is known'() {
    const rig = new Rig();
    const start = rig.clock.now();
    equal(rig.lifeline.lastHeard, start);
    rig.clock.advance(10);
    rig.socket.open();
    equal(rig.lifeline.lastHeard, start + 10);
    rig.clock.advance(4_000);
    rig.socket.message('news');
    rig.clock.advance(1);
    equal(rig.lifeline.lastHeard, start + 4_010);
  },
};
