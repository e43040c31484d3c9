import { at, ChannelRig, names, settled } from './channel-rig.js';
import { equal, throws } from './rig.js';

const ADA = { identity: 'Ada', session: 'a' };
const BOB = { identity: 'Bob', session: 'b' };
const EVE = { session: 'eve' };

/** Of the texts that went, what is about channels. */
const wishes = (rig) =>
  rig.sent().flatMap(({ type, channel, epoch, offset, history, presence }) =>
    type.includes('subscribe') ? [{ type, channel, epoch, offset, history, presence }] : [],
  );

export const cases = {
  async 'The history is asked for once, and from then on the position'() {
    const rig = await ChannelRig.welcomed();
    const room = rig.channel('room', { history: 20, presence: true });
    equal(room.position, null);
    equal(wishes(rig), [{ type: 'subscribe', channel: 'room', history: 20, presence: true }]);
    await rig.resume();
    equal(wishes(rig), [{ type: 'subscribe', channel: 'room', history: 20, presence: true }]);
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 5, members: [] });
    rig.messages('room', 6, 7);
    equal(at(room.position), 'e7');
    await rig.resume();
    equal(wishes(rig), [{ type: 'subscribe', channel: 'room', epoch: 'e', offset: 7, presence: true }]);
  },

  async 'Messages are told once and in order, with their publishers'() {
    const rig = await ChannelRig.welcomed();
    const room = rig.channel('room');
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 5 });
    rig.say({ type: 'message', channel: 'room', offset: 6, text: 'hi', from: 'Ada' });
    rig.messages('room', 6, 5, 7, 1, 7);
    equal(rig.events(), 'subscribed:e5 6:hi:Ada 7:m7');
    equal(at(room.position), 'e7');
    equal(rig.sent(), [{ type: 'subscribe', channel: 'room' }]);
  },

  async 'Bytes come as bytes'() {
    const rig = await ChannelRig.welcomed();
    const room = rig.subscribed('room');
    let heard;
    room.addEventListener('message', ({ data }) => (heard = data));
    rig.say({ type: 'message', channel: 'room', offset: 1, binary: 'AAH+/w==' });
    equal([heard instanceof Uint8Array, [...heard]], [true, [0, 1, 254, 255]]);
    rig.say({ type: 'message', channel: 'room', offset: 2, binary: '' });
    equal([...heard], []);
  },

  async 'A recovery is told, and then what was missed'() {
    const rig = await ChannelRig.welcomed();
    rig.subscribed('room', 5);
    await rig.resume();
    rig.events();
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 5, recovered: true });
    rig.messages('room', 6, 7, 8);
    equal(rig.events(), 'subscribed:e5 recovered:e5 6:m6 7:m7 8:m8');
  },

  async 'How far goes what was said before is told with the history and with a recovery'() {
    const rig = await ChannelRig.welcomed();
    const room = rig.channel('room', { history: 2 });
    const lasts = [];
    room.addEventListener('subscribed', ({ detail }) => lasts.push(at(detail.last)));
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 5, last: 7 });
    rig.messages('room', 6, 7);
    await rig.resume();
    rig.events();
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 7, last: 9, recovered: true });
    rig.messages('room', 8, 9, 10);
    equal(rig.events(), 'subscribed:e7 recovered:e9 8:m8 9:m9 10:m10');
    await rig.resume();
    rig.events();
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 10, recovered: true });
    equal(rig.events(), 'subscribed:e10 recovered:e10');
    equal(lasts, ['e7', 'e9', 'e10']);
  },

  async 'A gap is told before anything behind it'() {
    const rig = await ChannelRig.welcomed();
    const room = rig.subscribed('room', 5);
    await rig.resume();
    rig.events();
    rig.messages('room', 6);
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 2_050, recovered: false });
    equal(rig.events(), 'subscribed:e2050 gap:e5:e2050');
    equal(at(room.position), 'e2050');
    rig.messages('room', 6, 2_050, 2_051);
    equal(rig.events(), '2051:m2051');
  },

  async 'A new epoch is a gap, also where its offset is smaller or the same'() {
    for (const offset of [0, 5, 9]) {
      const rig = await ChannelRig.welcomed();
      rig.subscribed('room', 5);
      await rig.again();
      rig.welcome({ session: 'another' });
      equal(wishes(rig), [{ type: 'subscribe', channel: 'room', epoch: 'e', offset: 5 }]);
      rig.events();
      rig.say({ type: 'subscribed', channel: 'room', epoch: 'f', offset, recovered: false });
      rig.messages('room', offset + 1);
      equal(rig.events(), `subscribed:f${offset} gap:e5:f${offset} ${offset + 1}:m${offset + 1}`);
    }
  },

  async 'A lost session is no gap where the channel lives on'() {
    const rig = await ChannelRig.welcomed();
    rig.subscribed('room', 5);
    await rig.again();
    rig.welcome({ session: 'another' });
    rig.events();
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 5, recovered: true });
    rig.messages('room', 6);
    equal(rig.events(), 'subscribed:e5 recovered:e5 6:m6');
  },

  async 'A gap in the middle is told, and the members stay'() {
    const rig = await ChannelRig.welcomed();
    const room = rig.channel('room', { presence: true });
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 5, members: [ADA] });
    rig.messages('room', 6);
    rig.events();
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 90, recovered: false });
    rig.messages('room', 91);
    equal(rig.events(), 'subscribed:e90 gap:e6:e90 91:m91');
    equal(names(room.members), 'Ada');
  },

  async 'What is not recovered is a gap, even where it goes on from the same place'() {
    const rig = await ChannelRig.welcomed();
    rig.subscribed('room', 5);
    await rig.resume();
    rig.events();
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 5, recovered: false });
    equal(rig.events(), 'subscribed:e5 gap:e5:e5');
  },

  async 'Where it goes on from somewhere else, that is a gap, whatever it is called'() {
    const rig = await ChannelRig.welcomed();
    rig.subscribed('room', 5);
    await rig.resume();
    rig.events();
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 7, recovered: true });
    equal(rig.events(), 'subscribed:e7 gap:e5:e7');
  },

  async 'A hole is not told over: it is asked for again from before it'() {
    const rig = await ChannelRig.welcomed();
    const room = rig.subscribed('room', 5);
    rig.messages('room', 6, 8, 9);
    equal(rig.events(), '6:m6');
    equal(wishes(rig), [{ type: 'unsubscribe', channel: 'room' }]);
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 70, recovered: false });
    rig.messages('room', 7, 10);
    rig.clock.advance(10_000);
    equal([rig.events(), wishes(rig), at(room.position)], ['', [], 'e6']);
    rig.say({ type: 'unsubscribed', channel: 'room' });
    rig.clock.advance(500);
    equal(wishes(rig), [{ type: 'subscribe', channel: 'room', epoch: 'e', offset: 6 }]);
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 6, recovered: true });
    rig.messages('room', 7, 8);
    equal(rig.events(), 'subscribed:e6 recovered:e6 7:m7 8:m8');
    equal(rig.state, 'open');
  },

  async 'A hole that the end of the connection overtakes is asked for on the next one'() {
    const rig = await ChannelRig.welcomed();
    rig.subscribed('room', 5);
    rig.messages('room', 7);
    await rig.resume();
    equal(wishes(rig), [{ type: 'subscribe', channel: 'room', epoch: 'e', offset: 5 }]);
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 5, recovered: true });
    rig.messages('room', 6);
    rig.clock.advance(100_000);
    equal(wishes(rig), []);
  },

  async 'Channels do not concern each other'() {
    const rig = await ChannelRig.welcomed();
    rig.subscribed('one', 1);
    rig.subscribed('two', 1);
    rig.messages('one', 3);
    rig.messages('two', 2);
    equal(rig.events(), '2:m2');
  },

  async 'A message that crosses the leaving is not told, and a return waits for its end'() {
    const rig = await ChannelRig.welcomed();
    const old = rig.subscribed('room', 5);
    old.close();
    equal(wishes(rig), [{ type: 'unsubscribe', channel: 'room' }]);
    rig.messages('room', 6);
    const room = rig.channel('room', { history: 3 });
    equal(room === old, false);
    rig.messages('room', 7);
    rig.say({ type: 'presence', channel: 'room', joined: [ADA], left: [] });
    rig.say({ type: 'refused', channel: 'room', reason: 'unavailable' });
    equal([rig.events(), wishes(rig)], ['', []]);
    rig.say({ type: 'unsubscribed', channel: 'room' });
    equal(wishes(rig), [{ type: 'subscribe', channel: 'room', history: 3 }]);
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 6 });
    rig.messages('room', 7);
    equal(rig.events(), 'subscribed:e6 7:m7');
    equal(at(old.position), 'e5');
  },

  async 'Leaving before the answer is one unsubscribe, and the answer is not told'() {
    const rig = await ChannelRig.welcomed();
    const room = rig.channel('room');
    room.close();
    room.close();
    equal(wishes(rig).map(({ type }) => type), ['subscribe', 'unsubscribe']);
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 5 });
    rig.say({ type: 'unsubscribed', channel: 'room' });
    equal([rig.events(), rig.state, wishes(rig)], ['', 'open', []]);
  },

  async 'A channel that was left while no connection was open is not asked for again'() {
    const rig = await ChannelRig.welcomed();
    const room = rig.subscribed('room', 5);
    rig.socket.end(1006);
    room.close();
    rig.clock.advance(500);
    await rig.open();
    rig.sent();
    rig.welcome({ resumed: true });
    equal(rig.sent(), []);
  },

  async 'A channel that came and went while no connection was open may come again'() {
    const rig = await ChannelRig.welcomed();
    rig.socket.end(1006);
    rig.line.channel('room').close();
    rig.line.channel('room', { history: 3 });
    rig.clock.advance(500);
    await rig.open();
    rig.sent();
    rig.welcome({ resumed: true });
    equal(rig.sent(), [{ type: 'subscribe', channel: 'room', history: 3 }]);
  },

  async 'The end of a connection ends every leaving'() {
    const rig = await ChannelRig.welcomed();
    rig.subscribed('room', 5).close();
    await rig.resume();
    equal(rig.sent(), []);
    rig.channel('room');
    equal(wishes(rig), [{ type: 'subscribe', channel: 'room' }]);
  },

  async 'While it is open, a channel is one object'() {
    const rig = await ChannelRig.welcomed();
    const room = rig.line.channel('room');
    equal(rig.line.channel('room', { history: 3 }) === room, true);
    equal(wishes(rig).length, 1);
    equal(room.name, 'room');
  },

  async 'A refusal is told, and ends the channel'() {
    for (const reason of ['forbidden', 'invalid-channel', 'already-subscribed', 'too-many-subscriptions', 'of tomorrow']) {
      const rig = await ChannelRig.welcomed();
      const room = rig.channel('room');
      rig.sent();
      rig.say({ type: 'refused', channel: 'room', reason });
      equal(rig.events(), `refused:${reason}`);
      rig.clock.advance(100_000);
      await rig.resume();
      equal(wishes(rig), [], reason);
      equal(rig.line.channel('room') === room, false);
      equal(wishes(rig).length, 1);
    }
  },

  async 'What is unavailable is asked for again, ever later, and in the middle from its position'() {
    const rig = await ChannelRig.welcomed();
    rig.channel('room', { history: 2 });
    rig.sent();
    for (const delay of [500, 1_000, 2_000, 4_000, 5_000, 5_000]) {
      rig.say({ type: 'refused', channel: 'room', reason: 'unavailable' });
      rig.clock.advance(delay - 1);
      equal(rig.sent(), [], delay);
      rig.clock.advance(1);
      equal(wishes(rig), [{ type: 'subscribe', channel: 'room', history: 2 }], delay);
    }
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 5 });
    rig.clock.advance(5_000);
    rig.say({ type: 'refused', channel: 'room', reason: 'unavailable' });
    rig.clock.advance(500);
    equal(wishes(rig), [{ type: 'subscribe', channel: 'room', epoch: 'e', offset: 5 }]);
    equal(rig.events().split(' ').filter((event) => event === 'refused:unavailable').length, 7);
  },

  async 'A new connection does not wait for what was unavailable on the last one'() {
    const rig = await ChannelRig.welcomed();
    rig.channel('room');
    for (let i = 0; i < 5; i++) {
      rig.say({ type: 'refused', channel: 'room', reason: 'unavailable' });
    }
    await rig.resume();
    equal(wishes(rig).length, 1);
    rig.clock.advance(100_000);
    equal(wishes(rig), []);
  },

  async 'Who leaves what is unavailable does not ask again'() {
    const rig = await ChannelRig.welcomed();
    const room = rig.channel('room');
    rig.sent();
    room.addEventListener('refused', () => room.close());
    rig.say({ type: 'refused', channel: 'room', reason: 'unavailable' });
    rig.clock.advance(100_000);
    equal([rig.sent(), rig.clock.timers], [[], 0]);
  },

  async 'The members are kept up to date'() {
    const rig = await ChannelRig.welcomed();
    const room = rig.channel('room', { presence: true });
    equal(room.members, []);
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 0, members: [ADA, EVE] });
    equal(names(room.members), 'Ada,eve');
    rig.say({ type: 'presence', channel: 'room', joined: [BOB], left: [EVE] });
    equal(names(room.members), 'Ada,Bob');
    rig.say({ type: 'presence', channel: 'room', joined: [BOB], left: [] });
    equal(names(room.members), 'Ada,Bob');
    equal(rig.events(), 'subscribed:e0 presence:+Bob-eve presence:+Bob-');
    await rig.resume();
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 0, recovered: true, members: [EVE] });
    equal(names(room.members), 'eve');
  },

  async 'A listener that leaves hears nothing more'() {
    const rig = await ChannelRig.welcomed();
    const room = rig.subscribed('room', 5);
    await rig.resume();
    rig.sent();
    rig.events();
    room.addEventListener('subscribed', () => room.close());
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 9, recovered: false });
    rig.messages('room', 10);
    equal([rig.events(), rig.said()], ['subscribed:e9', 'unsubscribe']);
  },

  async 'A listener may publish, leave, join and reconnect'() {
    const rig = await ChannelRig.welcomed();
    const room = rig.subscribed('room', 5);
    room.addEventListener('message', ({ data }) => {
      room.publish(`echo of ${data}`);
      rig.line.channel('other');
      room.close();
      rig.line.reconnect();
    });
    rig.messages('room', 6);
    equal(rig.said(), '');
    await rig.open();
    rig.sent();
    rig.welcome({ resumed: true, seq: 1 });
    equal(
      rig.sent().map(({ type, channel, text }) => [type, channel, text]),
      [['publish', 'room', 'echo of m6'], ['subscribe', 'other', undefined]],
    );
  },

  async 'A listener that throws keeps nothing from anybody'() {
    const rig = await ChannelRig.welcomed();
    const room = rig.subscribed('room', 5);
    const errors = [];
    const catching = (event) => {
      errors.push(event.message);
      event.preventDefault();
    };
    globalThis.addEventListener('error', catching);
    room.addEventListener('message', () => {
      throw new Error('the application');
    });
    rig.messages('room', 6, 7);
    await settled();
    globalThis.removeEventListener('error', catching);
    equal([rig.events(), errors.length, rig.state], ['6:m6 7:m7', 2, 'open']);
  },

  async 'Names and histories that cannot be are refused at once'() {
    const rig = await ChannelRig.welcomed();
    for (const name of ['', 'a b', 'ä', 'a/b', 'n'.repeat(129)]) {
      throws('TypeError', () => rig.line.channel(name));
    }
    for (const history of [-1, 1.5, '3', NaN, 1_000_001]) {
      throws('TypeError', () => rig.line.channel('room', { history }));
    }
    equal(rig.sent(), []);
    rig.line.channel('room', { history: 1_000_000 });
    equal(wishes(rig).length, 1);
  },
};
