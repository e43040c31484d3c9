/**
 * Clients that were not written here, against a running Lifeline: for `seconds` each must keep its
 * one connection. Usage: `node peers.mjs ws://localhost:8080/channels/ 20`.
 *
 * In the lively room each says a numbered message a second and must hear those of all. In a quiet
 * room of its own each says nothing of itself: what has a heartbeat must live by it alone
 * (`pings=off` asks the server not to count pongs), the rest by the pongs of `ws`.
 *
 * Prints one flat JSON object a line, one for every client, and judges nothing: PeerClientsIT does.
 */
import ReconnectingWebSocket from "reconnecting-websocket";
import heartbeatModule from "websocket-heartbeat-js";
import WebSocket from "ws";
import { BeatOfEverySecond, HeartCheck } from "./recipes.mjs";

// websocket-heartbeat-js takes the global one, as in a browser.
globalThis.WebSocket = WebSocket;
const WebsocketHeartbeatJs = heartbeatModule.default;

const [base, seconds] = [process.argv[2], Number(process.argv[3])];
const GRACE_MILLIS = 5_000;

/** Every kind of client by its name: how it is made, and what it sends as a heartbeat. */
const KINDS = {
  ws: { make: (url) => new WebSocket(url) },
  "reconnecting-websocket": {
    make: (url) => new ReconnectingWebSocket(url, [], { WebSocket }),
  },
  "websocket-heartbeat-js": {
    beat: "heartbeat",
    make: (url) => new WebsocketHeartbeatJs({ url, pingTimeout: 700, pongTimeout: 1_000 }),
  },
  "heart-check": { beat: "HeartBeat", make: (url) => new HeartCheck(url, 700) },
  "beat-of-every-second": { beat: "~H#C~", make: (url) => new BeatOfEverySecond(url, 1_000) },
};
const names = Object.keys(KINDS);

/** One client in one room, and the count of what happens to it. */
class Peer {
  constructor(name, room) {
    const { make, beat } = KINDS[name];
    const query = room === "quiet" && beat ? "?pings=off" : "";
    this.name = name;
    this.beat = beat;
    this.heard = new Map();
    this.counts = { opens: 0, closes: 0, errors: 0, sent: 0, answers: 0, strange: 0 };
    const path = room === "quiet" ? `quiet-${name}` : room;
    this.client = make(base + path + query);
    this.opened = new Promise((resolve) => {
      this.client.onopen = () => {
        this.counts.opens++;
        resolve();
      };
    });
    this.client.onclose = () => this.counts.closes++;
    this.client.onerror = () => this.counts.errors++;
    this.client.onmessage = (event) => this.hear(String(event.data));
    this.room = room;
  }

  hear(text) {
    const numbered = /^([a-z-]+) (\d+)$/.exec(text);
    if (numbered) {
      this.heard.set(text, (this.heard.get(text) ?? 0) + 1);
    } else if (text === this.beat) {
      this.counts.answers++;
    } else {
      this.counts.strange++;
    }
  }

  say(number) {
    this.client.send(`${this.name} ${number}`);
    this.counts.sent++;
  }

  summary() {
    const times = [...this.heard.values()].reduce((sum, n) => sum + n, 0);
    return {
      peer: this.name,
      room: this.room,
      ...this.counts,
      received: this.heard.size,
      repeated: times - this.heard.size,
    };
  }
}

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

const lively = names.map((name) => new Peer(name, "lively"));
const quiet = names.map((name) => new Peer(name, "quiet"));
await Promise.race([Promise.all([...lively, ...quiet].map((p) => p.opened)), pause(GRACE_MILLIS)]);

for (let number = 1; number <= seconds; number++) {
  lively.forEach((peer) => peer.say(number));
  await pause(1_000);
}
const complete = () => lively.every((peer) => peer.heard.size >= names.length * seconds);
for (const end = Date.now() + GRACE_MILLIS; !complete() && Date.now() < end; ) {
  await pause(50);
}
[...lively, ...quiet].forEach((peer) => console.log(JSON.stringify(peer.summary())));
process.exit(0);
