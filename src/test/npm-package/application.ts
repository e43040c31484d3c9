/** An application's use of the package; that it compiles is the test. */
import { CloseCode, Lifeline, type LifelineOptions, type Status } from "lifeline-client";
import { type Channel, ChannelError, ChannelLine } from "lifeline-client/channels";
import { workerClock } from "lifeline-client/worker-clock";

const options: LifelineOptions = {
  protocols: ["chat"],
  binaryType: "arraybuffer",
  heartbeat: { message: "HeartBeat", answer: null, interval: 10_000 },
  reconnect: { policy: (retry) => 100 * 2 ** retry, maxRetries: 5 },
  servers: { coolDown: 60_000, failback: false },
  authentication: { token: async () => "secret", query: "token" },
  queue: { maxMessages: 10 },
  clock: workerClock(),
  WebSocket,
};

const line = new Lifeline(["wss://a.example/", new URL("wss://b.example/")], options);
line.onopen = function () {
  this.send(new Uint8Array(3));
};
line.onclose = ({ code, reason, wasClean }) => console.log(code === CloseCode.SLOW_READER, reason, wasClean);
line.addEventListener("status", ({ detail }) => show(detail));
line.addEventListener("rtt", ({ detail }) => console.log(detail.toFixed(1)), { once: true });
line.addEventListener("message", ({ data }) => console.log(data));
line.addEventListener("anything", (event) => console.log(event.type));

function show({ state, due, reason }: Status): string {
  switch (state) {
    case "waiting":
      return `waiting until ${due}`;
    case "closed":
      return `closed: ${reason}`;
    default:
      return line.readyState === Lifeline.OPEN ? "open" : state;
  }
}

new Lifeline("/relative", "subprotocol").close(3000, "enough");
new Lifeline("/plain", { heartbeat: false, queue: false, timers: "worker" }).reconnect();

/** Where a WebSocket is expected, all but its `CLOSING` will do. */
const dropIn: Omit<WebSocket, "readyState" | "addEventListener" | "removeEventListener" | `on${string}`> = line;
dropIn.send("text");

// @ts-expect-error a token goes by exactly one way
new Lifeline("/both", { authentication: { token: () => "secret", query: "token", message: String } });
// @ts-expect-error there is no such state
line.status.state === "dead";
// @ts-expect-error a status is not to be written
line.status.state = "open";
// @ts-expect-error nor is a constant
line.OPEN = 2;

const channels = new ChannelLine("/channels/any", {
  name: "Ada",
  token: async () => "secret",
  heartbeat: false,
  queue: { maxMessages: 10 },
});
channels.addEventListener("welcome", ({ detail }) => console.log(detail.resumed, detail.identity?.length));
channels.addEventListener("close", ({ code, reason }) => console.log(code, reason));
const room: Channel = channels.channel("room", { history: 20, presence: true });
room.addEventListener("message", function ({ data, from, offset }) {
  console.log(typeof data === "string" ? data : data.byteLength, from, offset, this.position?.epoch);
});
room.addEventListener("recovered", ({ detail }) => console.log(`${detail.count} messages while you were away`));
room.addEventListener("gap", ({ detail }) => console.log(detail.to.offset - detail.from.offset));

export async function chat(): Promise<void> {
  try {
    const position = await room.publish(new Uint8Array(3));
    console.log(position?.offset);
  } catch (error) {
    console.log(error instanceof ChannelError && error.reason === "vetoed");
  }
  for await (const { data, from } of room) {
    console.log(data, from ?? room.members[0].identity);
  }
  await channels.publish("other", "text");
  channels.close();
}

// @ts-expect-error what waits needs its bounds
new ChannelLine("/", { queue: false });
// @ts-expect-error nobody but the line makes a channel
new Channel("room");
// @ts-expect-error a blob would have to be read first
room.publish(new Blob([]));
