import { equal, Rig } from './rig.js';

export const cases = {
  'A beat leaves after five seconds of silence, and not one millisecond before'() {
    const rig = new Rig();
    rig.socket.open();
    equal(rig.take(), 'open open');
    rig.clock.advance(4_999);
    equal(rig.socket.sent, []);
    rig.clock.advance(1);
    equal(rig.socket.sent, ['ping']);
  },

  'The answer to a beat is measured, kept from the application, and starts the silence anew'() {
    const rig = Rig.opened();
    rig.clock.advance(5_000);
    rig.clock.advance(12);
    rig.socket.message('pong');
    equal(rig.take(), 'rtt:12');
    equal(rig.lifeline.rtt, 12);
    rig.clock.advance(4_999);
    equal(rig.socket.sent, ['ping']);
    rig.clock.advance(1);
    equal(rig.socket.sent, ['ping', 'ping']);
  },

  'An answer is checked for aloud after a quarter of its time, and any message ends the worry'() {
    const rig = Rig.opened();
    rig.clock.advance(5_749);
    equal(rig.take(), '');
    rig.clock.advance(1);
    equal(rig.take(), 'checking');
    rig.socket.message('news');
    equal(rig.take(), 'open message:news');
  },

  'A connection is dead three seconds after the beat, and a new one opens at once'() {
    const rig = Rig.opened();
    rig.clock.advance(7_999);
    equal(rig.take(), 'checking');
    equal(rig.sockets.length, 1);
    rig.clock.advance(1);
    equal(rig.take(), 'connecting error close:1006:no answer to a heartbeat');
    equal(rig.sockets.length, 2);
    equal(rig.sockets[0].closedWith, []);
  },

  'A message in the last millisecond saves the connection'() {
    const rig = Rig.opened();
    rig.clock.advance(7_999);
    rig.socket.message('just in time');
    rig.take();
    rig.clock.advance(4_999);
    equal(rig.take(), '');
    equal(rig.sockets.length, 1);
  },

  'What an abandoned socket still says is dropped'() {
    const rig = Rig.opened();
    rig.clock.advance(8_000);
    rig.take();
    const [old] = rig.sockets;
    old.open();
    old.message('late');
    old.message('pong');
    old.end(4400, 'not for the new one');
    equal(rig.take(), '');
    equal(rig.state, 'connecting');
    rig.socket.open();
    equal(rig.take(), 'open open');
  },

  'Who only listens to a lively room beats after ten seconds all the same'() {
    const rig = Rig.opened();
    for (let i = 0; i < 9; i++) {
      rig.clock.advance(1_000);
      rig.socket.message('chatter');
    }
    rig.clock.advance(999);
    equal(rig.socket.sent, []);
    rig.clock.advance(1);
    equal(rig.socket.sent, ['ping']);
    for (let i = 0; i < 50; i++) {
      rig.clock.advance(100);
      rig.socket.message('chatter');
    }
    equal(rig.socket.sent, ['ping']);
  },

  'Who talks in a lively room needs no beat'() {
    const rig = Rig.opened();
    for (let i = 0; i < 30; i++) {
      rig.clock.advance(1_000);
      rig.socket.message('chatter');
      if (i % 5 === 0) {
        rig.lifeline.send('mine');
      }
    }
    equal(new Set(rig.socket.sent).size, 1);
    equal(rig.socket.sent[0], 'mine');
  },

  'A page that wakes asks once and gives the answer two seconds'() {
    const rig = Rig.opened();
    rig.wake();
    rig.wake();
    equal(rig.socket.sent, ['ping']);
    rig.clock.advance(1_999);
    equal(rig.sockets.length, 1);
    rig.clock.advance(1);
    equal(rig.sockets.length, 2);
  },

  'Waking does not lengthen a shorter deadline that runs already'() {
    const rig = Rig.opened();
    rig.clock.advance(7_000);
    rig.wake();
    equal(rig.socket.sent, ['ping']);
    rig.clock.advance(1_000);
    equal(rig.sockets.length, 2);
  },

  'A verdict that a frozen page made late asks once more before it counts'() {
    const saved = Rig.opened();
    saved.clock.advance(5_000);
    saved.clock.freeze(60_000);
    saved.clock.advance(0);
    equal(saved.sockets.length, 1);
    saved.socket.message('was queued');
    equal(saved.state, 'open');

    const lost = Rig.opened();
    lost.clock.advance(5_750);
    lost.clock.freeze(60_000);
    lost.clock.advance(0);
    equal(lost.socket.sent, ['ping', 'ping']);
    lost.clock.advance(1_999);
    equal(lost.sockets.length, 1);
    lost.clock.advance(1);
    equal(lost.sockets.length, 2);
  },

  'A verdict one second late counts, one millisecond later it does not'() {
    for (const [late, sockets] of [[1_000, 2], [1_001, 1]]) {
      const rig = Rig.opened();
      rig.clock.advance(5_750);
      rig.clock.freeze(2_250 + late);
      rig.clock.advance(0);
      equal(rig.sockets.length, sockets, `${late} ms`);
    }
  },

  'Without an agreed answer any message is one, and all go to the application'() {
    const rig = Rig.opened({ heartbeat: { message: '~H#C~', answer: null } });
    rig.clock.advance(5_000);
    equal(rig.socket.sent, ['~H#C~']);
    rig.socket.message('~H#C~');
    equal(rig.take(), 'message:~H#C~');
  },
};
