import { at, ChannelRig, outcome } from './channel-rig.js';
import { equal } from './rig.js';

const publishAll = (rig, ...texts) => texts.map((text) => rig.line.publish('room', text));

/** The server ends the connection with 1009, and the session goes on on the next one. */
async function tooBig(rig, seq = 0) {
  await rig.again(1009, 'message-too-big');
  rig.sent();
  rig.welcome({ resumed: true, seq });
}

export const cases = {
  async 'Numbers count over all channels, and each answer finds its message'() {
    const rig = await ChannelRig.welcomed();
    const room = rig.subscribed('room');
    const first = room.publish('one');
    const second = rig.line.publish('other', 'two');
    const [third, fourth] = publishAll(rig, 'three', 'four');
    equal(rig.sent().slice(0, 2), [
      { type: 'publish', channel: 'room', seq: 1, text: 'one' },
      { type: 'publish', channel: 'other', seq: 2, text: 'two' },
    ]);
    rig.ack(1, 8);
    rig.say({ type: 'ack', seq: 2, channel: 'other', epoch: 'f', offset: 1 });
    rig.say({ type: 'refused', seq: 3, channel: 'room', reason: 'vetoed' });
    equal([at(await outcome(first)), at(await outcome(second))], ['e8', 'f1']);
    equal([await outcome(third), await outcome(fourth)], ['vetoed', 'pending']);
    rig.ack(4);
    equal(await outcome(fourth), null);
    equal(rig.events(), '');
  },

  async 'A refused publish has used its number'() {
    const rig = await ChannelRig.welcomed();
    publishAll(rig, 'one')[0].catch(() => {});
    rig.say({ type: 'refused', seq: 1, channel: 'room', reason: 'forbidden' });
    publishAll(rig, 'two');
    equal(rig.published(), ['1:one', '2:two']);
  },

  async 'No more than a window is unanswered'() {
    const rig = await ChannelRig.welcomed({}, { window: 3 });
    publishAll(rig, 'a', 'b', 'c', 'd', 'e', 'f');
    equal(rig.published(), ['1:a', '2:b', '3:c']);
    rig.ack(1, 1);
    equal(rig.published(), ['4:d']);
    rig.ack(2, 2);
    rig.ack(3, 3);
    equal(rig.published(), ['5:e', '6:f']);
    rig.ack(4, 4);
    equal(rig.published(), []);
  },

  async 'A thousand messages may wait, beside those that are on their way'() {
    const rig = await ChannelRig.welcomed();
    for (let i = 0; i < 1_064; i++) {
      rig.line.publish('room', '');
    }
    equal(await outcome(rig.line.publish('room', '')), 'QuotaExceededError');
    rig.ack(1, 1);
    equal(await outcome(rig.line.publish('room', '')), 'pending');
    equal(await outcome(rig.line.publish('room', '')), 'QuotaExceededError');
  },

  async 'A megabyte may wait, and what left makes room'() {
    const rig = new ChannelRig();
    rig.line.publish('room', 'ä'.repeat(2 ** 19));
    equal(await outcome(rig.line.publish('room', 'm')), 'QuotaExceededError');
    await rig.open();
    rig.welcome();
    rig.socket.end(1006);
    equal(await outcome(rig.line.publish('room', new Uint8Array(2 ** 20))), 'pending');
    equal(await outcome(rig.line.publish('room', 'm')), 'QuotaExceededError');
  },

  async 'The bounds are those of the options'() {
    const rig = new ChannelRig({ queue: { maxMessages: 2, maxBytes: 10 } });
    equal(await outcome(rig.line.publish('room', 'eleven byte')), 'QuotaExceededError');
    publishAll(rig, 'a', 'b');
    equal(await outcome(rig.line.publish('room', 'c')), 'QuotaExceededError');
    await rig.open();
    rig.welcome();
    equal(rig.published(), ['1:a', '2:b']);
  },

  async 'After a break all that is unanswered is sent again, in order and with its number, then what waited'() {
    const rig = await ChannelRig.welcomed();
    rig.subscribed('room', 4);
    const [a, b, c] = publishAll(rig, 'a', 'b', 'c');
    rig.ack(1, 5);
    rig.socket.end(1006);
    const [d] = publishAll(rig, 'd');
    rig.clock.advance(500);
    await rig.open();
    rig.sent();
    rig.welcome({ resumed: true, seq: 2 });
    equal(
      rig.sent().map(({ type, seq, text }) => `${type}:${seq ?? ''}:${text ?? ''}`),
      ['publish:2:b', 'publish:3:c', 'publish:4:d', 'subscribe::'],
    );
    rig.ack(2, 6);
    rig.ack(3, 7);
    rig.ack(4, 8);
    equal((await Promise.all([a, b, c, d].map(outcome))).map(at), ['e5', 'e6', 'e7', 'e8']);
  },

  async 'A connection that breaks again and again changes no number'() {
    const rig = await ChannelRig.welcomed();
    const [a, b] = publishAll(rig, 'a', 'b');
    for (let i = 0; i < 5; i++) {
      await rig.again();
    }
    rig.sent();
    rig.welcome({ resumed: true, seq: 2 });
    equal(rig.published(), ['1:a', '2:b']);
    rig.ack(1, 1);
    await rig.resume({ seq: 2 });
    equal(rig.published(), ['2:b']);
    rig.say({ type: 'refused', seq: 2, channel: 'room', reason: 'vetoed' });
    equal([at(await outcome(a)), await outcome(b)], ['e1', 'vetoed']);
  },

  async 'A window that has become smaller is kept from the first message on'() {
    const rig = await ChannelRig.welcomed();
    publishAll(rig, 'a', 'b', 'c');
    await rig.resume({ seq: 3, window: 2 });
    equal(rig.published(), ['1:a', '2:b']);
    rig.ack(1, 1);
    equal(rig.published(), ['3:c']);
  },

  async 'Where the session is lost, what had been sent has an unknown outcome, and the rest begins anew'() {
    const rig = await ChannelRig.welcomed({}, { window: 2 });
    const [a, b, c, d] = publishAll(rig, 'a', 'b', 'c', 'd');
    rig.ack(1, 1);
    rig.sent();
    await rig.again();
    rig.sent();
    rig.welcome({ session: 'another', window: 64 });
    equal(rig.published(), ['1:d']);
    equal([at(await outcome(a)), await outcome(b), await outcome(c)], ['e1', 'unknown-outcome', 'unknown-outcome']);
    rig.ack(1, 9);
    equal(at(await outcome(d)), 'e9');
    await rig.again();
    equal(rig.sent(), [{ type: 'hello', session: 'another' }]);
  },

  async 'What was not on its way when the session was lost is not given up'() {
    const rig = await ChannelRig.welcomed();
    rig.socket.end(1006);
    const [a] = publishAll(rig, 'a');
    rig.clock.advance(500);
    await rig.open();
    rig.sent();
    rig.welcome();
    equal(rig.published(), ['1:a']);
    equal(await outcome(a), 'pending');
  },

  async 'Publishing by the line subscribes to nothing'() {
    const rig = await ChannelRig.welcomed();
    rig.line.publish('room', 'hi');
    equal(rig.sent(), [{ type: 'publish', channel: 'room', seq: 1, text: 'hi' }]);
  },

  async 'A message that is too big is rejected the second time, and alone'() {
    const rig = await ChannelRig.welcomed();
    const [a, b, c] = publishAll(rig, 'a', 'big', 'c');
    rig.ack(1, 1);
    await tooBig(rig, 1);
    equal([rig.published(), await outcome(b)], [['2:big', '3:c'], 'pending']);
    await tooBig(rig, 1);
    equal(rig.published(), ['2:c']);
    rig.ack(2, 2);
    equal([at(await outcome(a)), await outcome(b), at(await outcome(c))], ['e1', 'message-too-big', 'e2']);
  },

  async 'It is the first that was not taken that is too big, however late the acks'() {
    const rig = await ChannelRig.welcomed();
    const [a, b] = publishAll(rig, 'a', 'big');
    await tooBig(rig, 1);
    await rig.again(1009, 'message-too-big');
    await rig.again();
    rig.sent();
    rig.welcome({ resumed: true, seq: 1 });
    equal(rig.published(), ['1:a']);
    rig.ack(1, 1);
    equal([at(await outcome(a)), await outcome(b)], ['e1', 'message-too-big']);
    await rig.resume({ seq: 1 });
    publishAll(rig, 'next');
    equal(rig.published(), ['2:next']);
  },

  async 'Once it was rejected, a break costs no other message'() {
    const rig = await ChannelRig.welcomed();
    const [big, next] = publishAll(rig, 'big', 'next');
    await tooBig(rig);
    await tooBig(rig);
    equal([rig.published(), await outcome(big)], [['1:next'], 'message-too-big']);
    await rig.resume();
    equal([rig.published(), await outcome(next)], [['1:next'], 'pending']);
  },

  async 'An end with 1009 that no message of ours explains costs none'() {
    const rig = await ChannelRig.welcomed();
    rig.socket.end(1009);
    const [a] = publishAll(rig, 'a');
    rig.clock.advance(500);
    await rig.open();
    await rig.again(1009);
    rig.sent();
    rig.welcome({ resumed: true });
    equal([rig.published(), await outcome(a)], [['1:a'], 'pending']);
    await tooBig(rig);
    equal([rig.published(), await outcome(a)], [['1:a'], 'pending']);
  },

  async 'Two ends with 1009 blame two messages, each of which was next once'() {
    const rig = await ChannelRig.welcomed();
    const [a, b] = publishAll(rig, 'a', 'b');
    await tooBig(rig);
    await tooBig(rig, 1);
    equal(rig.published(), ['1:a', '2:b']);
    equal([await outcome(a), await outcome(b)], ['pending', 'pending']);
  },

  async 'A socket that is closing takes nothing'() {
    const rig = await ChannelRig.welcomed();
    rig.socket.closing();
    publishAll(rig, 'a');
    equal(rig.sent(), []);
    await rig.again();
    rig.sent();
    rig.welcome();
    equal(rig.published(), ['1:a']);
  },

  async 'An answer that was heard already is ignored'() {
    const rig = await ChannelRig.welcomed();
    const [a, b] = publishAll(rig, 'a', 'b');
    rig.ack(1, 1);
    rig.ack(1, 7);
    equal([at(await outcome(a)), await outcome(b), rig.state], ['e1', 'pending', 'open']);
  },

  async 'An answer before its turn breaks the protocol, and the outcome is asked for again'() {
    const rig = await ChannelRig.welcomed();
    const [a, b] = publishAll(rig, 'a', 'b');
    rig.ack(2, 2);
    equal(rig.events(), 'error:bad-message waiting');
    rig.clock.advance(500);
    await rig.open();
    rig.sent();
    rig.welcome({ resumed: true, seq: 2 });
    equal(rig.published(), ['1:a', '2:b']);
    equal([await outcome(a), await outcome(b)], ['pending', 'pending']);
  },

  async 'Bytes go as they were, whatever is written into the buffer afterwards'() {
    const rig = await ChannelRig.welcomed();
    const bytes = new Uint8Array([0, 1, 254, 255]);
    rig.line.publish('room', bytes.subarray(1, 3));
    rig.socket.end(1006);
    rig.line.publish('room', bytes.buffer);
    rig.line.publish('room', new DataView(bytes.buffer, 3));
    rig.line.publish('room', new Uint8Array(0));
    bytes.fill(9);
    rig.clock.advance(500);
    await rig.open();
    rig.sent();
    rig.welcome({ resumed: true });
    equal(
      rig.sent().map(({ seq, binary }) => [seq, binary]),
      [[1, 'Af4='], [2, 'AAH+/w=='], [3, '/w=='], [4, '']],
    );
  },

  async 'A large buffer is one message'() {
    const rig = await ChannelRig.welcomed();
    const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => i);
    rig.line.publish('room', bytes);
    const [{ binary }] = rig.sent();
    equal(binary.length, 400_000);
    equal(atob(binary).charCodeAt(299_999), 299_999 % 256);
  },

  async 'Half a surrogate pair is replaced, as a WebSocket does'() {
    const rig = await ChannelRig.welcomed();
    publishAll(rig, 'a\ud83cb', '\udf0d', '🌍');
    equal(rig.published(), ['1:a\ufffdb', '2:\ufffd', '3:🌍']);
  },

  async 'A name or data that cannot be is rejected, and uses no number'() {
    const rig = await ChannelRig.welcomed();
    for (const name of ['', 'a b', 'ä', 'a/b', 'n'.repeat(129)]) {
      equal(await outcome(rig.line.publish(name, 'text')), 'TypeError', name);
    }
    for (const data of [undefined, null, 7, {}, new Blob(['text'])]) {
      equal(await outcome(rig.line.publish('room', data)), 'TypeError', String(data));
    }
    rig.line.publish('A-z_0.9:'.padEnd(128, 'n'), '');
    equal(rig.published(), ['1:']);
  },
};
