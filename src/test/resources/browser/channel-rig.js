import { ChannelLine } from '/lifeline/channels.js';
import { check, equal, FakeClock, FakeSocket } from './rig.js';

const WELCOME = {
  type: 'welcome',
  session: 'secret',
  resumed: false,
  seq: 0,
  window: 64,
  interval: 15_000,
  timeout: 40_000,
  resumeWindow: 120_000,
};

const LINE_EVENTS = {
  status: ({ detail }) => detail.state,
  rtt: ({ detail }) => `rtt:${detail}`,
  welcome: ({ detail }) => `welcome:${detail.resumed}`,
  expiring: ({ detail }) => `expiring:${detail.in}`,
  draining: ({ detail }) => `draining:${detail.retryIn}`,
  error: ({ detail }) => `error:${detail.reason}`,
  close: ({ code, reason }) => `close:${code}:${reason}`,
};

const CHANNEL_EVENTS = {
  message: ({ data, from, offset }) => `${offset}:${data}${from ? `:${from}` : ''}`,
  subscribed: ({ detail }) => `subscribed:${at(detail.position)}${more(detail)}`,
  recovered: ({ detail }) => `recovered:${at(detail.to)}${more(detail)}`,
  gap: ({ detail }) => `gap:${at(detail.from)}:${at(detail.to)}`,
  presence: ({ detail }) => `presence:+${names(detail.joined)}-${names(detail.left)}`,
  refused: ({ detail }) => `refused:${detail.reason}`,
};

/** How many messages follow that were there already, as the cases write it. */
const more = ({ count }) => (count ? `+${count}` : '');

/** A position as the cases write it. */
export const at = (position) => position && `${position.epoch}${position.offset}`;

/** Members as the cases write them. */
export const names = (members) => members.map(({ identity, session }) => identity ?? session).join(',');

/** What is done in microtasks is done when a task begins. */
export const settled = () => new Promise((done) => setTimeout(done));

/** What has become of a promise: its value, the name or the reason of its error, or `pending`. */
export async function outcome(promise) {
  const pending = settled().then(() => 'pending');
  return Promise.race([promise, pending]).catch((error) => error.reason ?? error.name);
}

/** A ChannelLine between a fake clock and fake sockets, a server that says what the case says, and a recorder. */
export class ChannelRig {
  clock = new FakeClock();
  /** @type {FakeSocket[]} */
  sockets = [];
  #events = [];
  /** How many texts of each socket were looked at. */
  #seen = new Map();

  constructor(options = {}, urls = 'ws://fake/') {
    const rig = this;
    this.line = new ChannelLine(urls, {
      clock: this.clock,
      random: () => 0.5,
      heartbeat: false,
      surroundings: { isOnline: () => true, watch: () => () => {} },
      WebSocket: class extends FakeSocket {
        constructor(url, protocols) {
          super(url, protocols);
          rig.sockets.push(this);
        }
      },
      ...options,
    });
    this.#record(this.line, LINE_EVENTS);
  }

  /** One whose session has begun, with nothing recorded. */
  static async welcomed(options, welcome) {
    const rig = new ChannelRig(options);
    await rig.open();
    rig.welcome(welcome);
    rig.sent();
    rig.events();
    return rig;
  }

  /** The newest socket. */
  get socket() {
    return this.sockets.at(-1);
  }

  get state() {
    return this.line.status.state;
  }

  /** The newest socket opens, and its hello is on its way. */
  async open() {
    this.socket.open();
    await settled();
  }

  welcome(fields = {}) {
    this.say({ ...WELCOME, ...fields });
  }

  /** The server says something. */
  say(message) {
    this.socket.message(JSON.stringify(message));
  }

  /** A channel whose events are recorded, subscribed to from `e` and the offset on. */
  subscribed(name, offset = 0, options = {}) {
    const channel = this.channel(name, options);
    this.say({ type: 'subscribed', channel: name, epoch: 'e', offset });
    this.sent();
    this.events();
    return channel;
  }

  /** A channel whose events are recorded. */
  channel(name, options) {
    const channel = this.line.channel(name, options);
    this.#record(channel, CHANNEL_EVENTS);
    return channel;
  }

  /** Messages of a channel, with their offsets for texts. */
  messages(channel, ...offsets) {
    offsets.forEach((offset) => this.say({ type: 'message', channel, offset, text: `m${offset}` }));
  }

  /** Answers as stored at that offset, where there is one. */
  ack(seq, offset) {
    this.say({ type: 'ack', seq, ...(offset && { channel: 'room', epoch: 'e', offset }) });
  }

  /** The connection is lost; the next one opens, and says hello. */
  async again(code = 1006, reason = '') {
    this.socket.end(code, reason);
    this.clock.advance(this.line.status.due - this.clock.now());
    await this.open();
  }

  /** The same, and the session is welcomed. */
  async resume(fields = {}) {
    await this.again();
    this.sent();
    this.welcome({ resumed: true, ...fields });
  }

  /** What was said on the newest socket since the last call, as objects. */
  sent() {
    const { socket } = this;
    const texts = socket.sent.slice(this.#seen.get(socket) ?? 0);
    this.#seen.set(socket, socket.sent.length);
    return texts.map((text) => JSON.parse(text));
  }

  /** The same of publishes alone, as `seq:text`. */
  published() {
    return this.sent().flatMap(({ type, seq, text }) => (type === 'publish' ? [`${seq}:${text}`] : []));
  }

  /** The same of what is no publish, as its type. */
  said() {
    return this.sent().map(({ type }) => type).join(' ');
  }

  /** The events since the last call. */
  events() {
    return this.#events.splice(0).join(' ');
  }

  /** That everything has ended and nothing is left behind. */
  expectEnd() {
    equal(this.state, 'closed');
    equal(this.clock.timers, 0, 'timers');
    check(this.sockets.every(({ closedWith, ended }) => closedWith || ended), 'a socket is left');
  }

  #record(target, words) {
    for (const [type, say] of Object.entries(words)) {
      target.addEventListener(type, (event) => this.#events.push(say(event)));
    }
  }
}
