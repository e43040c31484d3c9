import { ChannelRig, outcome, settled } from './channel-rig.js';
import { equal } from './rig.js';

/** What a reader has read so far, and how its loop ended. */
function read(channel, most = Infinity) {
  const reading = { offsets: [], end: null };
  const loop = async () => {
    for await (const { offset } of channel) {
      reading.offsets.push(offset);
      if (reading.offsets.length === most) {
        break;
      }
    }
  };
  loop().then(
    () => (reading.end = 'done'),
    (error) => (reading.end = error.reason ?? error.name),
  );
  return reading;
}

/** A channel at offset 0 to which nobody listens. */
async function quiet() {
  const rig = await ChannelRig.welcomed();
  const room = rig.line.channel('room');
  rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 0 });
  return { rig, room };
}

const upTo = (count) => Array.from({ length: count }, (_, i) => i + 1);

export const cases = {
  async 'The first reader gets everything from the beginning, the next what comes'() {
    const { rig, room } = await quiet();
    rig.messages('room', 1, 2);
    const first = read(room);
    await settled();
    rig.messages('room', 3);
    const second = read(room);
    rig.messages('room', 4);
    await settled();
    equal([first.offsets, second.offsets], [[1, 2, 3, 4], [4]]);
    equal([first.end, second.end], [null, null]);
  },

  async 'Where somebody listens already, a reader gets what comes'() {
    const { rig, room } = await quiet();
    rig.messages('room', 1);
    room.addEventListener('message', () => {});
    rig.messages('room', 2);
    const reader = read(room);
    rig.messages('room', 3);
    await settled();
    equal(reader.offsets, [3]);
  },

  async 'A message has its data, its publisher and its offset'() {
    const { rig, room } = await quiet();
    rig.say({ type: 'message', channel: 'room', offset: 1, text: 'hi', from: 'Ada' });
    equal(await room[Symbol.asyncIterator]().next(), { value: { data: 'hi', from: 'Ada', offset: 1 }, done: false });
  },

  async 'Reading goes on over a break'() {
    const { rig, room } = await quiet();
    const reader = read(room);
    rig.messages('room', 1);
    await rig.resume();
    rig.say({ type: 'subscribed', channel: 'room', epoch: 'e', offset: 1, recovered: true });
    rig.messages('room', 1, 2);
    await settled();
    equal(reader, { offsets: [1, 2], end: null });
  },

  async 'A reader that is too slow gets a thousand messages, and then an error'() {
    const { rig, room } = await quiet();
    rig.messages('room', ...upTo(1_000));
    const inTime = read(room);
    await settled();
    rig.messages('room', ...upTo(2_000));
    rig.messages('room', 2_001);
    await settled();
    equal([inTime.offsets.length, inTime.end], [2_000, 'QuotaExceededError']);
    const fresh = read(room);
    rig.messages('room', 2_002);
    await settled();
    equal(fresh, { offsets: [2_002], end: null });
  },

  async 'A thousand messages may wait for the first reader, and one more is an error'() {
    const { rig, room } = await quiet();
    rig.messages('room', ...upTo(1_001));
    const reader = read(room);
    await settled();
    equal([reader.offsets, reader.end], [upTo(1_000), 'QuotaExceededError']);
  },

  async 'Leaving the loop leaves the others alone'() {
    const { rig, room } = await quiet();
    const first = read(room, 1);
    const second = read(room);
    rig.messages('room', 1, 2);
    await settled();
    equal([first, second], [{ offsets: [1], end: 'done' }, { offsets: [1, 2], end: null }]);
  },

  async 'Closing the channel ends the loop behind its last message'() {
    const { rig, room } = await quiet();
    const reader = read(room);
    rig.messages('room', 1);
    room.close();
    await settled();
    equal(reader, { offsets: [1], end: 'done' });
    equal(await room[Symbol.asyncIterator]().next(), { done: true });
  },

  async 'Closing the line ends the loop'() {
    const { rig, room } = await quiet();
    const reader = read(room);
    await settled();
    rig.line.close();
    await settled();
    equal(reader.end, 'done');
  },

  async 'A refusal is thrown in the loop, and in every later one'() {
    const rig = await ChannelRig.welcomed();
    const room = rig.line.channel('room');
    const reader = read(room);
    rig.say({ type: 'refused', channel: 'room', reason: 'forbidden' });
    await settled();
    equal(reader.end, 'forbidden');
    equal(await outcome(room[Symbol.asyncIterator]().next()), 'forbidden');
  },

  async 'A final end is thrown in the loop, behind the last message, and once'() {
    const { rig, room } = await quiet();
    const iterator = room[Symbol.asyncIterator]();
    rig.messages('room', 1);
    rig.socket.end(4403, 'kicked');
    equal((await iterator.next()).value.offset, 1);
    equal(await outcome(iterator.next()), 'closed');
    equal(await iterator.next(), { done: true });
  },

  async 'Several calls for the next message get one each'() {
    const { rig, room } = await quiet();
    const iterator = room[Symbol.asyncIterator]();
    const calls = [iterator.next(), iterator.next(), iterator.next()];
    await settled();
    rig.messages('room', 1, 2);
    room.close();
    const results = await Promise.all(calls);
    equal(results.map(({ value, done }) => value?.offset ?? done), [1, 2, true]);
  },
};
