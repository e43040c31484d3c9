/**
 * The packed package on Node, against a running Lifeline: `node use.mjs ws://localhost:8080/channels/room`. Says
 * something before the connection is open, hears it and a binary message come back, awaits a round trip, closes;
 * prints what happened, a line each, and ends by itself, since no timer is left.
 */
import { Lifeline } from "lifeline-client";
import WebSocket from "ws";

const line = new Lifeline(process.argv[2], {
  WebSocket,
  binaryType: "arraybuffer",
  heartbeat: { interval: 200 },
  timers: "worker",
});
line.addEventListener("status", ({ detail }) => console.log(detail.state));
line.onmessage = ({ data }) => {
  if (typeof data === "string") {
    console.log(`text ${data}`);
    line.send(new Uint8Array([1, 2, 3]));
  } else {
    console.log(`binary ${new Uint8Array(data)}`);
    line.addEventListener("rtt", ({ detail }) => finish(detail), { once: true });
  }
};
line.onclose = ({ code, reason }) => console.log(`close ${code} ${reason}`);
line.send("from the queue");

function finish(rtt) {
  console.log(`rtt ${rtt >= 0 && rtt < 10_000}`);
  line.close(3000, "enough");
}
