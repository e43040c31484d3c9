import { ChannelRig, outcome, settled } from './channel-rig.js';
import { check, equal, throws } from './rig.js';

/** A provider whose tokens come when the case lets them. */
function slowProvider() {
  const asked = [];
  const token = () => new Promise((resolve, reject) => asked.push({ resolve, reject }));
  return { asked, token };
}

/** What a server may not say to a session that has published nothing and hears `room` from `e0` on. */
const NONSENSE = [
  '{',
  '{"type":"message"} and more',
  '{"type":"welcome","session":"other"',
  '{"type":"ack","seq":1}',
  '{"type":"ack"}',
  '{"type":"refused","seq":7,"reason":"vetoed"}',
  '{"type":"subscribed","channel":"room","offset":3}',
  '{"type":"subscribed","channel":"room","epoch":"e","offset":"3"}',
  '{"type":"subscribed","channel":"room","epoch":"e","offset":3,"last":"4"}',
  '{"type":"message","channel":"room","offset":1}',
  '{"type":"message","channel":"room","text":"no offset"}',
  '{"type":"message","channel":"room","offset":1.5,"text":"half"}',
  '{"type":"message","channel":"room","offset":1,"binary":"no base64!"}',
  '{"type":"presence","channel":"room","joined":7,"left":[]}',
  '{"type":"unsubscribed","channel":"room"}',
  new ArrayBuffer(3),
  new Blob(['{}']),
];

const BAD_WELCOMES = [
  { session: undefined },
  { seq: undefined },
  { seq: 1 },
  { seq: -1 },
  { resumed: true, seq: 1 },
  { window: 0 },
  { window: undefined },
];

export const cases = {
  async 'Each connection begins with a hello, with the session and a fresh token'() {
    let asked = 0;
    const rig = new ChannelRig({ name: 'Ada', token: async () => `token ${++asked}` });
    equal(rig.socket.protocols, 'lifeline.v1');
    await rig.open();
    equal(rig.sent(), [{ type: 'hello', token: 'token 1', name: 'Ada' }]);
    rig.welcome();
    await rig.again();
    equal(rig.sent(), [{ type: 'hello', session: 'secret', token: 'token 2', name: 'Ada' }]);
  },

  async 'Who has neither a token nor a name says a bare hello'() {
    const rig = new ChannelRig();
    await rig.open();
    equal(rig.sent(), [{ type: 'hello' }]);
  },

  async 'Before the welcome nothing but hello is said'() {
    const rig = new ChannelRig();
    rig.line.channel('room', { history: 20 });
    rig.line.publish('room', 'early');
    await rig.open();
    equal(rig.said(), 'hello');
    rig.line.publish('other', 'late');
    rig.line.channel('other');
    equal(rig.sent(), []);
    rig.welcome();
    equal(rig.said(), 'publish publish subscribe subscribe');
  },

  async 'A welcome that does not come in time is a failed connection, and one that comes late is not heard'() {
    const rig = new ChannelRig();
    rig.line.publish('room', 'waits');
    await rig.open();
    rig.clock.advance(5_999);
    equal([rig.state, rig.sockets.length], ['open', 1]);
    rig.clock.advance(1);
    equal([rig.state, rig.sockets.length], ['connecting', 2]);
    equal(rig.sockets[0].closedWith, [1000, 'reconnect']);
    rig.events();
    rig.sockets[0].message('{"type":"welcome","session":"late","resumed":false,"seq":0,"window":64}');
    equal(rig.events(), '');
    await rig.open();
    equal(rig.sent(), [{ type: 'hello' }]);
    rig.welcome();
    equal(rig.published(), ['1:waits']);
    rig.clock.advance(100_000);
    equal(rig.sockets.length, 2);
  },

  async 'A welcome in the last moment is in time'() {
    const rig = new ChannelRig({ connectTimeout: 1_000 });
    await rig.open();
    rig.clock.advance(999);
    rig.welcome();
    rig.clock.advance(100_000);
    equal([rig.state, rig.sockets.length], ['open', 1]);
  },

  async 'A token that comes too late is none for the next connection'() {
    const { asked, token } = slowProvider();
    const rig = new ChannelRig({ token });
    await rig.open();
    equal(rig.sent(), []);
    rig.clock.advance(6_000);
    await rig.open();
    equal(asked.length, 2);
    asked[0].resolve('old');
    await settled();
    equal(rig.sent(), []);
    asked[1].resolve('new');
    await settled();
    equal(rig.sent(), [{ type: 'hello', token: 'new' }]);
  },

  async 'A provider that fails is told of, and asked again at the next connection'() {
    let asked = 0;
    const rig = new ChannelRig({
      token: () => {
        asked += 1;
        throw new Error('logged out');
      },
    });
    await rig.open();
    equal(rig.events(), 'open error:no-token');
    rig.clock.advance(5_999);
    equal([asked, rig.sockets.length], [1, 1]);
    rig.clock.advance(1);
    await rig.open();
    equal([asked, rig.sockets.length], [2, 2]);
  },

  async 'Credentials that expire are renewed, and nothing else changes'() {
    let asked = 0;
    const rig = await ChannelRig.welcomed({ token: () => `token ${++asked}` }, { expiresIn: 120_000 });
    rig.line.publish('room', 'unanswered');
    rig.line.channel('room');
    rig.sent();
    rig.say({ type: 'expiring', in: 60_000 });
    await settled();
    equal(rig.events(), 'expiring:60000');
    equal(rig.sent(), [{ type: 'authenticate', token: 'token 2' }]);
    rig.welcome({ resumed: true, seq: 1, expiresIn: 120_000 });
    equal(rig.events(), 'welcome:true');
    equal(rig.sent(), []);
  },

  async 'Without a provider an expiry is only told'() {
    const rig = await ChannelRig.welcomed();
    rig.say({ type: 'expiring', in: 60_000 });
    await settled();
    equal(rig.events(), 'expiring:60000');
    equal(rig.sent(), []);
  },

  async 'New credentials that cross the end of the connection are not sent on the next one'() {
    const { asked, token } = slowProvider();
    const rig = new ChannelRig({ token });
    await rig.open();
    asked[0].resolve('first');
    await settled();
    rig.welcome();
    rig.say({ type: 'expiring', in: 60_000 });
    equal(asked.length, 2);
    rig.socket.end(4010, 'expired');
    rig.clock.advance(500);
    await rig.open();
    asked[1].resolve('crossing');
    await settled();
    equal(rig.sent(), []);
    asked[2].resolve('third');
    await settled();
    equal(rig.sent(), [{ type: 'hello', session: 'secret', token: 'third' }]);
  },

  async 'What a welcome says is told, but not its secret'() {
    const rig = new ChannelRig();
    let told;
    rig.line.addEventListener('welcome', ({ detail }) => (told = detail));
    await rig.open();
    rig.welcome({ identity: 'Ada', expiresIn: 1_000 });
    equal([told.identity, told.expiresIn, told.resumeWindow, told.resumed], ['Ada', 1_000, 120_000, false]);
    check(!JSON.stringify(told).includes('secret'), 'the session is shown');
  },

  async 'Closing says bye, and the answer ends it'() {
    const rig = await ChannelRig.welcomed();
    rig.channel('room');
    rig.sent();
    rig.line.close();
    equal(rig.sent(), [{ type: 'bye' }]);
    equal(rig.events(), '');
    rig.socket.end(1000, 'bye');
    equal(rig.events(), 'closed close:1000:');
    rig.expectEnd();
    rig.line.close();
    rig.line.reconnect();
    equal([rig.events(), rig.sockets.length], ['', 1]);
  },

  async 'A bye that is not answered is waited for two seconds'() {
    const rig = await ChannelRig.welcomed();
    rig.line.close();
    rig.clock.advance(1_999);
    equal([rig.state, rig.events()], ['open', '']);
    rig.clock.advance(1);
    equal(rig.events(), 'closed close:1000:');
    rig.expectEnd();
  },

  async 'A bye into a connection that breaks is the end as well'() {
    const rig = await ChannelRig.welcomed();
    rig.line.close();
    rig.socket.end(1006);
    equal(rig.events(), 'closed close:1000:');
    rig.expectEnd();
  },

  async 'Closing in a state without a session ends at once'() {
    const states = {
      connecting: () => {},
      greeting: (rig) => rig.open(),
      waiting: async (rig) => {
        await rig.open();
        rig.welcome();
        rig.socket.end(1006);
      },
      closing: async (rig) => {
        await rig.open();
        rig.welcome();
        rig.socket.closing();
      },
    };
    for (const [state, reach] of Object.entries(states)) {
      const rig = new ChannelRig();
      const waits = rig.line.publish('room', 'waits');
      await reach(rig);
      rig.events();
      rig.line.close();
      equal(rig.events(), 'closed close:1000:', state);
      equal(await outcome(waits), 'closed', state);
      check(!rig.said().includes('bye'), state);
      rig.expectEnd();
    }
  },

  async 'An ack that crosses a bye is an ack, and what was not answered is rejected'() {
    const rig = await ChannelRig.welcomed({}, { window: 2 });
    const [answered, unanswered, unsent] = ['a', 'b', 'c'].map((text) => rig.line.publish('room', text));
    rig.sent();
    rig.line.close();
    rig.ack(1, 5);
    equal(rig.said(), 'bye');
    equal(await outcome(answered), { epoch: 'e', offset: 5 });
    equal(await outcome(unanswered), 'pending');
    rig.socket.end(1000, 'bye');
    equal(await outcome(unanswered), 'closed');
    equal(await outcome(unsent), 'closed');
  },

  async 'Nothing that crosses a bye is told but another end'() {
    let asked = 0;
    const rig = await ChannelRig.welcomed({ token: () => `token ${++asked}` });
    rig.subscribed('room');
    rig.line.close();
    rig.messages('room', 1);
    rig.say({ type: 'expiring', in: 60_000 });
    rig.say({ type: 'draining', retryIn: 3_000 });
    rig.say({ type: 'error', reason: 'unavailable' });
    await settled();
    equal([rig.events(), rig.said(), asked], ['', 'bye', 1]);
    rig.socket.end(4403, 'kicked');
    equal(rig.events(), 'closed close:4403:kicked');
    rig.expectEnd();
  },

  async 'A listener of the end finds everything ended'() {
    const rig = await ChannelRig.welcomed();
    const answers = [];
    rig.line.addEventListener('close', () => {
      answers.push(rig.line.publish('room', 'too late'));
      throws('InvalidStateError', () => rig.line.channel('room'));
      rig.line.close();
    });
    rig.socket.end(4403, 'kicked');
    equal(await outcome(answers[0]), 'closed');
    rig.expectEnd();
  },

  async 'A final code ends everything, and its reason is told'() {
    const rig = await ChannelRig.welcomed();
    const room = rig.subscribed('room');
    const sent = rig.line.publish('room', 'who knows');
    const reader = room[Symbol.asyncIterator]().next();
    rig.socket.end(4403, 'kicked');
    equal(rig.events(), 'closed close:4403:kicked');
    const error = await sent.catch((reason) => reason);
    equal([error.name, error.reason, error.message], ['ChannelError', 'closed', 'closed: 4403 kicked']);
    equal(await outcome(reader), 'closed');
    equal(await outcome(rig.line.publish('room', 'later')), 'closed');
    throws('InvalidStateError', () => rig.line.channel('room'));
    rig.expectEnd();
    rig.clock.advance(1_000_000);
    equal(rig.sockets.length, 1);
  },

  async 'A drain is told, and its time is kept'() {
    const rig = await ChannelRig.welcomed();
    rig.say({ type: 'draining', retryIn: 3_400 });
    equal(rig.events(), 'draining:3400');
    equal([rig.state, rig.sent()], ['open', []]);
    rig.socket.end(1012, 'retry in 3400 ms');
    rig.clock.advance(3_399);
    equal(rig.state, 'waiting');
    rig.clock.advance(1);
    equal(rig.state, 'connecting');
  },

  async 'A failure of the server is told, and is no end'() {
    const rig = await ChannelRig.welcomed();
    rig.say({ type: 'error', reason: 'unavailable' });
    equal([rig.events(), rig.state], ['error:unavailable', 'open']);
  },

  async 'What is not known is ignored, and so are heartbeats of whatever text'() {
    const rig = await ChannelRig.welcomed();
    rig.subscribed('room');
    for (const text of ['', 'HeartBeat', 'pong', '~H#C~', '{}', '{"type":"news"}', '{"type":"constructor"}', '{"type":7}']) {
      rig.socket.message(text);
    }
    rig.say({ type: 'message', channel: 'nobody', offset: 1, text: 'for nobody' });
    equal(rig.events(), '');
    rig.say({ type: 'message', channel: 'room', offset: 1, text: 'hi', mood: 'good' });
    equal([rig.events(), rig.state, rig.sent()], ['1:hi', 'open', []]);
  },

  async 'A server that breaks the protocol is left, and comes to be trusted again after a minute'() {
    for (const nonsense of NONSENSE) {
      const rig = await ChannelRig.welcomed();
      rig.subscribed('room');
      for (let i = 1; i < 4; i++) {
        rig.socket.message(nonsense);
        equal(rig.events(), 'error:bad-message connecting', String(nonsense));
        equal(rig.sockets.length, i + 1);
        await rig.open();
        rig.welcome({ resumed: true });
        rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 0, recovered: true });
        rig.events();
        rig.clock.advance(60_000);
      }
    }
  },

  async 'A server that breaks the protocol twice within a minute is left for good'() {
    for (const nonsense of NONSENSE) {
      const rig = await ChannelRig.welcomed();
      rig.subscribed('room');
      rig.socket.message(nonsense);
      await rig.open();
      rig.welcome({ resumed: true });
      rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 0, recovered: true });
      rig.clock.advance(59_999);
      rig.events();
      rig.socket.message(nonsense);
      equal(rig.events(), 'error:bad-message closed close:3002:bad-message', String(nonsense));
      rig.expectEnd();
    }
  },

  async 'A welcome that cannot be is a broken protocol'() {
    for (const fields of BAD_WELCOMES) {
      const rig = new ChannelRig();
      await rig.open();
      rig.events();
      rig.welcome(fields);
      equal(rig.events(), 'error:bad-message connecting', JSON.stringify(fields));
    }
  },

  async 'Beats pass beneath, and their round trip is told'() {
    const rig = await ChannelRig.welcomed({ heartbeat: { interval: 1_000 } });
    rig.clock.advance(1_000);
    equal(rig.socket.sent.at(-1), 'ping');
    rig.clock.advance(30);
    rig.socket.message('pong');
    equal([rig.events(), rig.line.rtt], ['rtt:30', 30]);
  },

  async 'Reconnecting replaces the connection, and the session goes on'() {
    const rig = await ChannelRig.welcomed();
    rig.line.publish('room', 'unanswered');
    rig.line.reconnect();
    await rig.open();
    equal(rig.sent(), [{ type: 'hello', session: 'secret' }]);
    rig.welcome({ resumed: true });
    equal(rig.published(), ['1:unanswered']);
  },

  async 'On a better server, too, the first word is hello'() {
    const rig = new ChannelRig({}, ['ws://a/', 'ws://b/']);
    rig.socket.end(1006);
    rig.clock.advance(500);
    await rig.open();
    rig.welcome();
    rig.subscribed('room');
    rig.clock.advance(29_500);
    const [, b, a] = rig.sockets;
    b.sent.length = 0;
    a.open();
    rig.line.publish('room', 'crossing');
    await settled();
    equal([b.sent, rig.sent()], [[], [{ type: 'hello', session: 'secret' }]]);
    rig.welcome({ session: 'another' });
    equal(rig.sent().map(({ type, seq }) => `${type} ${seq ?? ''}`), ['publish 1', 'subscribe ']);
  },

  'Options that cannot work are refused by their name'() {
    const bad = [
      ['RangeError', 'connectTimeout', { connectTimeout: 0 }],
      ['RangeError', 'queue.maxBytes', { queue: { maxBytes: '1MB' } }],
      ['TypeError', 'queue', { queue: false }],
    ];
    for (const [error, option, options] of bad) {
      throws(error, () => {
        try {
          new ChannelRig(options);
        } catch (refusal) {
          check(refusal.message.startsWith(option), refusal.message);
          throw refusal;
        }
      });
    }
    throws('SyntaxError', () => new ChannelRig({}, 'mailto:me'));
  },
};
