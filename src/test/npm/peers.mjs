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
import { WebSocket as PartySocket } from "partysocket";
import heartbeatModule from "websocket-heartbeat-js";
import WebSocket from "ws";
import { BeatOfEverySecond, HeartCheck } from "./recipes.mjs";

// websocket-heartbeat-js takes the global one, as in a browser.
globalThis.WebSocket = WebSocket;
const WebsocketHeartbeatJs = heartbeatModule.default;

const [base, seconds] = [process.argv[2], Number(process.argv[3])];
const GRACE_MILLIS = 10_000;

/** Who hears this is in the room. */
const JOINING = "joining";

/** Every kind of client by its name: how it is made, and what it sends as a heartbeat. */
const KINDS = {
  ws: { make: (url) => new WebSocket(url) },
  "reconnecting-websocket": {
    make: (url) => new ReconnectingWebSocket(url, [], { WebSocket }),
  },
  partysocket: {
    make: (url) => new PartySocket(url, [], { WebSocket }),
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
    this.room = room;
    this.beat = beat;
    this.heard = new Map();
    this.hasJoined = false;
    this.counts = { opens: 0, closes: 0, errors: 0, sent: 0, answers: 0, strange: 0 };
    const path = room === "quiet" ? `quiet-${name}` : room;
    this.client = make(base + path + query);
    this.client.onopen = () => this.counts.opens++;
    this.client.onclose = () => this.counts.closes++;
    this.client.onerror = () => this.counts.errors++;
    this.client.onmessage = (event) => this.hear(String(event.data));
  }

  hear(text) {
    if (text === JOINING) {
      this.hasJoined = true;
      return;
    }
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

/** Waits for the condition, but not for ever. */
async function until(condition, action = () => {}) {
  for (const end = Date.now() + GRACE_MILLIS; !condition() && Date.now() < end; ) {
    action();
    await pause(50);
  }
}

await until(() => [...lively, ...quiet].every((peer) => peer.counts.opens > 0));
// A client can be told of its opening before the server's endpoint is: ask until one hears.
await until(
  () => lively.every((peer) => peer.hasJoined),
  () => lively[0].client.send(JOINING),
);

for (let number = 1; number <= seconds; number++) {
  lively.forEach((peer) => peer.say(number));
  await pause(1_000);
}
await until(() => lively.every((peer) => peer.heard.size >= names.length * seconds));
[...lively, ...quiet].forEach((peer) => console.log(JSON.stringify(peer.summary())));
process.exit(0);
