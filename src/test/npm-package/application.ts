/** An application's use of the package; that it compiles is the test. */
import { CloseCode, Lifeline, type LifelineOptions, type Status } from "lifeline-client";
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
