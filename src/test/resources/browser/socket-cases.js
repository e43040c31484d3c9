import { Lifeline } from '/lifeline/lifeline.js';
import { equal, Rig, throws } from './rig.js';

/** A Lifeline stands where a WebSocket stood. */
export const cases = {
  'The constants are those of WebSocket, on the class and on its objects'() {
    const { lifeline } = new Rig();
    for (const name of ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED']) {
      equal(Lifeline[name], WebSocket[name]);
      equal(lifeline[name], WebSocket[name]);
    }
  },

  'A handler is called as a method, with its event, until it is replaced'() {
    const rig = new Rig();
    const heard = [];
    for (const type of ['open', 'message', 'error', 'close']) {
      const name = `on${type}`;
      equal(rig.lifeline[name], null);
      function handler(event) {
        heard.push(event.type);
        equal(this === rig.lifeline && event.target === rig.lifeline, true);
      }
      rig.lifeline[name] = () => heard.push('the first');
      rig.lifeline[name] = handler;
      equal(rig.lifeline[name] === handler, true);
    }
    rig.socket.open();
    rig.socket.message('news');
    rig.socket.end(1006);
    equal(heard, ['open', 'message', 'error', 'close']);
    rig.lifeline.onclose = null;
    rig.lifeline.onerror = 'no function';
    equal([rig.lifeline.onclose, rig.lifeline.onerror], [null, null]);
    rig.lifeline.close();
    equal(heard.length, 4);
  },

  'A handler and the same function as a listener are two'() {
    const rig = new Rig();
    let calls = 0;
    const count = () => calls++;
    rig.lifeline.onopen = count;
    rig.lifeline.addEventListener('open', count);
    rig.socket.open();
    equal(calls, 2);
    rig.lifeline.onopen = null;
    rig.lifeline.reconnect();
    rig.socket.open();
    equal(calls, 3);
  },

  'The second argument may be protocols'() {
    for (const [given, passed] of [['chat', 'chat'], [['a', 'b'], ['a', 'b']]]) {
      const native = globalThis.WebSocket;
      const sockets = [];
      globalThis.WebSocket = class extends EventTarget {
        constructor(...how) {
          super();
          sockets.push(how);
        }

        close() {}
      };
      try {
        new Lifeline('ws://fake/', given).close();
      } finally {
        globalThis.WebSocket = native;
      }
      equal(sockets, [['ws://fake/', passed]]);
    }
  },

  'The socket tells its protocol and its extensions, while there is one'() {
    const rig = new Rig({ protocols: ['chat'] });
    equal(rig.socket.protocols, ['chat']);
    Object.assign(rig.socket, { protocol: 'chat', extensions: 'permessage-deflate' });
    equal([rig.lifeline.protocol, rig.lifeline.extensions], ['chat', 'permessage-deflate']);
    rig.socket.end(1006);
    equal([rig.lifeline.protocol, rig.lifeline.extensions], ['', '']);
  },

  'The binary type goes with every socket'() {
    const rig = new Rig();
    equal([rig.lifeline.binaryType, rig.socket.binaryType], ['blob', 'blob']);
    rig.lifeline.binaryType = 'arraybuffer';
    equal(rig.socket.binaryType, 'arraybuffer');
    rig.socket.end(1006);
    rig.lifeline.binaryType = 'blob';
    rig.clock.advance(500);
    equal([rig.lifeline.binaryType, rig.socket.binaryType], ['blob', 'blob']);
    equal(new Rig({ binaryType: 'arraybuffer' }).socket.binaryType, 'arraybuffer');
  },

  'URLs are read as WebSocket reads them'() {
    const page = new URL(document.baseURI);
    const beside = (path) => `ws://${page.host}${path}`;
    for (const [given, url] of [
      ['ws://fake', 'ws://fake/'],
      ['https://fake/a?b', 'wss://fake/a?b'],
      ['/channels/lobby', beside('/channels/lobby')],
      [new URL('wss://fake:9/'), 'wss://fake:9/'],
    ]) {
      const rig = new Rig({}, given);
      equal([rig.lifeline.url, rig.socket.url], [url, url]);
    }
    for (const bad of ['ftp://fake/', 'ws://fake/#part', 'ws://', ['ws://fake/', 'mailto:me']]) {
      throws('SyntaxError', () => new Rig({}, bad));
    }
  },

  'The URL shows no token'() {
    const rig = new Rig({ authentication: { token: () => 'secret', query: 'token' } });
    equal(rig.lifeline.url, 'ws://fake/');
  },

  'A message passes with its data and its origin'() {
    const rig = Rig.opened();
    const heard = [];
    rig.lifeline.onmessage = ({ data, origin }) => heard.push(data, origin);
    const data = new ArrayBuffer(3);
    rig.socket.dispatchEvent(new MessageEvent('message', { data, origin: 'ws://fake' }));
    equal(heard[0] === data, true);
    equal(heard[1], 'ws://fake');
  },

  'A close tells whether it was clean'() {
    const rig = Rig.opened();
    const heard = [];
    rig.lifeline.onclose = ({ code, reason, wasClean }) => heard.push([code, reason, wasClean]);
    rig.socket.end(1012, 'restart');
    rig.clock.advance(500);
    rig.socket.open();
    rig.socket.end(1006);
    equal(heard, [[1012, 'restart', true], [1006, '', false]]);
  },

  'The amount that waits is the socket’s and the queue’s'() {
    const rig = new Rig();
    rig.lifeline.send('ä');
    rig.lifeline.send(new Uint8Array(3));
    rig.lifeline.send(new Blob(['four']));
    equal(rig.lifeline.bufferedAmount, 9);
    rig.socket.open();
    equal(rig.lifeline.bufferedAmount, 0);
    rig.socket.bufferedAmount = 7;
    equal(rig.lifeline.bufferedAmount, 7);
  },

  'A buffer that is written to again is sent as it was'() {
    const rig = new Rig();
    const bytes = new Uint8Array([1, 2, 3, 4]);
    rig.lifeline.send(bytes.subarray(1, 3));
    rig.lifeline.send(bytes.buffer);
    rig.lifeline.send(new DataView(bytes.buffer, 3));
    bytes.fill(9);
    rig.socket.open();
    equal(rig.socket.sent.map((data) => [...new Uint8Array(data)]), [[2, 3], [1, 2, 3, 4], [4]]);
  },

  'A thousand messages, or a megabyte, may wait'() {
    const rig = new Rig();
    for (let i = 0; i < 1_000; i++) {
      rig.lifeline.send('');
    }
    throws('QuotaExceededError', () => rig.lifeline.send(''));
    const other = new Rig();
    other.lifeline.send('m'.repeat(2 ** 20));
    throws('QuotaExceededError', () => other.lifeline.send('m'));
  },

  'A constructor of sockets that throws makes a failed attempt'() {
    let attempts = 0;
    const rig = new Rig({
      WebSocket: class {
        constructor() {
          attempts += 1;
          throw new DOMException('not from here', 'SecurityError');
        }
      },
    });
    equal(rig.state, 'waiting');
    equal(rig.lifeline.status.reason, 'SecurityError: not from here');
    rig.clock.advance(500);
    equal(attempts, 2);
    equal(rig.state, 'waiting');
  },
};
